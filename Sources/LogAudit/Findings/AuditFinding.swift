import Settlement

/// One thing that an audit found.
public struct AuditFinding: Equatable, Sendable {
    /// What was looked for.
    public var check: AuditCheck
    /// How much it matters.
    public var severity: AuditSeverity
    /// Batch, where it is about one.
    public var batch: UInt32?
    /// Trace number, where it is about one.
    public var trace: UInt32?
    /// When, by the clock of the side that says it.
    public var at: ClockTime?
    /// Minor units, where it is about money.
    public var minorUnits: Int64?
    /// The card, where it is about one.
    public var card: MaskedCard?
    /// What was found, in words.
    public var says: Bilingual

    init(
        _ check: AuditCheck, _ severity: AuditSeverity? = nil, batch: UInt32? = nil, trace: UInt32? = nil,
        at: ClockTime? = nil, minorUnits: Int64? = nil, card: MaskedCard? = nil, _ says: Bilingual
    ) {
        self.check = check
        self.severity = severity ?? check.severity
        self.batch = batch
        self.trace = trace
        self.at = at
        self.minorUnits = minorUnits
        self.card = card
        self.says = says
    }

    init(_ check: AuditCheck, _ severity: AuditSeverity?, _ record: AuditRecord, _ says: Bilingual) {
        self.init(
            check, severity, batch: record.batch, trace: record.trace, at: record.at, minorUnits: record.minorUnits,
            card: record.card, says)
    }
}

/// A check that could not be made, and what it would need.
public struct UnmadeCheck: Equatable, Sendable {
    /// The check.
    public var check: AuditCheck
    /// Why.
    public var why: Bilingual
}

/// What an audit found.
public struct Audit: Sendable {
    /// What was looked at.
    public let input: AuditInput
    /// What was found: by time, then by number.
    public let findings: [AuditFinding]
    /// What could not be looked for.
    public let unmade: [UnmadeCheck]

    /// Looks at the records of a terminal. The same input gives the same findings.
    public init(_ input: AuditInput) {
        var input = input
        input.sayCurrency()
        self.input = input
        let records = input.records
        var found = NumberRules.findings(input) + BatchRules.findings(input) + CloseTimeRules.findings(input)
        found +=
            RecordRules.findings(input, records) + AmountRules.findings(input, records) + ClockRules.findings(input)
        findings = found.sorted {
            ($0.at?.secondNumber ?? .max, $0.batch ?? 0, $0.trace ?? 0, $0.check.rawValue)
                < ($1.at?.secondNumber ?? .max, $1.batch ?? 0, $1.trace ?? 0, $1.check.rawValue)
        }
        unmade = NumberRules.unmade(input) + AmountRules.unmade(input, records) + ClockRules.unmade(input)
    }
}

func six(_ number: UInt32) -> String { paddedDecimal(UInt64(number), width: 6) }

/// Seconds in words.
func spanWords(_ seconds: Int64) -> Bilingual {
    switch seconds {
    case ..<120: Bilingual("\(seconds) s", "\(seconds) 秒")
    case ..<7200: Bilingual("\(seconds / 60) min", "\(seconds / 60) 分钟")
    case ..<172_800: Bilingual("\(seconds / 3600) h", "\(seconds / 3600) 小时")
    default: Bilingual("\(seconds / 86_400) days", "\(seconds / 86_400) 天")
    }
}
