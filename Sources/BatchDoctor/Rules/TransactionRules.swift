import Settlement

/// Single transactions that hold a batch up, or are not what they seem.
enum TransactionRules: Rule {
    static func examine(_ file: CaseFile) -> [Finding] {
        [reversal(file), lateApproval(file), waiting(file), refused(file), twice(file)].compactMap { $0 }
    }

    /// A request or a reversal without answer.
    private static func reversal(_ file: CaseFile) -> Finding? {
        let sent = file.exchanges.filter { $0.request.mti == "0400" || $0.request.mti == "0401" }
        if let record = file.book?.unresolved, file.isStale(since: record.transaction.begunAt) {
            var lines = [EvidenceLine(.terminal, record.place, record.words)]
            if case .reversalPending(let reason) = record.state {
                lines[0].says = Bilingual(
                    lines[0].says.english + ": to be reversed (\(reason.responseCode)), and no answer yet",
                    lines[0].says.chinese + ": 待冲正 (\(reason.responseCode)), 未得到应答")
            } else {
                lines[0].says = Bilingual(
                    lines[0].says.english + ": sent, and no answer is known",
                    lines[0].says.chinese + ": 已发送, 应答未知")
            }
            let own = sent.filter { $0.request.trace == record.transaction.trace.value }
            if !own.isEmpty { lines.append(attempts(own)) }
            if let posting = file.hostBatch?.postings.first(where: { $0.trace == record.transaction.trace.value }) {
                lines.append(
                    EvidenceLine(
                        .host, record.place,
                        posting.isReversed
                            ? Bilingual("the host has reversed it", "主机已冲正")
                            : Bilingual("the host has it booked", "主机已入账")))
            }
            return Finding(.reversalUnanswered, .certain, lines, stake: Stake([record]))
        }
        guard file.book == nil, let last = sent.last, last.response == nil || !isDone(last.response?.code) else {
            return nil
        }
        let own = sent.filter { $0.request.trace == last.request.trace }
        return Finding(
            .reversalUnanswered, own.count > 1 ? .likely : .possible, [attempts(own)],
            stake: Stake(count: 1, netMinorUnits: last.request.minorUnits ?? 0, oldest: nil),
            wouldDecide: file.missing(.terminal))
    }

    private static func isDone(_ code: String?) -> Bool { code == "00" || code == "12" || code == "25" }

    private static func attempts(_ exchanges: [WireExchange]) -> EvidenceLine {
        let codes = exchanges.compactMap { $0.response?.code }
        let said = codes.last
        return EvidenceLine(
            .wire, "packet \(exchanges.last?.request.packet ?? 0)",
            Bilingual(
                "the reversal went out \(exchanges.count) time(s), "
                    + (said.map { "the last answer is \($0)" } ?? "without answer"),
                "冲正已发送 \(exchanges.count) 次, " + (said.map { "最后应答 \($0)" } ?? "无应答")))
    }

    /// Bookings that stand at the host and nowhere at the terminal.
    private static func lateApproval(_ file: CaseFile) -> Finding? {
        guard let book = file.book, let batch = file.hostBatch, let reserved = book.reservedTraces else { return nil }
        // While the terminal has still to undo one, that is its own business.
        let open = book.unresolved?.transaction.trace.value
        let extra = batch.standing.filter { posting in
            guard posting.trace != open, !posting.isFromUpload, file.isOwn(posting.trace, upTo: reserved) else {
                return false
            }
            guard let record = book.records.first(where: { $0.transaction.trace.value == posting.trace }) else {
                return file.terminal?.storage.isSound == true && book.records.contains(before: posting.trace)
            }
            return !record.isApproved && record.refusal == nil && !record.isAdvicePending
        }
        guard !extra.isEmpty else { return nil }
        let lines = extra.map { posting in
            let known = book.records.first { $0.transaction.trace.value == posting.trace }
            let state =
                known.map(\.stateWords) ?? Bilingual("not known", "没有该记录")
            return EvidenceLine(
                .host, "trace \(paddedDecimal(UInt64(posting.trace), width: 6))",
                Bilingual(
                    "booked: \(posting.words.english); at the terminal: \(state.english)",
                    "已入账: \(posting.words.chinese); 终端: \(state.chinese)"))
        }
        return Finding(.lateApproval, .certain, lines, stake: Stake(extra))
    }

    /// Stored transactions that wait longer than the terminal's own pauses.
    private static func waiting(_ file: CaseFile) -> Finding? {
        guard let book = file.book else { return nil }
        // While a reversal has no answer nothing else may leave: what waits behind it will go when it has one. What was stored
        // well before it waits for another reason.
        let held = book.unresolved.map { $0.transaction.begunAt.adding(seconds: -1800) }
        let waiting = book.records.filter { record in
            record.isAdvicePending && held.map { record.transaction.begunAt < $0 } ?? true
        }
        guard let first = waiting.first else { return nil }
        let isHeldUp = file.age(of: first.transaction.begunAt).map { $0 > 1800 } ?? true
        guard isHeldUp || book.close.isRunning else { return nil }
        var lines = waiting.map { EvidenceLine(.terminal, $0.place, $0.words) }
        let unanswered = file.exchanges.filter { $0.request.mti == "0220" && $0.response == nil }
        if !unanswered.isEmpty {
            lines.append(
                EvidenceLine(
                    .wire, "packet \(unanswered[unanswered.count - 1].request.packet)",
                    Bilingual(
                        "\(unanswered.count) advice(s) went out without answer",
                        "\(unanswered.count) 次上送无应答")))
        }
        return Finding(.advicesWaiting, .certain, lines, stake: Stake(waiting))
    }

    private static func refused(_ file: CaseFile) -> Finding? {
        guard let book = file.book else { return nil }
        let refused = book.records.filter { $0.refusal != nil }
        guard !refused.isEmpty else { return nil }
        let lines = refused.map { record in
            EvidenceLine(
                .terminal, record.place,
                Bilingual(
                    record.words.english + ": the host said \(record.refusal ?? "")",
                    record.words.chinese + ": 主机应答 \(record.refusal ?? "")"))
        }
        return Finding(.adviceRefused, .certain, lines, stake: Stake(refused))
    }

    /// The same card and amount twice within ten minutes, both approved, neither voided.
    private static func twice(_ file: CaseFile) -> Finding? {
        guard let book = file.book else { return nil }
        let sales = book.records.filter {
            $0.isApproved && !$0.isVoided
                && ($0.transaction.kind == .sale || $0.transaction.kind == .offlineSale)
        }
        var doubled: [BatchRecord] = []
        var lines: [EvidenceLine] = []
        for (index, second) in sales.enumerated() {
            let first = sales[..<index].last {
                let gap = second.transaction.begunAt.secondNumber - $0.transaction.begunAt.secondNumber
                return $0.transaction.card.masked == second.transaction.card.masked
                    && $0.transaction.minorUnits == second.transaction.minorUnits && (0...600).contains(gap)
            }
            guard let first else { continue }
            let gap = second.transaction.begunAt.secondNumber - first.transaction.begunAt.secondNumber
            doubled.append(second)
            lines.append(
                EvidenceLine(
                    .terminal, second.place,
                    Bilingual(
                        "\(second.words.english), \(durationWords(gap).english) after trace \(first.transaction.trace)",
                        "\(second.words.chinese), 与流水 \(first.transaction.trace) 相隔 \(durationWords(gap).chinese)")))
        }
        guard !doubled.isEmpty else { return nil }
        return Finding(.doubleSale, .possible, lines, stake: Stake(doubled))
    }
}

extension CaseFile {
    /// True for a trace number that this terminal has handed out: up to its last reservation, wrap counted.
    func isOwn(_ trace: UInt32, upTo reserved: TraceNumber) -> Bool {
        let steps = (Int(reserved.value) - Int(trace) + 999_999) % 999_999
        return steps < 500_000
    }
}

extension Array where Element == BatchRecord {
    /// True when the batch began before this trace number, so that a record of it should be here.
    func contains(before trace: UInt32) -> Bool {
        guard let first else { return true }
        return (Int(trace) - Int(first.transaction.trace.value) + 999_999) % 999_999 < 500_000
    }
}

extension BatchRecord {
    /// Where it stands, in words.
    var stateWords: Bilingual {
        switch state {
        case .sent: Bilingual("no answer known", "应答未知")
        case .approved: isVoided ? Bilingual("voided", "已撤销") : Bilingual("approved", "成功")
        case .declined(let code): Bilingual("declined \(code)", "拒绝 \(code)")
        case .reversalPending: Bilingual("to be reversed", "待冲正")
        case .reversed(let code):
            state.reversalWord.map { Bilingual("reversed on the acquirer's word, \($0)", "凭收单机构确认号 \($0) 冲正") }
                ?? Bilingual("reversed \(code)", "已冲正 \(code)")
        }
    }
}

extension HostPosting {
    /// `sale 12.00`.
    var words: Bilingual {
        Bilingual(
            "\(kind.words.english) \(decimalAmount(minorUnits, exponent: 2))",
            "\(kind.words.chinese) \(decimalAmount(minorUnits, exponent: 2))"
        )
    }
}
