/// Decimal digits of `value`, filled with zeros on the left up to `width`. A longer number keeps all its digits.
public func paddedDecimal(_ value: UInt64, width: Int) -> String {
    var digits = 1
    var rest = value
    while rest >= 10 {
        digits += 1
        rest /= 10
    }
    let count = max(digits, width)
    return String(unsafeUninitializedCapacity: count) { target in
        var rest = value
        for index in stride(from: count - 1, through: 0, by: -1) {
            target[index] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        return count
    }
}

/// A number in a pattern in which each `0` stands for one digit: 20261124 in `0000-00-00` is `2026-11-24`.
func patterned(_ number: UInt64, _ pattern: StaticString) -> String {
    pattern.withUTF8Buffer { pattern in
        String(unsafeUninitializedCapacity: pattern.count) { target in
            var rest = number
            for index in pattern.indices.reversed() {
                target[index] = pattern[index]
                guard pattern[index] == 0x30 else { continue }
                target[index] += UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            return pattern.count
        }
    }
}

/// An amount as people write it, for example `-1234.05` for -123405 minor units with two decimals.
///
/// - Parameters:
///   - minorUnits: The amount in minor units of its currency.
///   - exponent: Decimals of the currency (ISO 4217), 0 to 4.
public func decimalAmount(_ minorUnits: Int64, exponent: Int) -> String {
    let magnitude = minorUnits.magnitude
    var scale: UInt64 = 1
    for _ in 0..<min(max(exponent, 0), 4) { scale *= 10 }
    let sign = minorUnits < 0 ? "-" : ""
    guard scale > 1 else { return sign + String(magnitude) }
    var text = sign + String(magnitude / scale)
    text += "."
    text += paddedDecimal(magnitude % scale, width: exponent)
    return text
}
