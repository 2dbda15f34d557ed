/// Messages on a stream socket: two bytes length, big-endian, then so many bytes.
///
/// Source: the usual framing between terminals' access controllers and hosts; the length does not count itself.
public struct LengthPrefixedFraming: Sendable {
    /// The largest message that is taken, in bytes.
    public let largestMessage: Int
    private var received: [UInt8] = []

    /// Framing that takes messages up to `largestMessage` bytes, at most 65535.
    public init(largestMessage: Int = 4096) { self.largestMessage = min(largestMessage, 65_535) }

    /// A message with its length before it.
    ///
    /// - Throws: `FramingError` when it is empty or too long.
    public func encode(_ message: [UInt8]) throws(FramingError) -> [UInt8] {
        guard (1...largestMessage).contains(message.count) else {
            throw FramingError(length: message.count, largest: largestMessage)
        }
        return [UInt8(message.count >> 8), UInt8(message.count & 0xFF)] + message
    }

    /// Takes bytes of the stream in and returns the messages that are complete.
    ///
    /// - Throws: `FramingError` for an impossible length. The stream is lost then: nobody knows where a message begins.
    public mutating func receive(_ bytes: [UInt8]) throws(FramingError) -> [[UInt8]] {
        received.append(contentsOf: bytes)
        var messages: [[UInt8]] = []
        var start = 0
        while received.count - start >= 2 {
            let length = Int(received[start]) << 8 | Int(received[start + 1])
            guard (1...largestMessage).contains(length) else {
                throw FramingError(length: length, largest: largestMessage)
            }
            guard received.count - start - 2 >= length else { break }
            messages.append([UInt8](received[start + 2..<start + 2 + length]))
            start += 2 + length
        }
        received.removeFirst(start)
        return messages
    }
}

/// A message length that is not to be believed.
public struct FramingError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The length that was given, in bytes.
    public let length: Int
    /// The largest one that is taken.
    public let largest: Int

    /// What is wrong, and what to do.
    public var description: String {
        "message length \(length) is not in 1 to \(largest); the other side speaks another framing: close the connection"
    }
}
