/// Decimal digits of `value`, filled with zeros on the left up to `width`. A longer number keeps all its digits.
public func paddedDecimal(_ value: UInt64, width: Int) -> String {
    let count = max(digitCount(value), width)
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
    let decimals = min(max(exponent, 0), 4)
    let digits = max(digitCount(minorUnits.magnitude), decimals + 1)
    let count = digits + (decimals > 0 ? 1 : 0) + (minorUnits < 0 ? 1 : 0)
    return String(unsafeUninitializedCapacity: count) { target in
        var rest = minorUnits.magnitude
        var index = count
        func put(_ character: UInt8) {
            index -= 1
            target[index] = character
        }
        for place in 0..<digits {
            if place == decimals, place > 0 { put(0x2E) }
            put(0x30 + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        }
        if minorUnits < 0 { put(0x2D) }
        return count
    }
}

private func digitCount(_ value: UInt64) -> Int {
    var digits = 1
    var rest = value
    while rest >= 10 {
        digits += 1
        rest /= 10
    }
    return digits
}
