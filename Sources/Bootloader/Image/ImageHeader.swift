/// Version of an image, as `imgtool sign --version 1.2.3+4` writes it.
public struct ImageVersion: Equatable, Comparable, Sendable, CustomStringConvertible {
    /// First number.
    public let major: UInt8
    /// Second number.
    public let minor: UInt8
    /// Third number.
    public let revision: UInt16
    /// Number after the plus sign.
    public let build: UInt32

    /// A version.
    public init(_ major: UInt8, _ minor: UInt8, _ revision: UInt16, build: UInt32 = 0) {
        self.major = major
        self.minor = minor
        self.revision = revision
        self.build = build
    }

    /// Whether one is older than the other.
    public static func < (one: ImageVersion, other: ImageVersion) -> Bool {
        (one.major, one.minor, one.revision, one.build) < (other.major, other.minor, other.revision, other.build)
    }

    /// `1.2.3`, or `1.2.3.4` with a build number: as the SMP state shows it.
    public var description: String {
        "\(major).\(minor).\(revision)" + (build == 0 ? "" : ".\(build)")
    }
}

/// The first 32 bytes of an image. Source: MCUboot, `image.h`, `struct image_header`; little-endian.
///
/// ```
/// 0  magic 0x96F3B83D     4  load address u32    8  header size u16   10  protected TLV size u16
/// 12 image size u32      16  flags u32          20  major u8  21 minor u8  22 revision u16  24 build u32  28 pad u32
/// ```
public struct ImageHeader: Equatable, Sendable {
    /// Bytes of the header that mean something.
    public static let byteCount = 32
    static let magic: UInt32 = 0x96F3_B83D

    /// Where the image runs, if it is linked to one place.
    public let loadAddress: UInt32
    /// Bytes before the image itself, with padding.
    public let headerSize: Int
    /// Bytes of the protected TLV area, with its four bytes of information.
    public let protectedSize: Int
    /// Bytes of the image itself.
    public let imageSize: Int
    /// Version.
    public let version: ImageVersion

    /// Reads a header.
    ///
    /// - Parameters:
    ///   - bytes: The first bytes of the image.
    ///   - limit: Bytes that the image may have at most, TLVs included.
    public init(_ bytes: [UInt8], limit: Int) throws(ImageError) {
        guard bytes.count >= ImageHeader.byteCount else {
            throw .truncated(offset: 0, needed: ImageHeader.byteCount, available: bytes.count)
        }
        guard word(bytes, 0) == ImageHeader.magic else { throw .noImage }
        loadAddress = word(bytes, 4)
        headerSize = Int(half(bytes, 8))
        protectedSize = Int(half(bytes, 10))
        // An Int of 32 bits cannot hold every size: compare before converting.
        let size = word(bytes, 12)
        let flags = word(bytes, 16)
        version = ImageVersion(bytes[20], bytes[21], half(bytes, 22), build: word(bytes, 24))
        guard headerSize >= ImageHeader.byteCount else { throw .headerSize(headerSize) }
        guard protectedSize == 0 || protectedSize >= ImageManifest.areaInfoSize else {
            throw .areaSize(offset: 10, protectedSize)
        }
        let around = headerSize + protectedSize + ImageManifest.areaInfoSize
        guard size > 0, limit >= around, UInt64(size) <= UInt64(limit - around) else {
            throw .imageSize(size, limit: max(0, limit - around))
        }
        imageSize = Int(size)
        guard flags == 0 else { throw .unsupportedFlags(flags) }
    }

    /// Where the TLV areas begin.
    var areasOffset: Int { headerSize + imageSize }
}
