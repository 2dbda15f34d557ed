/// Finds the frames in what a terminal hears on its line: also one whose STX was lost, behind an acknowledgement that became
/// an STX. Written by itself, so that a mistake of the link's own receiver cannot hide behind it.
///
/// Source: the frame on the line, `STX | length, 2 bytes BCD | payload | ETX | LRC`, see SerialLink's documentation.
package struct HeardFrames {
    /// Milliseconds of silence after which the rest of a frame does not count any more.
    private static let patience: Int64 = 1_000
    private static let largestPayload = 2_048

    /// From STX on.
    private var begun: [UInt8] = []
    private var heardAt: Int64 = 0

    /// Nothing heard yet.
    package init() {}

    /// Takes bytes in.
    ///
    /// - Parameter milliseconds: When they came.
    /// - Returns: The payloads of the frames that they complete, in order.
    package mutating func hear(_ bytes: [UInt8], at milliseconds: Int64) -> [[UInt8]] {
        if milliseconds - heardAt >= HeardFrames.patience { drop() }
        heardAt = milliseconds
        // Nearly all that comes is an acknowledgement, or one whole frame.
        if begun.isEmpty {
            if bytes.count == 1, bytes[0] != 0x02 { return [] }
            if let payload = WireGlance.payload(ofFrame: bytes), payload.count + 5 == bytes.count { return [payload] }
        }
        var payloads: [[UInt8]] = []
        for byte in bytes { take(byte, &payloads) }
        return payloads
    }

    /// The power is gone, and with it what was heard of a frame.
    package mutating func drop() { begun = [] }

    private mutating func take(_ byte: UInt8, _ payloads: inout [[UInt8]]) {
        guard !begun.isEmpty || byte == 0x02 else { return }
        begun.append(byte)
        guard begun.count > 2 else { return }
        guard let length = HeardFrames.length(begun[1], begun[2]) else { return drop() }
        if begun.count == length + 4, byte != 0x03 { return drop() }
        guard begun.count == length + 5 else { return }
        if let payload = WireGlance.payload(ofFrame: begun) { payloads.append(payload) }
        drop()
    }

    /// The length that two bytes of BCD say, or nil when they say none that a terminal takes.
    private static func length(_ high: UInt8, _ low: UInt8) -> Int? {
        let digits = [high >> 4, high & 0x0F, low >> 4, low & 0x0F]
        guard digits.allSatisfy({ $0 < 10 }) else { return nil }
        let length = digits.reduce(0) { $0 * 10 + Int($1) }
        return (1...largestPayload).contains(length) ? length : nil
    }
}
