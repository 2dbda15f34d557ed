import FlashStore

/// Signature of an image.
public struct ImageSignature: Equatable, Sendable {
    /// `ImageTLV.ecdsa` or `ImageTLV.ed25519`.
    public let type: UInt16
    /// The signature's bytes.
    public let bytes: [UInt8]
}

/// What header and TLVs of an image say. Nothing of it is proven before the hash and the signature are checked.
///
/// ```
/// header, padded | image | protected TLV area (0x6908) | TLV area (0x6907)
/// \________________ covered by the hash ______________/
/// ```
/// An area is its magic u16, its length u16 with these four bytes, and TLVs: type u16, length u16, value.
public struct ImageManifest: Equatable, Sendable {
    static let areaInfoSize = 4
    static let areaMagic: UInt16 = 0x6907
    static let protectedMagic: UInt16 = 0x6908
    /// Longest board id in bytes.
    static let longestBoard = 32
    /// More bytes than all known TLVs have together; what is larger is not read into memory.
    static let largestArea = 1024

    /// The header.
    public let header: ImageHeader
    /// SHA-256 over the first `hashedCount` bytes, as the image says.
    public let hash: [UInt8]
    /// SHA-256 of the key that signed.
    public let keyHash: [UInt8]
    /// The signature.
    public let signature: ImageSignature
    /// Security counter; 0 when the image has none.
    public let securityCounter: UInt32
    /// Board that the image is for.
    public let board: [UInt8]
    /// Oldest journal format that the image reads.
    public let oldestJournal: UInt16
    /// Newest journal format that the image reads.
    public let newestJournal: UInt16
    /// Bytes that the hash covers.
    public let hashedCount: Int
    /// All bytes of the image, TLVs included.
    public let byteCount: Int

    /// Reads header and TLVs.
    public init(_ source: some ImageSource) throws(ImageError) {
        header = try ImageHeader(
            ImageManifest.read(source, at: 0, count: min(source.count, ImageHeader.byteCount)), limit: source.count)
        var offset = header.areasOffset
        var found = Found()
        if header.protectedSize > 0 {
            let area = try ImageManifest.area(source, at: offset, magic: ImageManifest.protectedMagic)
            guard area.count == header.protectedSize else {
                throw .protectedSizeDiffers(offset: offset, header: header.protectedSize, area: area.count)
            }
            try found.take(area, at: offset, isProtected: true)
            offset += area.count
        }
        hashedCount = offset
        let area = try ImageManifest.area(source, at: offset, magic: ImageManifest.areaMagic)
        try found.take(area, at: offset, isProtected: false)
        byteCount = offset + area.count
        hash = try found.required(ImageTLV.hash)
        keyHash = try found.required(ImageTLV.keyHash)
        board = try found.required(ImageTLV.board)
        oldestJournal = half(try found.required(ImageTLV.oldestJournal), 0)
        newestJournal = half(try found.required(ImageTLV.newestJournal), 0)
        securityCounter = found.value(ImageTLV.securityCounter).map { word($0, 0) } ?? 0
        if let bytes = found.value(ImageTLV.ed25519) {
            signature = ImageSignature(type: ImageTLV.ed25519, bytes: bytes)
        } else {
            signature = ImageSignature(type: ImageTLV.ecdsa, bytes: try found.required(ImageTLV.ecdsa))
        }
    }

    private static func read(_ source: some ImageSource, at offset: Int, count: Int) throws(ImageError) -> [UInt8] {
        guard offset <= source.count, count <= source.count - offset else {
            throw .truncated(offset: offset, needed: count, available: max(0, source.count - offset))
        }
        do throws(FlashError) { return try source.read(at: offset, count: count) } catch { throw .unreadable(error) }
    }

    /// The bytes of a TLV area, with its information.
    private static func area(_ source: some ImageSource, at offset: Int, magic: UInt16) throws(ImageError) -> [UInt8] {
        let info = try read(source, at: offset, count: areaInfoSize)
        guard half(info, 0) == magic else { throw .areaMagic(offset: offset, half(info, 0)) }
        let size = Int(half(info, 2))
        guard size >= areaInfoSize, size <= largestArea else { throw .areaSize(offset: offset, size) }
        return try read(source, at: offset, count: size)
    }
}

/// The TLVs that were found.
private struct Found {
    var values: [(type: UInt16, bytes: [UInt8])] = []

    func value(_ type: UInt16) -> [UInt8]? { values.first { $0.type == type }?.bytes }

    func required(_ type: UInt16) throws(ImageError) -> [UInt8] {
        guard let bytes = value(type) else { throw .missingTLV(type: type) }
        return bytes
    }

    /// Takes the TLVs of an area; only known types, each once, in its own area, with a possible length.
    mutating func take(_ area: [UInt8], at start: Int, isProtected: Bool) throws(ImageError) {
        var index = ImageManifest.areaInfoSize
        while index < area.count {
            guard area.count - index >= 4 else {
                throw .truncated(offset: start + index, needed: 4, available: area.count - index)
            }
            let type = half(area, index)
            let length = Int(half(area, index + 2))
            guard length <= area.count - index - 4 else { throw .tlvBeyondArea(offset: start + index, type: type) }
            guard let lengths = isProtected ? Found.protected(type) : Found.plain(type) else {
                throw .unexpectedTLV(offset: start + index, type: type)
            }
            // Two signatures of different kinds are also two signatures: which one counts must never be a question.
            let rival = type == ImageTLV.ecdsa ? ImageTLV.ed25519 : type == ImageTLV.ed25519 ? ImageTLV.ecdsa : type
            guard value(type) == nil, value(rival) == nil else { throw .doubledTLV(offset: start + index, type: type) }
            guard lengths.contains(length) else {
                throw .tlvLength(offset: start + index, type: type, length: length)
            }
            values.append((type, [UInt8](area[index + 4..<index + 4 + length])))
            index += 4 + length
        }
    }

    private static func protected(_ type: UInt16) -> ClosedRange<Int>? {
        switch type {
        case ImageTLV.securityCounter: 4...4
        case ImageTLV.board: 1...ImageManifest.longestBoard
        case ImageTLV.oldestJournal, ImageTLV.newestJournal: 2...2
        default: nil
        }
    }

    private static func plain(_ type: UInt16) -> ClosedRange<Int>? {
        switch type {
        case ImageTLV.hash, ImageTLV.keyHash: 32...32
        // Two integers of 32 bytes and perhaps a leading zero, and the tags; shorter when they begin with zeros.
        case ImageTLV.ecdsa: 8...72
        case ImageTLV.ed25519: 64...64
        default: nil
        }
    }
}
