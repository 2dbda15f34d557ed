/// Finds messages in a stream that arrives in pieces of any size.
public struct MessageFraming: Sendable {
    /// The length before each message.
    public let header: LengthHeader
    /// The largest message that is taken, in bytes.
    public let largestMessage: Int
    private var received: [UInt8] = []

    /// Framing that takes messages up to `largestMessage` bytes, or as long as the length can say.
    public init(_ header: LengthHeader = .usual, largestMessage: Int = 4096) {
        self.header = header
        self.largestMessage = max(1, min(largestMessage, header.longestMessage))
    }

    /// Bytes that wait for the rest of their message.
    public var waiting: Int { received.count }

    /// A message with its length before it.
    ///
    /// - Throws: `FramingError` when it is empty or too long.
    public func encode(_ message: [UInt8]) throws(FramingError) -> [UInt8] {
        guard (1...largestMessage).contains(message.count), let length = header.bytes(forMessageOf: message.count)
        else {
            throw FramingError(length: message.count, largest: largestMessage)
        }
        return length + message
    }

    /// Takes bytes of the stream in and returns the messages that are complete. Where no length stands before a message,
    /// all bytes wait until `end`.
    ///
    /// - Throws: `FramingError` for an impossible length. The stream is lost then: nobody knows where a message begins.
    public mutating func receive(_ bytes: [UInt8]) throws(FramingError) -> [[UInt8]] {
        received.append(contentsOf: bytes)
        guard header.form != .none else {
            guard received.count <= largestMessage else {
                throw FramingError(length: received.count, largest: largestMessage)
            }
            return []
        }
        var messages: [[UInt8]] = []
        var start = 0
        while received.count - start >= header.byteCount {
            guard let length = header.messageLength(received[start...]), (1...largestMessage).contains(length) else {
                // What is complete is given first, however the stream was cut; the next call fails.
                guard messages.isEmpty else { break }
                throw FramingError(length: header.messageLength(received[start...]), largest: largestMessage)
            }
            let body = start + header.byteCount
            guard received.count - body >= length else { break }
            messages.append([UInt8](received[body..<body + length]))
            start = body + length
        }
        received.removeFirst(start)
        return messages
    }

    /// Ends the stream: the one message of a stream without lengths, or nil when nothing waits.
    ///
    /// - Throws: `FramingError` when a message was cut off.
    public mutating func end() throws(FramingError) -> [UInt8]? {
        defer { received = [] }
        guard !received.isEmpty else { return nil }
        guard header.form == .none else {
            throw FramingError(
                length: header.messageLength(received), largest: largestMessage, received: received.count)
        }
        return received
    }
}

/// A message length that is not to be believed, or a message that was cut off.
public struct FramingError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The length that was given, in bytes; nil when it was no number.
    public let length: Int?
    /// The largest one that is taken.
    public let largest: Int
    /// Bytes that had arrived, with the length, when the stream ended; nil while it goes on.
    public let received: Int?

    init(length: Int?, largest: Int, received: Int? = nil) {
        self.length = length
        self.largest = largest
        self.received = received
    }

    /// What is wrong, and what to do.
    public var description: String {
        let said = length.map { String($0) } ?? "that is no number"
        if let received { return "the stream ended after \(received) bytes of a message of length \(said)" }
        return
            "message length \(said) is not in 1 to \(largest); the other side speaks another framing: close the connection"
    }
}
