/// A receiver that listens at another speed than the sender sends: it samples the sender's bits at its own times, and so
/// gets other bytes, or none, exactly as a UART does.
///
/// Times are counted in units in which both bits are whole: a bit of the sender takes as many as the receiver's baud rate
/// has, and the other way round. Small differences of speed thus pass unharmed, as they do on a real line.
struct WrongSpeed: Sendable, Equatable {
    private let senderBit: UInt64
    private let receiverBit: UInt64
    /// Units until the next sample, or nil while the line is idle.
    private var untilSample: UInt64?
    private var sampled = 0
    private var bits: UInt16 = 0
    /// After a frame without stop bit the receiver waits for the line to go idle before it looks for a start bit.
    private var waitsForIdle = false

    init(sender: Int, receiver: Int) {
        senderBit = UInt64(max(1, receiver))
        receiverBit = UInt64(max(1, sender))
    }

    /// What the receiver gets from these bytes, which follow each other without a pause.
    mutating func receive(_ bytes: [UInt8], stopBits: Int) -> [UInt8] {
        var got: [UInt8] = []
        for byte in bytes {
            hear(false, for: senderBit, &got)
            // Bits of one level are heard as one.
            for bit in 0..<8 { hear(byte >> bit & 1 == 1, for: senderBit, &got) }
            hear(true, for: senderBit * UInt64(max(1, stopBits)), &got)
        }
        return got
    }

    /// The line goes idle: what the receiver has begun, it ends.
    mutating func idle() -> [UInt8] {
        var got: [UInt8] = []
        hear(true, for: receiverBit * 12, &got)
        return got
    }

    private mutating func hear(_ level: Bool, for duration: UInt64, _ got: inout [UInt8]) {
        var left = duration
        while left > 0 {
            guard let wait = untilSample else {
                if level {
                    waitsForIdle = false
                    return
                }
                if waitsForIdle { return }
                // The middle of the start bit, where it is looked at again.
                untilSample = receiverBit / 2
                sampled = 0
                bits = 0
                continue
            }
            if wait >= left {
                untilSample = wait - left
                if wait > left { return }
                left = 0
            } else {
                left -= wait
                untilSample = 0
            }
            sample(level, &got)
        }
    }

    private mutating func sample(_ level: Bool, _ got: inout [UInt8]) {
        if sampled == 0, level {
            // The start bit was a spike.
            untilSample = nil
            return
        }
        if sampled == 9 {
            got.append(UInt8(truncatingIfNeeded: bits))
            untilSample = nil
            waitsForIdle = !level
            return
        }
        if sampled > 0, level { bits |= 1 << (sampled - 1) }
        sampled += 1
        untilSample = receiverBit
    }
}
