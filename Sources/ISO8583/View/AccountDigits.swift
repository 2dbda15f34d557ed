/// Which digits of account numbers and tracks stay hidden, in characters of content.
public enum AccountDigits {
    /// The digits between the first six and the last four of the number at `range`; nil when there is no number.
    static func hidden(_ content: [UInt8], _ range: Range<Int>) -> [Secret]? {
        guard PAN(bytes: [UInt8](content[range])) != nil else { return nil }
        return [Secret(.accountNumber, range.lowerBound + 6..<range.upperBound - 4)]
    }

    /// The same for a track 2, and all behind its separator; nil when there is no number before a separator.
    static func hiddenTrack(_ content: [UInt8], _ range: Range<Int>) -> [Secret]? {
        guard let separator = content[range].firstIndex(where: { isSeparator($0) }),
            let number = hidden(content, range.lowerBound..<separator)
        else { return nil }
        guard separator + 1 < range.upperBound else { return number }
        return number + [Secret(.track, separator + 1..<range.upperBound)]
    }

    /// Numbers of 13 to 19 digits with a right check digit, and what follows them when they begin a track. Letters beside a
    /// number do not matter, digits do.
    ///
    /// - Returns: Digits to hide in ascending order: of a number those between the first six and the last four.
    public static func found(in content: [UInt8]) -> [Secret] {
        var secrets: [Secret] = []
        var index = 0
        while index < content.count {
            let end = endOfDigits(content, index)
            guard (13...19).contains(end - index), PAN(bytes: [UInt8](content[index..<end]))?.passesLuhn == true,
                let number = hidden(content, index..<end)
            else {
                index = max(end, index + 1)
                continue
            }
            secrets += number
            index = end
            guard end < content.count, isSeparator(content[end]) || content[end] == 0x64 else { continue }
            index = endOfDigits(content, end + 1)
            if index > end + 1 { secrets.append(Secret(.track, end + 1..<index)) }
        }
        return secrets
    }

    static func isSeparator(_ byte: UInt8) -> Bool { byte == 0x44 || byte == 0x3D }

    private static func endOfDigits(_ content: [UInt8], _ start: Int) -> Int {
        var end = start
        while end < content.count, Digits.isDigit(content[end]) { end += 1 }
        return end
    }
}
