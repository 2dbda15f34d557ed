/// Dates and times in digits.
enum DateDigits {
    /// True when the digits of a field are a date or time of one of the shapes that the field has in any version.
    static func isPlausible(_ field: Int, _ text: String) -> Bool {
        // A date of zeros stands for none.
        if text.utf8.allSatisfy({ $0 == 0x30 }) { return true }
        return shown(field, text) != nil
    }

    /// The date or time with its separators; nil when the digits are none.
    static func shown(_ field: Int, _ text: String) -> String? {
        let digits = [UInt8](text.utf8)
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        switch (field, digits.count) {
        case (7, 10): return join(date(digits[0..<4]), time(digits[4...]))
        case (12, 6): return time(digits[...])
        case (12, 12): return join(longDate(digits[0..<6]), time(digits[6...]))
        case (12, 14): return join(longDate(digits[0..<8]), time(digits[8...]))
        case (14, 4): return month(digits[...])
        case (13, 4), (15, 4), (16, 4), (17, 4): return date(digits[...]) ?? month(digits[...])
        case (13, 6), (15, 6), (73, 6), (15, 8), (28, 8), (28, 6), (73, 8): return longDate(digits[...])
        default: return nil
        }
    }

    private static func join(_ date: String?, _ time: String?) -> String? {
        guard let date, let time else { return nil }
        return date + " " + time
    }

    /// MMDD.
    private static func date(_ digits: ArraySlice<UInt8>) -> String? {
        let (month, day) = (number(digits.prefix(2)), number(digits.dropFirst(2)))
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        return text(digits.prefix(2)) + "-" + text(digits.dropFirst(2))
    }

    /// YYMMDD or CCYYMMDD.
    private static func longDate(_ digits: ArraySlice<UInt8>) -> String? {
        date(digits.suffix(4)).map { text(digits.dropLast(4)) + "-" + $0 }
    }

    /// YYMM.
    private static func month(_ digits: ArraySlice<UInt8>) -> String? {
        guard (1...12).contains(number(digits.suffix(2))) else { return nil }
        return text(digits.prefix(2)) + "-" + text(digits.suffix(2))
    }

    /// hhmmss.
    private static func time(_ digits: ArraySlice<UInt8>) -> String? {
        let start = digits.startIndex
        let parts = [digits[start..<start + 2], digits[start + 2..<start + 4], digits[start + 4..<start + 6]]
        guard number(parts[0]) < 24, number(parts[1]) < 60, number(parts[2]) < 60 else { return nil }
        return parts.map { text($0) }.joined(separator: ":")
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } }

    private static func text(_ digits: ArraySlice<UInt8>) -> String { String(decoding: digits, as: UTF8.self) }
}
