import Settlement

/// How sure a verdict is.
public enum Confidence: Int, Sendable, Comparable, CaseIterable {
    /// The evidence allows it, and other things too.
    case possible = 1
    /// The evidence points to it; one thing that was not seen could speak against it.
    case likely = 2
    /// The evidence leaves nothing else.
    case certain = 3

    /// Order of sureness.
    public static func < (left: Confidence, right: Confidence) -> Bool { left.rawValue < right.rawValue }

    /// In words.
    public var words: Bilingual {
        switch self {
        case .possible: Bilingual("possible", "可能")
        case .likely: Bilingual("likely", "很可能")
        case .certain: Bilingual("certain", "确定")
        }
    }
}

/// One line of evidence: what was found, and where to look for it again.
public struct EvidenceLine: Equatable, Sendable {
    /// Which source says it.
    public var source: EvidenceSource
    /// The place in the source, for example `record 7`, `trace 000123` or `packet 88`.
    public var place: String
    /// What it says.
    public var says: Bilingual

    /// A line.
    public init(_ source: EvidenceSource, _ place: String, _ says: Bilingual) {
        self.source = source
        self.place = place
        self.says = says
    }
}

/// What was found wrong.
public struct Finding: Equatable, Sendable {
    /// The cause.
    public var cause: Cause
    /// How sure it is.
    public var confidence: Confidence
    /// Why, line by line.
    public var evidence: [EvidenceLine]
    /// The money that it is about.
    public var stake: Stake
    /// What would decide, where the evidence does not.
    public var wouldDecide: [EvidenceSource]

    /// A finding.
    public init(
        _ cause: Cause, _ confidence: Confidence, _ evidence: [EvidenceLine], stake: Stake,
        wouldDecide: [EvidenceSource] = []
    ) {
        self.cause = cause
        self.confidence = confidence
        self.evidence = evidence
        self.stake = stake
        self.wouldDecide = wouldDecide
    }
}
