import Settlement

/// The verdict on a batch.
public struct Diagnosis: Equatable, Sendable {
    /// Where the batch stands.
    public var state: BatchState
    /// What is wrong, in the order in which to treat it; empty for a healthy batch.
    public var findings: [Finding]
    /// The money of the open batch.
    public var stake: Stake
    /// Sources that were not given.
    public var missing: [EvidenceSource]

    /// True when nothing was found.
    public var isHealthy: Bool { findings.isEmpty }

    /// Looks at the evidence. The same evidence gives the same verdict.
    public init(_ evidence: Evidence) {
        let file = CaseFile(evidence)
        let rules: [any Rule.Type] = [
            DeviceRules.self, WayRules.self, TransactionRules.self, CloseRules.self, UploadRules.self,
            HostRules.self,
        ]
        var found: [Cause: Finding] = [:]
        for finding in rules.flatMap({ $0.examine(file) }) {
            guard let known = found[finding.cause] else {
                found[finding.cause] = finding
                continue
            }
            // Two rules that see the same cause: their evidence is one.
            found[finding.cause] = known.joined(with: finding)
        }
        findings = Diagnosis.withoutConsequences(found).values.sorted { $0.cause.rank < $1.cause.rank }
        stake = file.stake
        state = BatchState(file)
        missing = file.missing(.terminal, .host, .wire)
    }

    /// What follows from another cause that was found is no cause of its own.
    private static func withoutConsequences(_ found: [Cause: Finding]) -> [Cause: Finding] {
        var rest = found
        for (cause, consequences) in Diagnosis.consequences where found[cause] != nil {
            for consequence in consequences { rest[consequence] = nil }
        }
        return rest
    }

    /// What each cause brings with it.
    private static let consequences: [(Cause, [Cause])] = [
        (
            // What the last readable record says of the close, or of an answer, may be long past.
            .journalDamaged,
            [
                .lateApproval, .hostRecordsMissing, .totalsDiffer, .twoTerminalsOneNumber, .reversalUnanswered,
                .advicesWaiting, .signOnRequired, .uploadInterrupted, .closeAnswerLost, .confirmedNotCleared,
            ]
        ),
        (.identityChanged, [.hostRecordsMissing, .totalsDiffer, .batchNumberApart]),
        (.twoTerminalsOneNumber, [.lateApproval, .totalsDiffer, .hostRecordsMissing]),
        (.hostNotReached, [.lineUnstable, .closeAnswerLost]),
        (.closeAnswerLost, [.batchNumberApart, .batchNumberRefused, .totalsDiffer, .settlementForgotten]),
        (.closedByHost, [.batchNumberApart, .batchNumberRefused, .settlementForgotten]),
        (
            .batchNumberUsedBefore,
            [.batchNumberRefused, .lateApproval, .hostRecordsMissing, .totalsDiffer, .closeAnswerLost]
        ),
        (.recordRejected, [.uploadInterrupted, .totalsDiffer]),
        (.hostRecordsMissing, [.totalsDiffer]),
        (.lateApproval, [.totalsDiffer]),
        (.keysApart, [.signOnRequired]),
    ]
}

extension Finding {
    fileprivate func joined(with other: Finding) -> Finding {
        var joined = self
        joined.confidence = max(confidence, other.confidence)
        joined.evidence += other.evidence.filter { !evidence.contains($0) }
        joined.wouldDecide = joined.confidence == .certain ? [] : wouldDecide
        return joined
    }
}

/// Where a batch stands, in short.
public struct BatchState: Equatable, Sendable {
    /// Number of the open batch; nil when no source says it.
    public var batch: UInt32?
    /// Records in it.
    public var records: Int?
    /// The state of its close.
    public var words: Bilingual

    init(_ file: CaseFile) {
        let said = file.evidence.wire?.messages.last { ($0.batch ?? 0) != 0 }?.batch
        batch = file.batch?.value ?? file.host?.openBatch ?? said
        records = file.book?.records.count
        guard let book = file.book else {
            words = Bilingual("the terminal's own state is not known", "终端状态未知")
            return
        }
        switch book.close {
        case .open:
            words = book.records.isEmpty ? Bilingual("empty", "空批次") : Bilingual("open, trading", "交易中, 未结算")
        case .draining: words = Bilingual("to be settled; stored transactions go first", "待结算, 先补送离线交易")
        case .begun where book.lastRejection != nil:
            words = Bilingual(
                "close refused by the host (\(book.lastRejection ?? ""))", "结算被主机拒绝 (\(book.lastRejection ?? ""))")
        case .begun: words = Bilingual("totals sent, no answer", "已发结算总额, 无应答")
        case .uploading(let snapshot, let word, let count):
            let all = book.uploadPlan(snapshot, word).count
            words =
                count < all
                ? Bilingual("upload: \(count) of \(all) record(s)", "批上送 \(count) / \(all) 笔")
                : Bilingual("totals compared; the last step has no answer", "已对账, 最后一步无应答")
        case .confirmed: words = Bilingual("settled, not cleared", "已结算, 未清批")
        }
    }
}
