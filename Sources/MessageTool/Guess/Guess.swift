import ISO8583

/// One way in which bytes can be read: dialect, length header, transport header; how good it is, and why.
public struct Guess: Sendable {
    /// A reason for or against.
    public struct Reason: Equatable, Sendable {
        /// Points, negative against.
        public var points: Int
        /// In words.
        public var words: FieldName
    }

    /// How the fields are written.
    public let dialect: Dialect
    /// What stands before the message.
    public let framing: Framing
    /// 0 to 100.
    public let score: Int
    /// Why.
    public let reasons: [Reason]
    /// Why these bytes are no message of the dialect, its offset counted from the first byte of the frame; nil when they are.
    public let error: ISO8583Error?
    /// Fields that were read.
    public let fieldCount: Int
    /// Other dialects that read the very same contents from these bytes, the best first.
    var same: [(dialect: Dialect, score: Int)] = []

    /// Short names of other dialects that read the very same contents from these bytes.
    public var alike: [String] { same.map(\.dialect.id) }

    /// Those of them that are nearly as likely: what they hold secret has to be hidden as well.
    var likely: [Dialect] { same.filter { $0.score >= score - Guess.likelyMargin }.map(\.dialect) }

    /// Points for a known type and a right card number are not enough to rule a dialect out.
    private static let likelyMargin = 15

    /// True when all bytes were read.
    public var isWhole: Bool { error == nil }
}

/// What bytes are, as far as they tell.
public struct GuessResult: Sendable {
    /// How sure it is.
    public enum Verdict: String, Sendable {
        /// One reading stands out.
        case clear
        /// Several readings are nearly as good as each other.
        case ambiguous
        /// No reading uses up the bytes; the guesses are the closest ones.
        case none
    }

    /// Readings, the best first.
    public let guesses: [Guess]
    /// How sure.
    public let verdict: Verdict

    /// The best reading; nil when the bytes do not even begin like a message.
    public var best: Guess? { guesses.first }
}

extension GuessResult {
    /// The best reading of the bytes that were guessed, with those that are nearly as likely: where several are, or none
    /// uses up the bytes, what is secret in any of them has to be hidden. Nil when there is no guess.
    func reading(of bytes: [UInt8]) -> FrameReading? {
        guard let best else { return nil }
        let others: ArraySlice<Guess> =
            switch verdict {
            case .clear: []
            case .ambiguous: guesses.dropFirst().prefix { $0.score > best.score - Guesser.margin }
            case .none: guesses.dropFirst()
            }
        return FrameReading(bytes, best, others: others.map { FrameReading(bytes, $0) })
    }
}
