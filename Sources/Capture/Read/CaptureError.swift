/// Why a capture, or a packet of it, cannot be read: what, and at which byte of the input. Never the bytes themselves.
public struct CaptureError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Kind: Equatable, Sendable {
        /// The first four bytes are those of no capture format.
        case notACapture
        /// Something needs so many bytes, and so many are there.
        case truncated(needed: Int, available: Int)
        /// A version that nobody here knows.
        case version(major: UInt16, minor: UInt16)
        /// The byte-order mark of a section is none.
        case byteOrder(UInt32)
        /// A block's length is below 12, or no multiple of 4.
        case blockLength(UInt32)
        /// A block's length at its end differs from the one at its start.
        case blockLengthsDiffer(first: UInt32, last: UInt32)
        /// A packet names an interface that its section does not have.
        case unknownInterface(UInt32)
        /// More bytes of a packet are announced than its block holds.
        case capturedLength(UInt32)
        /// An option reaches beyond its block.
        case optionLength(UInt16)
        /// A header of this protocol contradicts itself.
        case malformed(String)
    }

    /// What is wrong.
    public let kind: Kind
    /// Where: bytes from the start of the input.
    public let offset: Int

    init(_ kind: Kind, offset: Int) {
        self.kind = kind
        self.offset = offset
    }

    /// What, where, and what to do.
    public var description: String {
        let text =
            switch kind {
            case .notACapture: "this is neither pcap nor pcapng; convert it with `editcap -F pcapng`"
            case .truncated(let needed, let available):
                "\(needed) bytes are needed and \(available) are there; the file was cut off, what lies before it is whole"
            case .version(let major, let minor): "version \(major).\(minor) is not known; convert it with `editcap`"
            case .byteOrder(let mark):
                "0x\(String(mark, radix: 16)) is no byte-order mark; the file is damaged from here on"
            case .blockLength(let length):
                "a block cannot be \(length) bytes long; the file is damaged from here on"
            case .blockLengthsDiffer(let first, let last):
                "a block is \(first) bytes long by its start, \(last) by its end; the file is damaged from here on"
            case .unknownInterface(let number):
                "the section has no interface \(number); the file is damaged from here on"
            case .capturedLength(let length):
                "a packet of \(length) bytes does not fit its block; the file is damaged from here on"
            case .optionLength(let length):
                "an option of \(length) bytes does not fit its block; the file is damaged from here on"
            case .malformed(let header): "the \(header) header contradicts itself; leave this packet out"
            }
        return "byte \(offset): \(text)"
    }
}
