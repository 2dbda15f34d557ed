/// A word of flash that shows by itself whether it was programmed wholly: 5 bits of kind, 22 bits of value, and in the low
/// 5 bits the number of zeros in these 27 (a Berger code).
///
/// Power that fails while a word is programmed leaves ones where zeros should be, and while one is erased it sets ones:
/// both ways bits only rise. Then the 27 bits have fewer zeros than before, or the count reads higher, or both: never are
/// the two equal again. So no torn word is ever taken for another one. A blank word is none either.
struct StateWord: Equatable {
    enum Kind: UInt8 {
        /// The bank counts; value: generation.
        case bank = 1
        /// Upper half of the number whose lower half follows.
        case upperHalf = 2
        /// Lower half of the number of boots.
        case bootCount = 3
        /// A boot; value: the reason.
        case booted = 4
        /// Lower half of the security counter.
        case securityCounter = 5
        /// A swap began; value: kind in bits 18 to 20, number of sectors below.
        case swapBegan = 6
        /// Steps of the swap that are done.
        case swapStep = 7
        /// The swap is done.
        case swapEnded = 8
        /// Why the image in slot B was refused last.
        case refused = 9
        /// The reason of the last boot, without counting one.
        case lastReason = 10
        /// Steps of an upload that are in flash.
        case uploadStep = 11
        /// An upload is whole.
        case uploadWhole = 12
    }

    static let largestValue: UInt32 = (1 << 22) - 1
    static let blank: UInt32 = 0xFFFF_FFFF

    let kind: Kind
    let value: UInt32

    init(_ kind: Kind, _ value: UInt32) {
        self.kind = kind
        self.value = value & StateWord.largestValue
    }

    /// The word of these bits; nil when it is blank, torn or of no known kind.
    init?(_ bits: UInt32) {
        let content = bits >> 5
        guard let kind = Kind(rawValue: UInt8(content >> 22)), StateWord.zeros(content) == bits & 31 else { return nil }
        self.kind = kind
        value = content & StateWord.largestValue
    }

    var bits: UInt32 {
        let content = UInt32(kind.rawValue) << 22 | value
        return content << 5 | StateWord.zeros(content)
    }

    private static func zeros(_ content: UInt32) -> UInt32 { 27 - UInt32(content.nonzeroBitCount) }
}
