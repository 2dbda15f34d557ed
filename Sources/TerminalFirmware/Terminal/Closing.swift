import FlashStore
import ISO8583
import Settlement

extension Terminal {
    /// The next step of the close of day.
    mutating func settle(_ reason: CloseReason) throws(StoreError) {
        switch store.book.nextCloseStep(at: now, rules: parameters.closeRules, reason: reason) {
        case .nothingToSettle:
            if store.book.close.isRunning { try store.record(.closeAbandoned) }
            reach(.nothingToSettle)
        case .resolve(let record):
            try resolve(record)
        case .deliver(let record):
            // From here on a power cut does not make the terminal forget that somebody wanted to settle.
            if store.book.close == .open { try store.record(.closeRequested(reason, at: now)) }
            try deliver(record)
        case .begin(let snapshot):
            if let advice = untoldAdvice(snapshot) {
                if store.book.close == .open { try store.record(.closeRequested(snapshot.reason, at: now)) }
                return try deliver(advice)
            }
            if let record = untoldChip(snapshot) {
                if store.book.close == .open { try store.record(.closeRequested(snapshot.reason, at: now)) }
                return try tellChip(record)
            }
            if !store.book.close.isFrozen { mayBeClosed = false }
            if !store.book.close.isFrozen { forgetAnswers() }
            try store.record(.closeBegun(snapshot))
            log(.info, "close.begun", "batch \(snapshot.batch), \(snapshot.totals.count) record(s)")
            if snapshot.reason == .closedByHost {
                log(.warning, "close.by-host", "the host has closed batch \(snapshot.batch) by itself")
            }
            try settle(reason)
        case .beginAnew:
            try store.record(.closeAbandoned)
            goal = .settle(.closedByHost)
            try settle(.closedByHost)
        case .takeAsClosed(let snapshot):
            log(
                .warning, "close.not-compared",
                "the host counts on and takes no totals of batch \(snapshot.batch): closed there")
            try confirmByNumber(snapshot, evidence: .refusalAndSignOn)
        case .requestTotals(let snapshot): try askTotals(snapshot)
        case .uploadBlock(let transactions, let uploaded):
            var cards: [(Transaction, PAN)] = []
            for transaction in transactions {
                guard let pan = clearPAN(transaction) else { return try giveUp(.elementFault) }
                cards.append((transaction, pan))
            }
            let trace = try store.takeTrace()
            try sendBuilt(for: .upload(to: uploaded)) { (builder) throws(ISO8583Error) in
                try builder.uploadBlock(cards, trace: trace)
            }
        case .upload(let item, let balanced, let isLast, let uploaded):
            guard let pan = clearPAN(item.record.transaction) else { return try giveUp(.elementFault) }
            let trace = item.keepsTrace ? item.record.transaction.trace : try store.takeTrace()
            try send(
                builder.upload(item, balanced: balanced, isLast: isLast, pan: pan, trace: trace),
                for: .upload(to: uploaded))
        case .endUpload(let snapshot, let balanced, let count):
            if store.book.isClosedByHost, wasEndRefused {
                if isAskedAgain { return try confirmBySignOn(snapshot) }
                // It closed on an end without an answer, or it has forgotten the totals of a batch that it had closed by
                // force: what it says to totals tells.
                if snapshot.reason != .closedByHost, !wasAhead, hasUnansweredEnd { return try askTotals(snapshot) }
                // This host was ahead before it took the totals, or refuses the only end that there was. It may have
                // forgotten the totals: they go once more.
                (isAskedAgain, wasEndRefused) = (true, false)
                try store.record(.closeBegun(snapshot))
                return try settle(reason)
            }
            let trace = try store.takeTrace()
            try sendBuilt(for: .endUpload) { (builder) throws(ISO8583Error) in
                try builder.endUpload(snapshot, balanced: balanced, count: count, trace: trace)
            }
        case .clear(let batch, let next):
            try clear(batch, next: next)
        }
    }

    private mutating func askTotals(_ snapshot: CloseSnapshot) throws(StoreError) {
        let trace = try store.takeTrace()
        totalsTraces.append(trace.description)
        try sendBuilt(for: .totals) { (builder) throws(ISO8583Error) in
            try builder.totals(snapshot, trace: trace)
        }
    }

    /// A stored advice of a batch that the host closed by itself: the host may have booked it before, and its answer got
    /// lost. Asked in the same batch it says so; 77 says that it never came.
    private func untoldAdvice(_ snapshot: CloseSnapshot) -> BatchRecord? {
        guard snapshot.reason == .closedByHost, !store.book.close.isFrozen else { return nil }
        return store.book.records.first { $0.isAdvicePending && !carriedTraces.contains($0.transaction.trace) }
    }

    /// The next online record whose chip data go before the totals. They are told anew after a power cut; the host knows
    /// each by its record.
    ///
    /// Source: Hypercom style: reversal, chip data, stored transactions, totals.
    private func untoldChip(_ snapshot: CloseSnapshot) -> BatchRecord? {
        guard snapshot.style == .hypercom, snapshot.reason != .closedByHost, !store.book.close.isFrozen else {
            return nil
        }
        return store.book.records.first { record in
            let transaction = record.transaction
            return transaction.form == .request && !transaction.chip.isEmpty && record.movesMoney && !record.isVoided
                && !toldChips.contains(transaction.trace)
        }
    }

    private mutating func tellChip(_ record: BatchRecord) throws(StoreError) {
        let trace = record.transaction.trace
        guard let pan = clearPAN(record.transaction) else { return try giveUp(.elementFault) }
        guard let message = builder.chipAdvice(record, pan: pan, trace: try store.takeTrace()) else {
            toldChips.append(trace)
            return try proceed()
        }
        try send(message, for: .chip(trace))
    }

    private mutating func sendBuilt(
        for purpose: Exchange.Purpose, _ build: (RequestBuilder) throws(ISO8583Error) -> Message
    ) throws(StoreError) {
        let message: Message
        do { message = try build(builder) } catch { return try giveUp(.cannotEncode(error.description)) }
        try send(message, for: purpose)
    }

    /// The end of the upload was refused as one of a batch that is not open any more, and the sign-on after it named the
    /// next batch: the first answer got lost, and this batch is closed.
    mutating func confirmBySignOn(_ snapshot: CloseSnapshot) throws(StoreError) {
        log(.warning, "close.known-late", "the sign-on says that batch \(snapshot.batch) is closed")
        try confirmByNumber(snapshot, evidence: .signOn)
    }

    /// The host's batch number is ahead: that, and what it refused, confirms the close.
    private mutating func confirmByNumber(_ snapshot: CloseSnapshot, evidence: CloseEvidence) throws(StoreError) {
        var afterUpload = false
        if case .uploading(_, let word, _) = store.book.close { afterUpload = !word.isBalanced }
        try store.record(
            .closeConfirmed(
                HostConfirmation(
                    batch: snapshot.batch, trace: try store.takeTrace(), reference: "", at: now,
                    afterUpload: afterUpload, evidence: evidence)))
        wasEndRefused = false
        try proceed()
    }

    /// Nothing that was said of this close means anything to the next one.
    private mutating func forgetClose() {
        carriedTraces = []
        toldChips = []
        doubtedTrace = nil
        forgetAnswers()
    }

    /// Nothing that was said of an earlier attempt means anything to totals that are frozen anew.
    mutating func forgetAnswers() {
        totalsTraces = []
        hasZeroTotals = false
        isAskedAgain = false
        mayBeClosed = false
        wasEndRefused = false
        hasUnansweredEnd = false
        sumsTotals = false
    }

    /// The host confirmed: clear, step the number, print the slip, and sign on for the next batch as the dialect asks.
    private mutating func clear(_ batch: BatchNumber, next: BatchNumber) throws(StoreError) {
        try store.record(.batchClosed(batch, next: next, at: now))
        forgetClose()
        unsavedDiary = nil
        log(.info, "close.done", "batch \(batch) closed, batch \(next) opened")
        if store.book.pendingAdvice != nil {
            log(.warning, "close.carried", "\(store.book.pendingAdviceCount) stored advice(s) go into batch \(next)")
        }
        if parameters.style == .unionPay { try store.record(.signOnRequired) }
        try store.compactIfCrowded()
        guard let closed = store.book.closed.last else { return }
        queueSlip(closed)
        let totals = closed.snapshot.totals
        reach(
            .settled(
                batch, count: totals.count, netMinorUnits: totals.netMinorUnits,
                isByHost: closed.snapshot.reason == .closedByHost))
        try printNext()
        guard parameters.style == .unionPay else { return }
        settledNotice = screen
        goal = .signOn
        try proceed()
    }
}

extension TerminalParameters {
    /// What the close of day needs to know.
    var closeRules: CloseRules { CloseRules(style: style, blockSize: recordsPerUpload) }
}
