/// Does to bytes what a bad line does, in the order in which they pass, so that the damage does not depend on how they
/// were cut into pieces.
struct LineDamage: Sendable {
    private var flips: RareEvent
    private var losses: RareEvent
    private var doubles: RareEvent
    private var bytesToLose = 0
    private var bitsToFlip: [(bit: Int, byte: Int)] = []

    init(faults: LineFaults, numbers: SplitMix) {
        flips = RareEvent(probability: faults.bitErrors, numbers: numbers.branch(1))
        losses = RareEvent(probability: faults.lost, numbers: numbers.branch(2))
        doubles = RareEvent(probability: faults.doubled, numbers: numbers.branch(3))
    }

    var faults: LineFaults {
        get { LineFaults(bitErrors: flips.probability, lost: losses.probability, doubled: doubles.probability) }
        set {
            flips.change(to: newValue.bitErrors)
            losses.change(to: newValue.lost)
            doubles.change(to: newValue.doubled)
        }
    }

    /// True when bytes pass as they are.
    var isNone: Bool { faults.isNone && bytesToLose == 0 && bitsToFlip.isEmpty }

    /// The next so many bytes do not arrive.
    mutating func lose(_ count: Int) {
        let (sum, isTooMuch) = bytesToLose.addingReportingOverflow(max(0, count))
        bytesToLose = isTooMuch ? .max : sum
    }

    /// A bit of the byte after so many others arrives turned over.
    ///
    /// - Returns: False when too many wait.
    mutating func flip(bit: Int, after bytes: Int) -> Bool {
        guard bitsToFlip.count < LineModel.mostFlips else { return false }
        bitsToFlip.append((bit & 7, max(0, bytes)))
        return true
    }

    /// The bits of these bytes, with those turned over that the line turns over.
    mutating func flipBits(of bytes: inout [UInt8], counting count: inout LineCount) {
        for place in bytes.indices {
            var mask: UInt8 = 0
            if !flips.passes(8) {
                for bit in 0..<8 where flips.happens() { mask |= 1 << bit }
            }
            if !bitsToFlip.isEmpty {
                for (bit, byte) in bitsToFlip where byte == 0 { mask ^= 1 << bit }
                bitsToFlip = bitsToFlip.filter { $0.byte > 0 }.map { ($0.bit, $0.byte - 1) }
            }
            bytes[place] ^= mask
            count.flippedBits += mask.nonzeroBitCount
        }
    }

    /// The bytes without those that are lost, and with those twice that are doubled.
    mutating func loseAndDouble(_ bytes: [UInt8], counting count: inout LineCount) -> [UInt8] {
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        for byte in bytes {
            let isLost = losses.happens()
            let isDoubled = doubles.happens()
            if bytesToLose > 0 || isLost {
                bytesToLose = max(0, bytesToLose - 1)
                count.lost += 1
                continue
            }
            kept.append(byte)
            guard isDoubled else { continue }
            kept.append(byte)
            count.doubled += 1
        }
        return kept
    }
}
