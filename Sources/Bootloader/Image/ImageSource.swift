import FlashStore

/// Where the bytes of an image are read from: a slot, or a file on the workstation.
public protocol ImageSource {
    /// Bytes that may belong to the image.
    var count: Int { get }

    /// Reads bytes; the caller stays below `count`.
    func read(at offset: Int, count: Int) throws(FlashError) -> [UInt8]
}

/// An image in memory.
public struct ByteSource: ImageSource, Sendable {
    private let bytes: [UInt8]

    /// An image that is these bytes, or begins with them.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Bytes.
    public var count: Int { bytes.count }

    /// Reads bytes.
    public func read(at offset: Int, count: Int) throws(FlashError) -> [UInt8] {
        guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else {
            throw .outOfRange(offset: offset, count: count)
        }
        return [UInt8](bytes[offset..<offset + count])
    }
}

/// An image in a slot. The last sector of a slot is its trailer's, never the image's.
struct SlotSource<Flash: NORFlash>: ImageSource {
    let slot: Flash

    var count: Int { slot.geometry.byteCount - slot.geometry.sectorSize }

    func read(at offset: Int, count: Int) throws(FlashError) -> [UInt8] { try slot.read(at: offset, count: count) }
}
