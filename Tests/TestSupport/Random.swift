import BenchSupport

/// A generator with a seed, so that a failure comes again.
public typealias Random = SplitMix64

/// Bytes of hexadecimal digits.
public func bytes(_ hex: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in hex {
        let value = UInt8(digit.hexDigitValue ?? 0)
        if let first = high {
            bytes.append(first << 4 | value)
            high = nil
        } else {
            high = value
        }
    }
    return bytes
}

/// Upper-case hexadecimal digits of bytes.
public func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
}
