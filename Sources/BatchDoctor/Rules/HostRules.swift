import Settlement

/// What the host says of the batch: refusals, numbers, bookings.
enum HostRules: Rule {
    static func examine(_ file: CaseFile) -> [Finding] {
        numbers(file) + [refusal(file), missingBookings(file)].compactMap { $0 }
    }

    /// Codes that say that merchant or terminal are not welcome. Source: ISO 8583 response codes 03, 58; UnionPay 97.
    static let blocked: Set<String> = ["03", "58", "97"]

    /// The batch numbers of both sides: at most one of four causes.
    private static func numbers(_ file: CaseFile) -> [Finding] {
        guard let book = file.book, let batch = book.batch else { return forcedInLedger(file) }
        let place = "batch \(batch)"
        if let host = file.hostBatch, host.isClosed {
            if host.isForced, !host.isConfirmed { return [closedByHost(file, host, place)] }
            // Closed in order: by this terminal's own close, whose answer got lost, or long ago by another batch.
            let settled = host.standing
            let isSame = settled.allSatisfy { posting in
                posting.isFromUpload
                    || book.records.contains {
                        $0.transaction.trace.value == posting.trace && $0.transaction.kind == posting.kind
                            && $0.transaction.minorUnits == posting.minorUnits
                    }
            }
            if !isSame, !settled.isEmpty {
                return [
                    Finding(
                        .batchNumberUsedBefore, .certain,
                        [
                            EvidenceLine(
                                .host, place,
                                Bilingual(
                                    "closed" + (host.closedAt.map { " at \($0)" } ?? "")
                                        + " with \(settled.count) other transaction(s)",
                                    "已结算" + (host.closedAt.map { " (\($0))" } ?? "")
                                        + ", 含 \(settled.count) 笔其他交易")),
                            EvidenceLine(
                                .terminal, place,
                                Bilingual(
                                    "open with \(book.records.count) record(s)", "未结, 共 \(book.records.count) 笔")),
                        ], stake: file.stake)
                ]
            }
            return []
        }
        if book.isClosedByHost, file.hostBatch == nil, !book.close.isFrozen {
            let number = book.differingHostBatch?.description ?? "?"
            return [
                Finding(
                    .closedByHost, file.host == nil ? .likely : .certain,
                    [
                        EvidenceLine(
                            .terminal, place,
                            Bilingual("the host counts batch \(number)", "主机批次号为 \(number)"))
                    ], stake: file.stake, wouldDecide: file.missing(.host))
            ]
        }
        let hostNumber = file.host?.openBatch ?? book.differingHostBatch?.value
        guard let hostNumber, hostNumber != batch.value, file.lastRefusal != "77", !book.close.isFrozen else {
            return []
        }
        let source: EvidenceSource = file.host?.openBatch == nil ? .terminal : .host
        return [
            Finding(
                .batchNumberApart, .certain,
                [
                    EvidenceLine(
                        source, place,
                        Bilingual(
                            "the terminal counts \(batch), the host \(paddedDecimal(UInt64(hostNumber), width: 6))",
                            "终端批次 \(batch), 主机批次 \(paddedDecimal(UInt64(hostNumber), width: 6))"))
                ], stake: file.stake)
        ]
    }

    /// Without the terminal's flash: a batch with money that the host closed by itself, and nobody has settled.
    private static func forcedInLedger(_ file: CaseFile) -> [Finding] {
        guard let batch = file.host?.batches.last(where: { $0.isForced && !$0.isConfirmed && !$0.standing.isEmpty })
        else {
            return []
        }
        return [closedByHost(file, batch, "batch \(paddedDecimal(UInt64(batch.number), width: 6))")]
    }

    private static func closedByHost(_ file: CaseFile, _ host: HostBatchEvidence, _ place: String) -> Finding {
        Finding(
            .closedByHost, .certain,
            [
                EvidenceLine(
                    .host, place,
                    Bilingual(
                        "closed by the host itself" + (host.closedAt.map { " at \($0)" } ?? "")
                            + ", not settled by the terminal",
                        "主机自行结算" + (host.closedAt.map { " (\($0))" } ?? "") + ", 终端未结算"))
            ], stake: file.stake)
    }

    /// The last word of the host on a close that it refused.
    private static func refusal(_ file: CaseFile) -> Finding? {
        guard let book = file.book else { return refusalOnWire(file) }
        guard let code = file.lastRefusal else { return nil }
        let place = "batch \(book.batch?.description ?? "?")"
        var lines = [
            EvidenceLine(
                .terminal, place,
                Bilingual("the host refused the close with \(code)", "主机以 \(code) 拒绝结算"))
        ]
        let cause = cause(of: code, inUpload: rejectedRecord(file) != nil)
        if cause == .recordRejected, let (line, _) = rejectedRecord(file) { lines.append(line) }
        if cause == .batchNumberRefused, let host = file.hostBatch, host.isClosed, !host.isForced || host.isConfirmed {
            lines.append(
                EvidenceLine(.host, place, Bilingual("the host has closed it", "主机已结算该批次")))
            return Finding(.closeAnswerLost, .certain, lines, stake: file.stake)
        }
        if cause == .batchNumberRefused, file.hostBatch?.isForced == true { return nil }
        return Finding(cause, .certain, lines, stake: file.stake)
    }

    private static func cause(of code: String, inUpload: Bool) -> Cause {
        if blocked.contains(code) { return .merchantBlocked }
        switch code {
        case "77": return .batchNumberRefused
        case "A0": return .keysApart
        case "95": return .totalsDiffer
        default: return inUpload ? .recordRejected : .batchRejected
        }
    }

    /// The record at which the upload stops: the first one after those that the host took in the last attempt.
    private static func rejectedRecord(_ file: CaseFile) -> (EvidenceLine, UInt32)? {
        let uploads = file.exchanges.filter { $0.request.mti == "0320" && !$0.request.isEndOfUpload }
        if let last = uploads.last, let code = last.response?.code, code != "00", code != "94",
            let trace = last.request.uploaded.first
        {
            let count = uploads.count { $0.request.uploaded == last.request.uploaded && $0.response?.code == code }
            return (
                EvidenceLine(
                    .wire, "trace \(paddedDecimal(UInt64(trace), width: 6))",
                    Bilingual("answered with \(code), \(count) time(s)", "应答 \(code), 共 \(count) 次")), trace
            )
        }
        guard let lines = file.terminal?.entries, let book = file.book,
            let end = lines.lastIndex(where: { if case .closeRejected = $0.entry { true } else { false } })
        else { return nil }
        var word: Reconciliation?
        var uploaded = 0
        var snapshot: CloseSnapshot?
        for line in lines[..<end] {
            switch line.entry {
            case .closeBegun(let begun): (snapshot, word, uploaded) = (begun, nil, 0)
            case .closeReconciled(let said): (word, uploaded) = (said, 0)
            case .uploadAdvanced(let count): uploaded = count
            default: break
            }
        }
        guard let snapshot, let word else { return nil }
        let plan = book.uploadPlan(snapshot, word)
        guard uploaded < plan.count else { return nil }
        let record = plan[uploaded].record
        return (EvidenceLine(.terminal, record.place, record.words), record.transaction.trace.value)
    }

    /// Without the terminal's flash: what the last answers to the close say.
    private static func refusalOnWire(_ file: CaseFile) -> Finding? {
        guard let last = file.exchanges.last(where: { $0.request.mti == "0500" || $0.request.mti == "0320" }),
            let answer = last.response, let code = answer.code, code != "00", code != "94", code != "95"
        else { return nil }
        let inUpload = last.request.mti == "0320" && !last.request.isEndOfUpload
        var lines = [
            EvidenceLine(
                .wire, "packet \(answer.packet)",
                Bilingual("\(last.request.mti) was answered with \(code)", "\(last.request.mti) 应答 \(code)"))
        ]
        if inUpload, let (line, _) = rejectedRecord(file) { lines.append(line) }
        return Finding(
            cause(of: code, inUpload: inUpload), .likely, lines, stake: file.stake,
            wouldDecide: file.missing(.terminal, .host))
    }

    /// Approvals of the host that its ledger does not have.
    private static func missingBookings(_ file: CaseFile) -> Finding? {
        guard file.hostBatch != nil || file.host?.openBatch == file.batch?.value, file.host != nil else { return nil }
        let missing = LedgerDifference.between(file).filter {
            // A void that only the terminal knows makes totals differ; what it voids is still booked.
            $0.kind == .missingAtHost && $0.record?.isVoided == false && !$0.isVoid
        }
        guard !missing.isEmpty else { return nil }
        return Finding(
            .hostRecordsMissing, .certain, missing.map(\.line), stake: Stake(missing.compactMap(\.record)))
    }
}
