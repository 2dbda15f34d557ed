import Settlement

/// What the state of the close says by itself.
enum CloseRules: Rule {
    static func examine(_ file: CaseFile) -> [Finding] {
        [answerLost(file), confirmed(file), upload(file), unequal(file), slip(file), forgotten(file)].compactMap { $0 }
    }

    /// Totals, or the end of the upload, without an answer.
    private static func answerLost(_ file: CaseFile) -> Finding? {
        guard let book = file.book else { return answerLostOnWire(file) }
        guard book.lastRejection == nil else { return nil }
        let snapshot: CloseSnapshot
        switch book.close {
        case .begun(let begun): snapshot = begun
        case .uploading(let begun, let word, let count) where count == book.uploadPlan(begun, word).count:
            snapshot = begun
        default: return nil
        }
        guard file.isStale(since: snapshot.at) else { return nil }
        var lines = [
            EvidenceLine(
                .terminal, "batch \(snapshot.batch)",
                Bilingual(
                    "the close began at \(snapshot.at), \(snapshot.totals.count) record(s), and has no answer",
                    "结算始于 \(snapshot.at), 共 \(snapshot.totals.count) 笔, 未得到应答"))
        ]
        let closes = file.exchanges.filter { $0.request.mti == "0500" || $0.request.isEndOfUpload }
        if let last = closes.last, last.response == nil {
            lines.append(
                EvidenceLine(
                    .wire, "packet \(last.request.packet)",
                    Bilingual(
                        "\(last.request.mti) went out, nothing came back", "\(last.request.mti) 已发送, 无应答")))
        }
        if let host = file.hostBatch {
            // Open means that the request never came, or that the host left it.
            guard host.isClosed else {
                lines.append(
                    EvidenceLine(
                        .host, "batch \(snapshot.batch)",
                        Bilingual("the host has it open: nothing is lost", "主机上该批次未结: 没有丢失")))
                let wasSent = closes.last.map { $0.response == nil } ?? false
                return Finding(
                    .closeAnswerLost, wasSent ? .certain : .likely, lines, stake: file.stake,
                    wouldDecide: wasSent ? [] : file.missing(.wire))
            }
            // Closed by force is another cause.
            guard !host.isForced || host.isConfirmed else { return nil }
            lines.append(
                EvidenceLine(
                    .host, "batch \(snapshot.batch)",
                    Bilingual(
                        "the host closed it" + (host.closedAt.map { " at \($0)" } ?? ""),
                        "主机已结算" + (host.closedAt.map { " (\($0))" } ?? ""))))
            return Finding(.closeAnswerLost, .certain, lines, stake: file.stake)
        }
        let wasSent = closes.contains { $0.response == nil }
        return Finding(
            .closeAnswerLost, wasSent ? .likely : .possible, lines, stake: file.stake,
            wouldDecide: file.missing(.host, .wire))
    }

    /// Without the terminal's flash: the last message of a close has no answer, though other messages had.
    private static func answerLostOnWire(_ file: CaseFile) -> Finding? {
        let closes = file.exchanges.filter { $0.request.mti == "0500" || $0.request.isEndOfUpload }
        guard let last = closes.last, last.response == nil, file.exchanges.contains(where: { $0.response != nil })
        else {
            return nil
        }
        let count = closes.count { $0.request.mti == last.request.mti && $0.response == nil }
        return Finding(
            .closeAnswerLost, .likely,
            [
                EvidenceLine(
                    .wire, "packet \(last.request.packet)",
                    Bilingual(
                        "\(last.request.mti) went out \(count) time(s), nothing came back",
                        "\(last.request.mti) 已发送 \(count) 次, 无应答"))
            ], stake: file.stake, wouldDecide: file.missing(.terminal, .host))
    }

    private static func confirmed(_ file: CaseFile) -> Finding? {
        guard case .confirmed(_, let confirmation)? = file.book?.close else { return nil }
        return Finding(
            .confirmedNotCleared, .certain,
            [
                EvidenceLine(
                    .terminal, "batch \(confirmation.batch)",
                    Bilingual(
                        "confirmed by trace \(confirmation.trace) at \(confirmation.at), and not cleared",
                        "已由流水 \(confirmation.trace) 于 \(confirmation.at) 确认, 尚未清批"))
            ], stake: file.stake)
    }

    /// The upload stands on its way.
    private static func upload(_ file: CaseFile) -> Finding? {
        if let finding = chipData(file) { return finding }
        guard let book = file.book, case .uploading(let snapshot, let word, let count) = book.close,
            file.isStale(since: snapshot.at)
        else { return nil }
        let all = book.uploadPlan(snapshot, word).count
        guard count < all else { return nil }
        var lines = [
            EvidenceLine(
                .terminal, "batch \(snapshot.batch)",
                Bilingual(
                    "\(count) of \(all) record(s) are uploaded", "已上送 \(count) / \(all) 笔"))
        ]
        var seen: [UInt32: Int] = [:]
        for exchange in file.exchanges where exchange.request.mti == "0320" {
            for trace in exchange.request.uploaded { seen[trace, default: 0] += 1 }
        }
        let again = seen.filter { $0.value > 1 }.keys.sorted()
        if !again.isEmpty {
            lines.append(
                EvidenceLine(
                    .wire, "trace \(again.map { paddedDecimal(UInt64($0), width: 6) }.joined(separator: ", "))",
                    Bilingual("uploaded more than once", "重复上送")))
        }
        return Finding(.uploadInterrupted, .certain, lines, stake: file.stake)
    }

    /// A Hypercom-style close tells the data of chip cards first (0320, processing code 94xxxx), and gets no answer to it.
    private static func chipData(_ file: CaseFile) -> Finding? {
        guard let book = file.book, case .draining(_, let since) = book.close, file.isStale(since: since),
            book.unresolved == nil, book.pendingAdviceCount == 0, book.isSignedOn
        else { return nil }
        let waiting = book.records.filter { $0.movesMoney && !$0.transaction.chip.isEmpty }
        guard !waiting.isEmpty else { return nil }
        var lines = [
            EvidenceLine(
                .terminal, "batch \(book.batch?.description ?? "?")",
                Bilingual(
                    "the close waits since \(since) to tell the host the data of \(waiting.count) chip card(s)",
                    "自 \(since) 起等待上送 \(waiting.count) 笔芯片卡数据"))
        ]
        if let last = file.exchanges.last(where: { $0.request.mti == "0320" }), last.response == nil {
            lines.append(
                EvidenceLine(
                    .wire, "packet \(last.request.packet)",
                    Bilingual("0320 went out, nothing came back", "0320 已发送, 无应答")))
        }
        return Finding(.uploadInterrupted, lines.count > 1 ? .certain : .likely, lines, stake: file.stake)
    }

    /// The two sides count different things.
    private static func unequal(_ file: CaseFile) -> Finding? {
        var lines: [EvidenceLine] = []
        if let book = file.book, case .uploading(let snapshot, let word, _) = book.close, !word.isBalanced {
            lines.append(
                EvidenceLine(
                    .terminal, "batch \(snapshot.batch)",
                    Bilingual("the host answered that the totals do not agree", "主机应答对账不平")))
        }
        // An end of the upload that the host took has settled it.
        let word = file.exchanges.last {
            $0.response != nil && ($0.request.mti == "0500" || $0.request.isEndOfUpload && $0.response?.code == "00")
        }
        if let answer = word?.response, word?.request.mti == "0500",
            answer.code == "95" || answer.balance?.contains(2) == true
        {
            lines.append(
                EvidenceLine(
                    .wire, "packet \(answer.packet)",
                    Bilingual("the totals were answered with 95 or flag 2", "结算应答 95 或不平标志 2")))
        }
        let differences = LedgerDifference.between(file).filter { $0.explainsTotals }
        lines += differences.map(\.line)
        guard !lines.isEmpty, !(differences.isEmpty && file.hostBatch?.isClosed == true) else { return nil }
        return Finding(
            .totalsDiffer, differences.isEmpty ? .likely : .certain, lines, stake: file.stake,
            wouldDecide: differences.isEmpty ? file.missing(.host) : [])
    }

    private static func slip(_ file: CaseFile) -> Finding? {
        guard let closed = file.book?.unprintedSlip, file.isStale(since: closed.confirmation.at) else { return nil }
        return Finding(
            .slipNotPrinted, .certain,
            [
                EvidenceLine(
                    .terminal, "batch \(closed.batch)",
                    Bilingual(
                        "settled at \(closed.confirmation.at); no slip came out to its end",
                        "于 \(closed.confirmation.at) 结算, 结算单未打印完"))
            ], stake: Stake(closed.records.filter { $0.isApproved }))
    }

    private static func forgotten(_ file: CaseFile) -> Finding? {
        guard let book = file.book else { return forgottenInLedger(file) }
        guard book.clockDoubt == nil, !book.close.isFrozen, let since = book.openSince,
            let oldest = book.oldestRecordAt
        else { return nil }
        let today = (file.terminal?.settings?.businessDay ?? .calendar).date(at: file.now)
        guard book.isOverdue(on: today) else { return nil }
        let age = durationWords(file.age(of: oldest) ?? 0)
        return Finding(
            .settlementForgotten, .certain,
            [
                EvidenceLine(
                    .terminal, "batch \(book.batch?.description ?? "?")",
                    Bilingual(
                        "\(book.approvedCount) record(s) since \(since), open for \(age.english)",
                        "自 \(since) 起 \(book.approvedCount) 笔, 已 \(age.chinese)未结"))
            ], stake: file.stake)
    }

    /// Without the terminal's flash: the host's open batch holds bookings of an earlier day.
    private static func forgottenInLedger(_ file: CaseFile) -> Finding? {
        let today = (file.terminal?.settings?.businessDay ?? .calendar).date(at: file.now)
        guard let batch = file.host?.batches.last(where: { !$0.isClosed }) else { return nil }
        let old = batch.standing.filter { $0.bookedAt.map { $0.date < today } ?? false }
        guard let oldest = old.compactMap(\.bookedAt).min() else { return nil }
        return Finding(
            .settlementForgotten, .likely,
            [
                EvidenceLine(
                    .host, "batch \(paddedDecimal(UInt64(batch.number), width: 6))",
                    Bilingual(
                        "open, with \(old.count) booking(s) of earlier days, the oldest of \(oldest)",
                        "未结算, 有 \(old.count) 笔以前的入账, 最早 \(oldest)"))
            ], stake: file.stake, wouldDecide: file.missing(.terminal))
    }
}

extension WireMessage {
    /// True for the message that ends an upload. Source: UnionPay-style network codes 202 and 207; Hypercom style: 0500 with
    /// processing code 960000.
    var isEndOfUpload: Bool {
        (mti == "0320" && (networkCode == "202" || networkCode == "207"))
            || (mti == "0500" && processingCode == "960000")
    }
}

extension BatchBook {
    /// Records of the open batch, or of one closed before; nil for a batch that the journal does not hold.
    func records(ofBatch number: UInt32) -> [BatchRecord]? {
        if batch?.value == number { return records }
        return closed.last { $0.batch.value == number }?.records
    }
}
