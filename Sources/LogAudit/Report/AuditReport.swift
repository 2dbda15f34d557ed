import Settlement

/// An audit as programs read it: `schema` 1.
public struct AuditReport: Codable, Equatable, Sendable {
    /// A text in both languages.
    public struct Text: Codable, Equatable, Sendable {
        /// English.
        public var en: String
        /// Chinese, simplified.
        public var zh: String

        init(_ text: Bilingual) {
            en = text.english
            zh = text.chinese
        }

        /// Both languages.
        public var both: Bilingual { Bilingual(en, zh) }
    }

    /// One thing that was found.
    public struct Found: Codable, Equatable, Sendable {
        /// What was looked for, for example `trace-gap`.
        public var check: AuditCheck
        /// `note`, `warning` or `alarm`.
        public var severity: AuditSeverity
        /// Batch, where it is about one.
        public var batch: UInt32?
        /// Trace number, where it is about one.
        public var trace: UInt32?
        /// When, `2026-11-24 23:00:15`, by the clock of the side that says it.
        public var at: String?
        /// Minor units, where it is about money.
        public var minorUnits: Int64?
        /// The card, masked.
        public var card: MaskedCard?
        /// Its name for people.
        public var title: Text
        /// What was found.
        public var says: Text
        /// What to do about it.
        public var nextStep: Text
    }

    /// A check that could not be made.
    public struct Unmade: Codable, Equatable, Sendable {
        /// The check.
        public var check: AuditCheck
        /// Its name for people.
        public var title: Text
        /// What it would need.
        public var why: Text
    }

    /// Version of this form.
    public var schema = 1
    /// When it was looked at, in the shop's time.
    public var at: String
    /// The terminal, field 41; nil when no source says it.
    public var terminalID: String?
    /// ISO 4217 numeric code of all amounts; nil when no source says it, which is taken for two digits behind the point.
    public var currency: UInt16?
    /// `terminal`, `host`, or both.
    public var sources: [AuditSource]
    /// When the first record was made; nil when there is none.
    public var from: String?
    /// When the last record was made.
    public var to: String?
    /// Batches that were looked at.
    public var batches: Int
    /// Records that were looked at.
    public var records: Int
    /// The bounds.
    public var settings: AuditSettings
    /// True when nothing was found; notes do not count.
    public var isClean: Bool
    /// What was found: by time, then by number.
    public var findings: [Found]
    /// What could not be looked for.
    public var unmade: [Unmade]

    /// The report of an audit.
    public init(_ audit: Audit) {
        let input = audit.input
        at = input.now.description
        terminalID = input.terminalID
        currency = input.currency
        sources = (input.terminal == nil ? [] : [.terminal]) + (input.host == nil ? [] : [.host])
        let all = input.records
        from = all.first?.at.description
        to = all.last?.at.description
        batches = Set(((input.terminal ?? []) + (input.host ?? [])).map(\.number)).count
        records = all.count
        settings = input.settings
        isClean = !audit.findings.contains { $0.severity != .note }
        findings = audit.findings.map {
            Found(
                check: $0.check, severity: $0.severity, batch: $0.batch, trace: $0.trace, at: $0.at?.description,
                minorUnits: $0.minorUnits, card: $0.card, title: Text($0.check.title), says: Text($0.says),
                nextStep: Text($0.check.nextStep))
        }
        unmade = audit.unmade.map { Unmade(check: $0.check, title: Text($0.check.title), why: Text($0.why)) }
    }
}
