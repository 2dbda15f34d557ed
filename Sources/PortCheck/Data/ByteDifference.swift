/// What happened to bytes on their way, told from what was sent and what came.
///
/// One fault is told for what it is; a line with many is garbled.
public enum ByteDifference: Equatable, Sendable {
    /// Nothing came.
    case silent
    /// Everything came right up to there, then no more.
    case cutShort(at: Int)
    /// So many bytes are missing there; the following ones are right.
    case lost(Int, at: Int)
    /// So many bytes came a second time, beginning there.
    case doubled(Int, at: Int)
    /// So many bytes are there that nobody sent.
    case inserted(Int, at: Int)
    /// One byte differs in these bits.
    case changed(bits: UInt8, at: Int)
    /// Two bytes came in the wrong order.
    case swapped(at: Int)
    /// From there on nothing fits.
    case garbled(at: Int)

    /// Compares; nil when both are equal.
    public init?(sent: [UInt8], came: [UInt8]) {
        guard sent != came else { return nil }
        guard !came.isEmpty else {
            self = .silent
            return
        }
        let first = zip(sent, came).enumerated().first { $0.element.0 != $0.element.1 }?.offset
        guard let at = first else {
            let common = min(sent.count, came.count)
            self = came.count < sent.count ? .cutShort(at: common) : ByteDifference.surplus(came, common)
            return
        }
        self = ByteDifference.fault(sent, came, at) ?? .garbled(at: at)
    }

    /// Offset of the first byte that is wrong.
    public var offset: Int {
        switch self {
        case .silent: 0
        case .cutShort(let at), .lost(_, let at), .doubled(_, let at), .inserted(_, let at), .changed(_, let at),
            .swapped(let at), .garbled(let at):
            at
        }
    }

    /// Bytes that must be right behind a fault for it to be the only one there.
    private static let window = 32
    /// Slips of so many bytes are looked for.
    private static let reach = 4096

    private static func surplus(_ came: [UInt8], _ at: Int) -> ByteDifference {
        let extra = came.count - at
        return at >= extra && came[at...] == came[(at - extra)..<at]
            ? .doubled(extra, at: at) : .inserted(extra, at: at)
    }

    private static func fault(_ sent: [UInt8], _ came: [UInt8], _ at: Int) -> ByteDifference? {
        if fits(sent[(at + 1)...], came[(at + 1)...]) { return .changed(bits: sent[at] ^ came[at], at: at) }
        if at + 1 < sent.count, at + 1 < came.count, sent[at] == came[at + 1], sent[at + 1] == came[at],
            fits(sent[(at + 2)...], came[(at + 2)...])
        {
            return .swapped(at: at)
        }
        for slip in 1...reach {
            if at + slip <= sent.count, fits(sent[(at + slip)...], came[at...]) { return .lost(slip, at: at) }
            guard at + slip <= came.count, fits(sent[at...], came[(at + slip)...]) else { continue }
            let isDoubled = at >= slip && came[at..<(at + slip)] == came[(at - slip)..<at]
            return isDoubled ? .doubled(slip, at: at) : .inserted(slip, at: at)
        }
        return nil
    }

    /// Whether both go on alike. A few bytes are no proof, unless both end there.
    private static func fits(_ sent: ArraySlice<UInt8>, _ came: ArraySlice<UInt8>) -> Bool {
        let count = min(window, sent.count, came.count)
        return sent.prefix(count) == came.prefix(count) && (count >= 4 || sent.count == came.count)
    }

    /// What a report says of it: what was expected there, and what came.
    public func mismatch(sent: [UInt8], came: [UInt8], place: String?) -> Mismatch {
        func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }
        func some(_ bytes: [UInt8], _ at: Int) -> String {
            let rest = bytes[min(at, bytes.count)...]
            return rest.isEmpty
                ? "nothing" : rest.prefix(8).map(hex).joined(separator: " ") + (rest.count > 8 ? " .." : "")
        }
        let got =
            switch self {
            case .silent: "nothing"
            case .cutShort(let at): "\(at) of \(sent.count) bytes, then silence"
            case .lost(let count, let at): "\(some(came, at)): \(count) lost, the rest is right"
            case .doubled(let count, let at): "\(some(came, at)): \(count) doubled"
            case .inserted(let count, let at): "\(some(came, at)): \(count) that nobody sent"
            case .changed(let bits, let at): "\(hex(came[at])): bits \(hex(bits)) are wrong, the rest is right"
            case .swapped(let at): "\(some(came, at)): two bytes in the wrong order"
            case .garbled(let at): "\(some(came, at)): nothing fits any more"
            }
        return Mismatch(expected: some(sent, offset), got: got, place: place, offset: offset)
    }
}
