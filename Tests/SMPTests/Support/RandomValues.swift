import SMP
import TestSupport

extension Random {
    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }

    mutating func text() -> String {
        let letters: [Character] = ["a", "Z", "-", "é", "中", "😀"]
        return String((0..<below(40)).map { _ in letters[below(letters.count)] })
    }

    /// Any value that messages may hold.
    mutating func value(depth: Int = 4) -> CBORValue {
        switch below(depth > 0 ? 8 : 6) {
        case 0: .unsigned(next() >> UInt64(below(64)))
        case 1: .negative(next() >> UInt64(below(64)))
        case 2: .bytes(bytes([0, 1, 23, 24, 255, 256, 600][below(7)]))
        case 3: .text(text())
        case 4: .flag(below(2) == 0)
        case 5: .null
        case 6: .array((0..<below(5)).map { _ in value(depth: depth - 1) })
        default: .map(map(depth: depth - 1))
        }
    }

    mutating func map(depth: Int = 3) -> CBORMap {
        var map = CBORMap()
        for _ in 0..<below(6) { map["k\(below(50))"] = value(depth: depth) }
        return map
    }
}
