/// Takes packets out of a capture file, one after the other: pcap, or pcapng.
///
/// Sources: the Internet drafts draft-ietf-opsawg-pcap and draft-ietf-opsawg-pcapng.
///
/// A pcap file may be of either byte order, with microseconds or nanoseconds. Its header's time zone is not applied, as no
/// other reader does. Of pcapng all packet blocks are read (enhanced, simple, and the obsolete one), in any number of
/// sections; blocks of other types are skipped.
public struct CaptureReader: Sendable {
    let view: [UInt8]
    /// Interfaces seen so far, of all sections.
    public internal(set) var interfaces: [CaptureInterface] = []
    /// Sections seen so far; 1 in a pcap file.
    public internal(set) var sectionCount = 0
    var offset = 0
    var isBigEndian = false
    /// Index of the section's first interface.
    var sectionStart = 0
    private let isPCAP: Bool
    private var packetCount = 0
    private var isEnded = false

    /// A reader of a whole file's bytes.
    ///
    /// - Throws: `CaptureError` when this is no capture, or its header is damaged.
    public init(_ bytes: [UInt8]) throws(CaptureError) {
        view = bytes
        let first = try? ByteView(bytes: bytes).u32(0)
        switch first {
        case BlockType.section: isPCAP = false
        case .some(let magic) where PCAPMagic(rawValue: magic) != nil: isPCAP = true
        default: throw CaptureError(.notACapture, offset: 0)
        }
        if isPCAP { try readPCAPHeader() } else { try readSectionHeader() }
    }

    /// A reader of a copy of those bytes.
    ///
    /// - Throws: `CaptureError` when this is no capture, or its header is damaged.
    public init(copying bytes: UnsafeRawBufferPointer) throws(CaptureError) { try self.init([UInt8](bytes)) }

    /// The next packet, or nil at the end.
    ///
    /// - Throws: `CaptureError` where the file is damaged; there is nothing more to be had then, and the next call returns nil.
    public mutating func next() throws(CaptureError) -> CapturePacket? {
        guard !isEnded else { return nil }
        do throws(CaptureError) {
            if let packet = isPCAP ? try nextRecord() : try nextBlockPacket() { return packet }
            isEnded = true
            return nil
        } catch {
            isEnded = true
            throw error
        }
    }

    var bytes: ByteView { ByteView(bytes: view, isBigEndian: isBigEndian) }

    /// A packet, its number counted on.
    mutating func packet(
        interface: Int, timestamp: Int64?, frame: Range<Int>, originalLength: UInt32,
        flags: UInt32 = 0, comment: Range<Int>? = nil
    ) -> CapturePacket {
        packetCount += 1
        let linkType = interfaces[interface].linkType
        var direction = CaptureDirection(rawValue: UInt8(flags & 3)) ?? .unknown
        if direction == .unknown { direction = linkType.direction(of: frame, in: view) }
        return CapturePacket(
            number: packetCount, timestamp: timestamp, interface: interface, linkType: linkType, direction: direction,
            frame: frame, originalLength: max(Int(originalLength), frame.count), comment: comment)
    }
}
