import Settlement

/// One record in which journal and ledger differ, in the open batch.
struct LedgerDifference {
    /// How they differ.
    enum Kind: Equatable {
        /// The terminal has it approved, the host does not have it.
        case missingAtHost
        /// Both have it with other amounts or of another kind.
        case otherContent
        /// The host has it standing, the terminal does not.
        case missingAtTerminal
    }

    let kind: Kind
    let trace: UInt32
    let line: EvidenceLine
    let record: BatchRecord?
    let posting: HostPosting?

    /// True for a difference that shows in totals and is no other cause of its own: other contents, and a void that only the
    /// terminal knows.
    var explainsTotals: Bool { kind == .otherContent || kind == .missingAtHost && isVoid }

    /// True for what undoes another record.
    var isVoid: Bool { record?.transaction.kind == .void || record?.transaction.kind == .completionVoid }

    /// The differences of a batch that both sides have. Stored advices that wait are none, nor is a transaction without an
    /// answer: those are causes of their own.
    static func between(_ file: CaseFile) -> [LedgerDifference] {
        guard let book = file.book, let batch = file.hostBatch else { return [] }
        var found: [LedgerDifference] = []
        for record in book.records where record.isApproved && !record.isAdvicePending {
            // A hold moves no money: ledgers keep it apart.
            guard record.transaction.kind.effect != .none else { continue }
            let trace = record.transaction.trace.value
            guard let posting = batch.standing.last(where: { $0.trace == trace }) else {
                found.append(
                    LedgerDifference(
                        kind: .missingAtHost, trace: trace,
                        line: EvidenceLine(
                            .host, record.place,
                            Bilingual(
                                "\(record.words.english): approved at the terminal, not booked",
                                "\(record.words.chinese): 终端成功, 主机未入账")),
                        record: record, posting: nil))
                continue
            }
            guard posting.kind != record.transaction.kind || posting.minorUnits != record.transaction.minorUnits else {
                continue
            }
            found.append(
                LedgerDifference(
                    kind: .otherContent, trace: trace,
                    line: EvidenceLine(
                        .host, record.place,
                        Bilingual(
                            "terminal \(record.words.english); host \(posting.words.english)",
                            "终端 \(record.words.chinese); 主机 \(posting.words.chinese)")),
                    record: record, posting: posting))
        }
        return found
    }
}
