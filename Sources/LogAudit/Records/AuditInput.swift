import BatchDoctor
import ISO8583
import Settlement

/// What is audited: the records of one terminal, from its flash, the host's ledger, or both.
public struct AuditInput: Sendable {
    /// When it is looked at, in the shop's local time.
    public var now: ClockTime
    /// The terminal, field 41; nil when no source says it.
    public var terminalID: String?
    /// ISO 4217 numeric code of the terminal's records; nil when no source says it, as the ledger does not.
    public var currency: UInt16?
    /// Batches as the terminal has them, oldest first; nil without its flash.
    public var terminal: [AuditBatch]?
    /// Batches as the host has them, oldest first; nil without its ledger.
    public var host: [AuditBatch]?
    /// All messages that the host answered; nil when the ledger does not say them.
    public var messages: [AuditMessage]?
    /// Findings about the terminal's clock, and settings of it, as its journal keeps them.
    public var clock: [JournalEntry] = []
    /// Trace numbers at which reserved blocks end: what is left of a block is skipped at a restart.
    public var reservationEnds: Set<UInt32> = []
    /// Trace numbers of closes that ended on the acquirer's word: no message has them.
    public var wordTraces: Set<UInt32> = []
    /// Why part of the journal cannot be read; nil when all can.
    public var journalProblem: String?
    /// True when trace numbers are invoice numbers, too.
    public var usesInvoices = false
    /// How it is looked at.
    public var settings = AuditSettings()

    /// Nothing yet.
    public init(now: ClockTime, terminalID: String? = nil) {
        self.now = now
        self.terminalID = terminalID
    }

    /// Digits behind the point of an amount.
    public var exponent: Int { AuditInput.exponent(currency) }

    /// Two, where the currency is not known. Source: ISO 4217.
    static func exponent(_ currency: UInt16?) -> Int { currency.flatMap { Currency(numeric: $0) }?.exponent ?? 2 }

    /// What the ledger books is in the terminal's currency.
    mutating func sayCurrency() {
        guard let currency else { return }
        for batch in (host ?? []).indices {
            for record in (host?[batch].records ?? []).indices { host?[batch].records[record].currency = currency }
        }
    }

    /// All transactions: those of the terminal, and of the ledger those that the terminal does not have any more.
    public var records: [AuditRecord] {
        let own = (terminal ?? []).flatMap(\.records)
        var known: [UInt64: AuditRecord] = [:]
        for record in own { known[record.name] = record }
        // Another transaction under the same number is not the same record.
        let others = (host ?? []).flatMap(\.records).filter { record in
            guard let same = known[record.name] else { return true }
            return same.kind != record.kind || same.minorUnits != record.minorUnits || same.card != record.card
        }
        return (own + others).sorted { ($0.at, $0.trace) < ($1.at, $1.trace) }
    }
}

/// Bounds of an audit. Every report names them.
public struct AuditSettings: Equatable, Sendable, Codable {
    /// Minutes after midnight at which the business day ends.
    public var cutOverMinute = 0
    /// Minutes after midnight by which a business day is to be settled; nil: by its end.
    public var settleByMinute: Int?
    /// Minutes within which the same card and amount are worth a question.
    public var sameSaleMinutes = 10
    /// Seconds after which a message with all its repeats has got its answer. Three attempts with a minute each take less.
    public var answerSeconds = 240
    /// Seconds by which a clock may be off.
    public var clockSeconds = 120
    /// How many robust deviations an amount may lie from the shop's usual one.
    ///
    /// Source: B. Iglewicz, D. Hoaglin, *How to Detect and Handle Outliers*, 1993: 3.5.
    public var amountDeviations = 3.5
    /// Sales that a habit is learned from at least.
    public var amountHistory = 30

    /// The usual bounds.
    public init() {}

    /// When the business day ends.
    public var businessDay: BusinessDay { BusinessDay(cutOverMinute: cutOverMinute) ?? .calendar }

    /// The moment by which something that was sold is to be settled: the next time to settle, or the end of its business day.
    public func due(_ sold: ClockTime) -> ClockTime {
        guard let settleByMinute else {
            let begin = Int64(businessDay.date(at: sold).dayNumber) * 86_400 + Int64(cutOverMinute) * 60
            return ClockTime(secondNumber: begin + 86_400)
        }
        let today = Int64(sold.date.dayNumber) * 86_400 + Int64(settleByMinute) * 60
        return ClockTime(secondNumber: today > sold.secondNumber ? today : today + 86_400)
    }
}
