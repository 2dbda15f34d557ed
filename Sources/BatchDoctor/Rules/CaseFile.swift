import Settlement

/// The evidence with what every rule asks of it: worked out once.
struct CaseFile {
    let evidence: Evidence
    /// The open batch of the terminal, where it is known.
    let batch: BatchNumber?
    /// That batch in the host's ledger.
    let hostBatch: HostBatchEvidence?
    /// Requests on the wire with their answers.
    let exchanges: [WireExchange]

    var now: ClockTime { evidence.now }
    var terminal: TerminalEvidence? { evidence.terminal }
    var book: BatchBook? { evidence.terminal?.book }
    var host: HostEvidence? { evidence.host }

    init(_ evidence: Evidence) {
        self.evidence = evidence
        batch = evidence.terminal?.book.batch
        hostBatch = batch.flatMap { evidence.host?.batch($0.value) }
        exchanges = evidence.wire?.exchanges ?? []
    }

    /// The money of the open batch: all that is approved and not settled.
    var stake: Stake {
        if let book { return Stake(book.records.filter { $0.isApproved }) }
        if let open = host?.batches.last(where: { !$0.isClosed }) { return Stake(open.standing) }
        return .none
    }

    /// Seconds since a moment of the terminal's clock; nil when that clock is doubted.
    func age(of moment: ClockTime) -> Int64? {
        guard book?.clockDoubt == nil else { return nil }
        return max(0, now.secondNumber - moment.secondNumber)
    }

    /// True when something began so long ago that it is not merely under way: a message with all its repeats takes less.
    func isStale(since moment: ClockTime) -> Bool {
        terminal?.isAtRest == true || age(of: moment).map { $0 > CaseFile.patience } ?? true
    }

    /// Longer than three attempts with a minute each.
    static let patience: Int64 = 240

    /// The code with which the host last refused a close of the open batch; also when somebody has left that close since, to
    /// sell on.
    var lastRefusal: String? {
        if let code = book?.lastRejection { return code }
        guard let entries = terminal?.entries, book?.close.isFrozen == false else { return nil }
        for line in entries.reversed() {
            switch line.entry {
            case .closeRejected(let code): return code
            case .batchClosed, .closeReconciled: return nil
            default: continue
            }
        }
        return nil
    }

    /// What is missing of these sources.
    func missing(_ sources: EvidenceSource...) -> [EvidenceSource] {
        sources.filter { source in
            switch source {
            case .terminal: terminal == nil
            case .host: host == nil
            case .wire: evidence.wire == nil
            }
        }
    }
}

/// Looks for some causes.
protocol Rule {
    /// What it finds.
    static func examine(_ file: CaseFile) -> [Finding]
}

extension BatchRecord {
    /// Where it is found: in the journal by its trace number.
    var place: String { "trace \(transaction.trace)" }

    /// `sale 12.00`.
    var words: Bilingual {
        let amount = decimalAmount(transaction.minorUnits, exponent: 2)
        return Bilingual(
            "\(transaction.kind.words.english) \(amount), card \(transaction.card.masked)",
            "\(transaction.kind.words.chinese) \(amount), 卡号 \(transaction.card.masked)")
    }
}

extension TransactionKind {
    /// Its name for people.
    var words: Bilingual {
        switch self {
        case .sale: Bilingual("sale", "消费")
        case .void: Bilingual("void", "消费撤销")
        case .refund: Bilingual("refund", "退货")
        case .preAuthorization: Bilingual("pre-authorization", "预授权")
        case .preAuthorizationVoid: Bilingual("pre-authorization void", "预授权撤销")
        case .completion: Bilingual("completion", "预授权完成")
        case .completionVoid: Bilingual("completion void", "预授权完成撤销")
        case .offlineSale: Bilingual("offline sale", "离线消费")
        case .tip: Bilingual("tip", "小费")
        }
    }
}

/// Seconds in words.
func durationWords(_ seconds: Int64) -> Bilingual {
    switch seconds {
    case ..<120: Bilingual("\(seconds) s", "\(seconds) 秒")
    case ..<7200: Bilingual("\(seconds / 60) min", "\(seconds / 60) 分钟")
    case ..<172_800: Bilingual("\(seconds / 3600) h", "\(seconds / 3600) 小时")
    default: Bilingual("\(seconds / 86_400) days", "\(seconds / 86_400) 天")
    }
}
