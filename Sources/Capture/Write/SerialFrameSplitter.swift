/// Cuts the bytes of the bench's serial link into what belongs together, without losing one: a frame, an ACK, a NAK, noise.
///
/// A frame is `STX | length, four decimal digits in two bytes | payload | ETX | LRC`. A receiver of the link forgets damaged
/// bytes; a capture must not, so a frame is cut where such a receiver would give it up.
public struct SerialFrameSplitter: Sendable {
    /// Bytes that belong together.
    public struct Piece: Equatable, Sendable {
        /// The bytes as they were on the line.
        public let bytes: [UInt8]
        /// When the last of them arrived, in nanoseconds since 1970.
        public let time: Int64
    }

    private let longestPause: Int64
    private let largestPayload: Int
    private var collected: [UInt8] = []
    private var lastTime: Int64 = 0

    /// - Parameters:
    ///   - longestPause: Nanoseconds after which a frame is no longer waited for.
    ///   - largestPayload: Bytes of the longest payload that the link takes; a longer one is no frame.
    public init(longestPause: Int64, largestPayload: Int = 9999) {
        self.longestPause = longestPause
        self.largestPayload = largestPayload
    }

    /// Takes bytes in that arrived at `time`, and returns what is complete.
    public mutating func push(_ bytes: [UInt8], at time: Int64) -> [Piece] {
        guard !bytes.isEmpty else { return [] }
        var pieces: [Piece] = []
        if time.subtractingReportingOverflow(lastTime).partialValue > longestPause, let rest = flush() {
            pieces.append(rest)
        }
        lastTime = time
        for byte in bytes {
            let isControl = byte == 0x02 || byte == 0x06 || byte == 0x15
            // Noise ends where something begins.
            if let first = collected.first, first != 0x02, isControl, let noise = flush() { pieces.append(noise) }
            collected.append(byte)
            if isComplete, let piece = flush() { pieces.append(piece) }
        }
        // Only a frame is waited for.
        if collected.first != 0x02, let noise = flush() { pieces.append(noise) }
        return pieces
    }

    /// What was begun and not completed, or nil.
    public mutating func flush() -> Piece? {
        guard !collected.isEmpty else { return nil }
        defer { collected = [] }
        return Piece(bytes: collected, time: lastTime)
    }

    private var isComplete: Bool {
        guard collected.first == 0x02 else { return collected == [0x06] || collected == [0x15] }
        guard collected.count >= 3 else { return false }
        guard let high = decimal(collected[1]), let low = decimal(collected[2]), high + low > 0,
            high * 100 + low <= largestPayload
        else { return true }
        // STX and length, payload; then ETX, or the frame is lost; then the check byte.
        let end = 3 + high * 100 + low
        return collected.count == end + 2 || collected.count == end + 1 && collected[end] != 0x03
    }

    private func decimal(_ byte: UInt8) -> Int? {
        byte >> 4 < 10 && byte & 0x0F < 10 ? Int(byte >> 4) * 10 + Int(byte & 0x0F) : nil
    }
}
