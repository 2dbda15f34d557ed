/// Three bitmaps as three words: field 1 is the highest bit of the first, field 65 that of the second, 129 of the third.
struct BitmapWords: Equatable, Sendable {
    var first: UInt64 = 0
    var second: UInt64 = 0
    var third: UInt64 = 0

    @inline(__always)
    static func bit(_ field: Int) -> UInt64 { 0x8000_0000_0000_0000 >> UInt64(truncatingIfNeeded: (field &- 1) & 63) }

    @inline(__always)
    subscript(word index: Int) -> UInt64 {
        get { index == 0 ? first : index == 1 ? second : third }
        set {
            switch index {
            case 0: first = newValue
            case 1: second = newValue
            default: third = newValue
            }
        }
    }

    @inline(__always)
    func contains(_ field: Int) -> Bool {
        guard field >= 1, field <= FieldMap.lastField else { return false }
        return self[word: (field &- 1) >> 6] & BitmapWords.bit(field) != 0
    }

    @inline(__always)
    mutating func insert(_ field: Int) { self[word: (field &- 1) >> 6] |= BitmapWords.bit(field) }

    @inline(__always)
    mutating func remove(_ field: Int) { self[word: (field &- 1) >> 6] &= ~BitmapWords.bit(field) }

    /// How many fields below this one are present: the place of a field among those that are.
    @inline(__always)
    func rank(_ field: Int) -> Int {
        let below = ~(BitmapWords.bit(field) | (BitmapWords.bit(field) &- 1))
        switch (field &- 1) >> 6 {
        case 0: return (first & below).nonzeroBitCount
        case 1: return first.nonzeroBitCount &+ (second & below).nonzeroBitCount
        default: return first.nonzeroBitCount &+ second.nonzeroBitCount &+ (third & below).nonzeroBitCount
        }
    }

    /// True when every present field is below this one.
    @inline(__always)
    func isBelow(_ field: Int) -> Bool {
        let from = BitmapWords.bit(field) | (BitmapWords.bit(field) &- 1)
        switch (field &- 1) >> 6 {
        case 0: return (first & from) | second | third == 0
        case 1: return (second & from) | third == 0
        default: return third & from == 0
        }
    }

    var count: Int { first.nonzeroBitCount &+ second.nonzeroBitCount &+ third.nonzeroBitCount }

    /// Each present field, ascending.
    @inline(__always)
    func forEach<Failure: Error>(_ body: (Int) throws(Failure) -> Void) throws(Failure) {
        for index in 0..<3 {
            var word = self[word: index]
            while word != 0 {
                let lead = word.leadingZeroBitCount
                word &= ~(0x8000_0000_0000_0000 >> UInt64(truncatingIfNeeded: lead))
                try body(index &* 64 &+ lead &+ 1)
            }
        }
    }

    var isEmpty: Bool { first | second | third == 0 }

    /// The highest field, 0 when there is none.
    @inline(__always)
    var last: Int {
        if third != 0 { return 192 &- third.trailingZeroBitCount }
        if second != 0 { return 128 &- second.trailingZeroBitCount }
        return first != 0 ? 64 &- first.trailingZeroBitCount : 0
    }

    var fields: [Int] {
        var fields: [Int] = []
        forEach { fields.append($0) }
        return fields
    }
}

/// What of a bitmap does not follow from the fields: how many were sent, and the case of hexadecimal digits.
struct BitmapForm: Equatable, Sendable {
    /// Bitmaps that are sent at the least, 1 to 3: some senders announce an empty second one.
    var count = 1
    var isLowerCase = false
}
