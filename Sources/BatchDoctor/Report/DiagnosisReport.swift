import Settlement

/// A verdict as programs read it: `schema` 1.
public struct DiagnosisReport: Codable, Equatable, Sendable {
    /// A text in both languages.
    public struct Text: Codable, Equatable, Sendable {
        /// English.
        public var en: String
        /// Chinese, simplified.
        public var zh: String

        /// A text.
        public init(_ text: Bilingual) {
            en = text.english
            zh = text.chinese
        }
    }

    /// Money.
    public struct Money: Codable, Equatable, Sendable {
        /// Transactions.
        public var count: Int
        /// Debits minus credits, in minor units.
        public var netMinorUnits: Int64
        /// When the oldest was made, by the terminal's clock, or nil.
        public var oldest: String?

        /// Money.
        public init(_ stake: Stake) {
            count = stake.count
            netMinorUnits = stake.netMinorUnits
            oldest = stake.oldest?.description
        }
    }

    /// A line of evidence.
    public struct Line: Codable, Equatable, Sendable {
        /// `terminal`, `host` or `wire`.
        public var source: String
        /// The place in it.
        public var place: String
        /// What it says.
        public var says: Text
    }

    /// One cause that was found.
    public struct Found: Codable, Equatable, Sendable {
        /// Name of the cause.
        public var cause: String
        /// Its number in the catalogue.
        public var number: Int
        /// Where it lies, for example `line`.
        public var causeClass: String
        /// `possible`, `likely` or `certain`.
        public var confidence: String
        /// Its name for people.
        public var title: Text
        /// What has happened.
        public var meaning: Text
        /// The step that treats it.
        public var remedy: String
        /// The safest next step, in words.
        public var nextStep: Text
        /// What must not be done.
        public var never: Text
        /// Why, line by line.
        public var evidence: [Line]
        /// The money that it is about.
        public var stake: Money
        /// Sources that would decide, where the evidence does not.
        public var wouldDecide: [String]
    }

    /// Version of this form.
    public var schema = 1
    /// When the case was looked at, in the shop's time.
    public var at: String
    /// True when nothing was found.
    public var isHealthy: Bool
    /// Number of the open batch, or nil.
    public var batch: UInt32?
    /// Where the batch stands.
    public var state: Text
    /// The money in the open batch.
    public var stake: Money
    /// What was found, in the order of treatment.
    public var findings: [Found]
    /// Sources that were not given.
    public var missing: [String]

    /// The report of a verdict.
    public init(_ diagnosis: Diagnosis, at time: ClockTime) {
        at = time.description
        isHealthy = diagnosis.isHealthy
        batch = diagnosis.state.batch
        state = Text(diagnosis.state.words)
        stake = Money(diagnosis.stake)
        missing = diagnosis.missing.map(\.rawValue)
        findings = diagnosis.findings.map { finding in
            let facts = finding.cause.facts
            return Found(
                cause: finding.cause.rawValue, number: facts.number, causeClass: facts.place.rawValue,
                confidence: finding.confidence.words.english, title: Text(facts.title), meaning: Text(facts.meaning),
                remedy: facts.remedy.rawValue, nextStep: Text(facts.nextStep), never: Text(facts.never),
                evidence: finding.evidence.map {
                    Line(source: $0.source.rawValue, place: $0.place, says: Text($0.says))
                }, stake: Money(finding.stake), wouldDecide: finding.wouldDecide.map(\.rawValue))
        }
    }
}
