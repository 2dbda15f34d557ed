/// What a packet does. Source: Zephyr, SMP protocol specification.
public enum PacketOperation: UInt8, Sendable, CaseIterable {
    /// Ask for something.
    case read = 0
    /// The answer to that.
    case readAnswer = 1
    /// Change something.
    case write = 2
    /// The answer to that.
    case writeAnswer = 3

    /// The operation of the answer.
    public var answer: PacketOperation {
        switch self {
        case .read, .readAnswer: .readAnswer
        case .write, .writeAnswer: .writeAnswer
        }
    }

    /// True for what a client sends.
    public var isRequest: Bool { self == .read || self == .write }
}

/// The version of the protocol that a packet is in: they differ in how errors are told.
public enum ProtocolVersion: UInt8, Sendable, CaseIterable {
    /// Errors are `{rc}`.
    case one = 0
    /// Errors of a group are `{err: {group, rc}}`.
    case two = 1
}

/// The first eight bytes of a packet.
public struct PacketHeader: Equatable, Sendable {
    /// Bytes of a header.
    public static let byteCount = 8

    /// What the packet does.
    public var operation: PacketOperation
    /// Its version.
    public var version: ProtocolVersion
    /// No bit has a meaning yet.
    public var flags: UInt8
    /// Bytes that follow the header.
    public var payloadCount: UInt16
    /// Group of commands.
    public var group: UInt16
    /// Number by which an answer is known.
    public var sequence: UInt8
    /// Command of the group.
    public var command: UInt8

    /// A header.
    public init(
        _ operation: PacketOperation, version: ProtocolVersion = .two, flags: UInt8 = 0, payloadCount: UInt16 = 0,
        group: UInt16, sequence: UInt8, command: UInt8
    ) {
        self.operation = operation
        self.version = version
        self.flags = flags
        self.payloadCount = payloadCount
        self.group = group
        self.sequence = sequence
        self.command = command
    }

    /// The eight bytes: byte 0 holds the version in bits 3 and 4 and the operation in bits 0 to 2; numbers are big-endian.
    public var bytes: [UInt8] {
        [
            version.rawValue << 3 | operation.rawValue, flags, UInt8(payloadCount >> 8),
            UInt8(truncatingIfNeeded: payloadCount), UInt8(group >> 8), UInt8(truncatingIfNeeded: group), sequence,
            command,
        ]
    }

    /// Reads the first eight bytes.
    ///
    /// - Throws: `PacketError.truncated`, `.operation` or `.version`.
    public init(_ bytes: [UInt8]) throws(PacketError) {
        guard bytes.count >= PacketHeader.byteCount else { throw .truncated(bytes.count) }
        guard let operation = PacketOperation(rawValue: bytes[0] & 0x07) else { throw .operation(bytes[0] & 0x07) }
        let number = bytes[0] >> 3 & 0x03
        guard let version = ProtocolVersion(rawValue: number) else { throw .version(number) }
        self.init(
            operation, version: version, flags: bytes[1], payloadCount: UInt16(bytes[2]) << 8 | UInt16(bytes[3]),
            group: UInt16(bytes[4]) << 8 | UInt16(bytes[5]), sequence: bytes[6], command: bytes[7])
    }

    /// The header of the answer to this one.
    public func answer(payloadCount: UInt16) -> PacketHeader {
        PacketHeader(
            operation.answer, version: version, payloadCount: payloadCount, group: group, sequence: sequence,
            command: command)
    }
}

/// Why bytes are no packet.
public enum PacketError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Fewer bytes than a header has.
    case truncated(Int)
    /// An operation that there is not.
    case operation(UInt8)
    /// A version that there is not.
    case version(UInt8)
    /// The header says another number of bytes than follow it.
    case payloadCount(said: Int, present: Int)
    /// The payload is no map of CBOR; the offset counts from the first byte of the packet.
    case payload(CBORError)
    /// A payload that is longer than a header can say.
    case tooLong(Int)

    /// What is wrong.
    public var description: String {
        switch self {
        case .truncated(let count): "a packet begins with 8 bytes of header, these are \(count)"
        case .operation(let number): "there is no operation \(number)"
        case .version(let number): "version \(number + 1) of the protocol is not known"
        case .payloadCount(let said, let present): "the header says \(said) bytes of payload, \(present) are there"
        case .payload(let error): error.description
        case .tooLong(let count): "\(count) bytes of payload are more than a header can say"
        }
    }
}
