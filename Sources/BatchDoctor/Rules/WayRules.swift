import Settlement

/// The way to the host: parameters, line, keys, numbers.
enum WayRules: Rule {
    static func examine(_ file: CaseFile) -> [Finding] {
        [way(file), keys(file), signOn(file), identity(file), clone(file)].compactMap { $0 }
    }

    /// Nothing comes back, or little.
    private static func way(_ file: CaseFile) -> Finding? {
        guard let wire = file.evidence.wire else { return nil }
        let requests = file.exchanges
        let answered = requests.count { $0.response != nil }
        let refused = wire.connections.count { $0.ending == .refused || ($0.ending == .reset && $0.receivedBytes == 0) }
        let anything = !requests.isEmpty || !wire.connections.isEmpty
        guard anything else { return nil }
        var lines: [EvidenceLine] = []
        if !wire.connections.isEmpty {
            lines.append(
                EvidenceLine(
                    .wire, "connections",
                    Bilingual(
                        "\(wire.connections.count) connection(s), \(refused) of them refused",
                        "\(wire.connections.count) 次连接, 其中 \(refused) 次被拒")))
        }
        lines.append(
            EvidenceLine(
                .wire, "requests",
                Bilingual(
                    "\(requests.count) request(s), \(answered) answered",
                    "\(requests.count) 个请求, \(answered) 个有应答")))
        if answered == 0, requests.count + refused >= 2 {
            return Finding(.hostNotReached, refused > 0 ? .certain : .likely, lines, stake: file.stake)
        }
        // What the terminal asks for at the end, over and over, is one step that gets no answer: another cause.
        var others = requests[...]
        while let last = others.last, last.response == nil,
            last.request.isSameStep(as: requests[requests.count - 1].request)
        {
            others.removeLast()
        }
        // One lost answer is the air; more than a fifth is the line.
        let silent = others.count { $0.response == nil }
        guard silent + refused >= 3, (silent + refused) * 5 > requests.count else { return nil }
        return Finding(.lineUnstable, .likely, lines, stake: file.stake)
    }

    /// The host refuses MACs, or the terminal does.
    private static func keys(_ file: CaseFile) -> Finding? {
        var lines: [EvidenceLine] = []
        if file.lastRefusal == "A0" {
            lines.append(
                EvidenceLine(.terminal, "close", Bilingual("the close was refused with A0", "结算被拒 A0")))
        }
        if case .reversalPending(.wrongMAC)? = file.book?.unresolved?.state, let record = file.book?.unresolved {
            lines.append(
                EvidenceLine(
                    .terminal, record.place,
                    Bilingual("its answer had a wrong MAC", "应答 MAC 错误")))
        }
        let answers = file.exchanges.filter { $0.response?.code == "A0" }
        // A sign-on after it has mended it.
        let mended = file.exchanges.last { $0.request.mti == "0800" && $0.response?.code == "00" }
        if let last = answers.last, mended.map({ $0.request.at < last.request.at }) ?? true {
            lines.append(
                EvidenceLine(
                    .wire, "packet \(last.response?.packet ?? last.request.packet)",
                    Bilingual("\(answers.count) answer(s) with A0", "\(answers.count) 次应答 A0")))
        }
        guard !lines.isEmpty else { return nil }
        return Finding(.keysApart, answers.count > 1 || lines.count > 1 ? .certain : .likely, lines, stake: file.stake)
    }

    private static func signOn(_ file: CaseFile) -> Finding? {
        guard let book = file.book, !book.isSignedOn, !book.records.isEmpty else { return nil }
        // A terminal signs on by itself with the next thing that it does; only who waits for it has a problem. A close or a
        // request that has only just begun is on its way.
        let waits = [book.close.since, book.unresolved?.transaction.begunAt, book.pendingAdvice?.transaction.begunAt]
            .compactMap { $0 }
        let holdsUp = book.isSignedOff && !settlesByItself(file, book) || waits.contains(where: file.isStale)
        guard holdsUp else { return nil }
        return Finding(
            .signOnRequired, .certain,
            [
                EvidenceLine(
                    .terminal, "sign-on",
                    book.isSignedOff
                        ? Bilingual("somebody signed off", "已签退")
                        : Bilingual("the host wants a sign-on first", "主机要求先签到"))
            ], stake: file.stake)
    }

    /// True when the terminal will still settle today's batch without anybody: it signs on for that, and who signed off in
    /// the evening did nothing wrong.
    private static func settlesByItself(_ file: CaseFile, _ book: BatchBook) -> Bool {
        guard let settings = file.terminal?.settings, settings.policy?.automatic != nil, book.clockDoubt == nil else {
            return false
        }
        return !book.isOverdue(on: (settings.businessDay ?? .calendar).date(at: file.now))
    }

    /// The journal's records lie at the host under another terminal number, or messages carried one.
    private static func identity(_ file: CaseFile) -> Finding? {
        guard let book = file.book else { return nil }
        var lines: [EvidenceLine] = []
        let own = book.records.filter { $0.isApproved && !$0.isAdvicePending && $0.transaction.kind.effect != .none }
        if let host = file.host, !own.isEmpty {
            for batch in host.others {
                let found = own.filter { record in
                    batch.standing.contains {
                        $0.trace == record.transaction.trace.value && $0.kind == record.transaction.kind
                            && $0.minorUnits == record.transaction.minorUnits
                    }
                }
                // Two shops may sell for the same amount under the same number once; not again and again.
                guard found.count * 2 > own.count, found.count > 1 || own.count == 1,
                    found.count > (file.hostBatch?.standing.count ?? 0)
                else { continue }
                lines.append(
                    EvidenceLine(
                        .host, "terminal \(batch.terminalID) batch \(paddedDecimal(UInt64(batch.number), width: 6))",
                        Bilingual(
                            "\(found.count) of the \(own.count) record(s) are booked there",
                            "\(own.count) 笔中有 \(found.count) 笔记在该终端号下")))
            }
        }
        let named = Set((file.evidence.wire?.messages ?? []).filter(\.isRequest).compactMap(\.terminalID))
        if let settings = file.terminal?.settings, named.contains(where: { $0 != settings.terminalID }),
            named.count > 1 || !named.contains(settings.terminalID)
        {
            lines.append(
                EvidenceLine(
                    .wire, "field 41",
                    Bilingual(
                        "requests went out as \(named.sorted().joined(separator: ", ")); set is \(settings.terminalID)",
                        "报文终端号 \(named.sorted().joined(separator: ", ")); 当前设置 \(settings.terminalID)")))
        } else if named.count > 1 {
            lines.append(
                EvidenceLine(
                    .wire, "field 41",
                    Bilingual(
                        "requests went out as \(named.sorted().joined(separator: ", "))",
                        "报文终端号 \(named.sorted().joined(separator: ", "))")))
        }
        guard !lines.isEmpty else { return nil }
        return Finding(.identityChanged, .certain, lines, stake: file.stake)
    }

    /// Bookings under trace numbers that this terminal has never handed out.
    private static func clone(_ file: CaseFile) -> Finding? {
        guard let book = file.book, let batch = file.hostBatch, let reserved = book.reservedTraces,
            file.terminal?.storage.isSound == true, !batch.isClosed
        else { return nil }
        let foreign = batch.postings.filter { posting in
            if posting.isFromUpload { return false }
            guard file.isOwn(posting.trace, upTo: reserved) else { return true }
            // A number of its own, used by somebody else for something else.
            guard let record = book.records.first(where: { $0.transaction.trace.value == posting.trace }) else {
                return false
            }
            return record.isApproved && !posting.isReversed
                && (record.transaction.kind != posting.kind || record.transaction.minorUnits != posting.minorUnits)
                && batch.standing.contains { !file.isOwn($0.trace, upTo: reserved) }
        }
        guard !foreign.isEmpty else { return nil }
        let lines = foreign.prefix(20).map { posting in
            EvidenceLine(
                .host, "trace \(paddedDecimal(UInt64(posting.trace), width: 6))",
                Bilingual(
                    "\(posting.words.english): this terminal has used numbers up to \(reserved) only",
                    "\(posting.words.chinese): 本终端流水号只用到 \(reserved)"))
        }
        return Finding(.twoTerminalsOneNumber, .certain, Array(lines), stake: Stake(foreign))
    }
}

extension WireMessage {
    /// True for a message of the same step: sent again it may have another trace number.
    fileprivate func isSameStep(as other: WireMessage) -> Bool {
        mti == other.mti && networkCode == other.networkCode && processingCode == other.processingCode
    }
}

extension CloseState {
    /// When the close began, or its totals were frozen; nil while none is running.
    fileprivate var since: ClockTime? {
        switch self {
        case .open: nil
        case .draining(_, let since): since
        case .begun(let snapshot), .uploading(let snapshot, _, _), .confirmed(let snapshot, _): snapshot.at
        }
    }
}
