import FlashStore
import ISO8583
import SerialLink
import Settlement

extension Terminal {
    mutating func takeTotals(_ response: Message, code: String, trace: String) throws(StoreError) {
        if case .uploading(let snapshot, _, _) = store.book.close, code == "00" || code == "95" || code == "77" {
            let hasNothing = code == "77" || (sumsTotals && Terminal.sums(response) == false)
            if hasNothing { return try confirmBySignOn(snapshot) }
            // It takes them: it had forgotten them.
            (isAskedAgain, wasEndRefused) = (true, false)
            try store.record(.closeBegun(snapshot))
        }
        guard code == "00" || code == "95", case .begun(let snapshot) = store.book.close else {
            return try refuseClose(code)
        }
        var word = Reconciliation(domesticBalanced: code == "00", foreignBalanced: code == "00")
        switch snapshot.style {
        case .unionPay:
            if Terminal.sums(response) == true { sumsTotals = true }
            if let text = response[text: 48] {
                do { word = try Terminal.word(text, code: code) } catch {
                    log(.warning, "close.totals", error.description)
                    return try refuseClose("30")
                }
            }
        case .hypercom:
            // Source: Hypercom style: 00 to the totals is the confirmation itself.
            if word.isBalanced { return try confirm(snapshot, response, trace: trace, afterUpload: false) }
            hasZeroTotals = Terminal.saysZero(response)
        }
        wasAhead = store.book.isClosedByHost
        hasUnansweredEnd = false
        try store.record(.closeReconciled(word))
        if !word.isBalanced { log(.warning, "close.unbalanced", "the totals do not agree; records are uploaded") }
        try proceed()
    }

    /// True for an answer whose totals are all zero.
    private static func saysZero(_ response: Message) -> Bool {
        response[text: 63].map { $0.utf8.count >= 30 && $0.utf8.allSatisfy { $0 == 0x30 } } ?? false
    }

    /// Whether an answer to totals says amounts or counts of its own; nil when it has none that can be read.
    ///
    /// Source: UnionPay style: a repeated close gets 95, or flags, and totals of zero from some centres.
    private static func sums(_ response: Message) -> Bool? {
        guard let text = response[text: 48] else { return nil }
        do {
            let totals = try ReconciliationTotals48(text)
            let nothing = ReconciliationTotals48.Side()
            return !totals.domestic.agrees(with: nothing) || !totals.foreign.agrees(with: nothing)
        } catch {
            // What cannot be read is refused where totals are taken.
            return nil
        }
    }

    /// The host's word on both sides: its flags where it sets them, else its code.
    private static func word(_ field48: String, code: String) throws(ISO8583Error) -> Reconciliation {
        let totals = try ReconciliationTotals48(field48)
        func balanced(_ flag: BalanceFlag) -> Bool { flag == .notSaid ? code == "00" : flag == .balanced }
        let word = Reconciliation(
            domesticBalanced: balanced(totals.domestic.flag), foreignBalanced: balanced(totals.foreign.flag))
        // A host that says 95 and flags nothing wrong wants all of it.
        return code == "95" && word.isBalanced
            ? Reconciliation(domesticBalanced: false, foreignBalanced: false) : word
    }

    /// An answer that nobody waits for any more still closes, when it says 00 to totals of this very close: they are frozen.
    /// Also while a later message of the close is on its way: a copy of the totals may have closed after the upload.
    ///
    /// - Returns: True when it did.
    mutating func takeLateClose(_ response: Message) throws(StoreError) -> Bool {
        let snapshot: CloseSnapshot
        switch store.book.close {
        case .begun(let begun), .uploading(let begun, _, _): snapshot = begun
        case .open, .draining, .confirmed: return false
        }
        guard snapshot.style == .hypercom, exchange == nil ? goal == .none : isAskingForClose,
            response.mti.description == "0510",
            response[text: 39] == "00", response[text: 41] == parameters.terminalID,
            response[text: 60] == snapshot.batch.description, let trace = response[text: 11],
            totalsTraces.contains(trace)
        else { return false }
        log(.warning, "close.known-late", "the host closed batch \(snapshot.batch); its answer came late")
        if case .uploading = store.book.close { try store.record(.closeBegun(snapshot)) }
        if exchange != nil {
            link.reset()
            exchange = nil
            effects.append(.cancelTimer(.response))
            effects.append(.cancelTimer(.link(.acknowledgement)))
        }
        goal = .settle(snapshot.reason)
        try confirm(snapshot, response, trace: trace, afterUpload: false)
        return true
    }

    private var isAskingForClose: Bool {
        switch exchange?.purpose {
        case .totals, .upload, .endUpload: true
        default: false
        }
    }

    /// The answer to chip data before the totals. They move no money: a host that does not want them holds up no close.
    mutating func takeChip(code: String, trace: TraceNumber) throws(StoreError) {
        switch meaning(code).action {
        case .signIn where signOnsForGoal < 2: try requireSignOn()
        default:
            if code != "00", code != "94" {
                log(.warning, "chip.refused", "the host does not take chip data of \(trace) (\(code))")
            }
            toldChips.append(trace)
        }
        try proceed()
    }

    mutating func takeUpload(code: String, count: Int) throws(StoreError) {
        guard code == "00" || code == "94" else { return try refuseClose(code) }
        // It takes records: it has not closed the batch.
        if code == "00" { mayBeClosed = false }
        try store.record(.uploadAdvanced(to: count))
        try store.compactIfCrowded()
        try proceed()
    }

    mutating func takeEndOfUpload(_ response: Message, code: String, trace: String) throws(StoreError) {
        guard code == "00" else {
            // Wrong keys say nothing of the batch.
            wasEndRefused = code == "77"
            // Totals of zero after an upload that was taken: a copy of the totals may have closed on the way.
            let isDoubtful = mayBeClosed || (Terminal.saysZero(response) && !isAskedAgain)
            if code == "95", isDoubtful, case .uploading(let snapshot, let word, _) = store.book.close,
                snapshot.style == .hypercom
            {
                // A host that closed on the same totals before may say so, too: the upload will tell the two apart.
                let isEmpty = store.book.uploadPlan(snapshot, word).isEmpty
                if isEmpty, mayBeClosed, try confirmByRefusal() { return }
                if !mayBeClosed { isAskedAgain = true }
                log(.warning, "close.again", "95 after totals without an answer: the close is tried from its beginning")
                try store.record(.closeBegun(snapshot))
                return try proceed()
            }
            return try refuseClose(code)
        }
        guard case .uploading(let snapshot, let word, _) = store.book.close else { return }
        try confirm(snapshot, response, trace: trace, afterUpload: !word.isBalanced)
    }

    private mutating func confirm(
        _ snapshot: CloseSnapshot, _ response: Message, trace: String, afterUpload: Bool
    ) throws(StoreError) {
        guard let number = UInt32(trace).flatMap({ TraceNumber($0) }) else { return }
        try store.record(
            .closeConfirmed(
                HostConfirmation(
                    batch: snapshot.batch, trace: number, reference: response[text: 37] ?? "", at: now,
                    afterUpload: afterUpload, evidence: .answer)))
        try proceed()
    }

    /// Totals went without an answer, and now the host says that this batch is not open: it had closed it on those totals.
    ///
    /// Source: Hypercom style: a repeated close gets 77 or 95 from some hosts; after 95 the upload gets 77. Elsewhere the
    /// sign-on tells.
    private mutating func confirmByRefusal() throws(StoreError) -> Bool {
        let snapshot: CloseSnapshot
        switch store.book.close {
        case .begun(let begun): snapshot = begun
        case .uploading(let begun, _, _): snapshot = begun
        case .open, .draining, .confirmed: return false
        }
        guard snapshot.style == .hypercom else { return false }
        log(.warning, "close.known-late", "the host says that batch \(snapshot.batch) is closed")
        if case .uploading = store.book.close { try store.record(.closeBegun(snapshot)) }
        try store.record(
            .closeConfirmed(
                HostConfirmation(
                    batch: snapshot.batch, trace: try store.takeTrace(), reference: "", at: now, afterUpload: false,
                    evidence: .refusal)))
        try proceed()
        return true
    }

    /// The host refused a step of the close: nothing is cleared. Keys out of step are mended and the close goes on.
    private mutating func refuseClose(_ code: String) throws(StoreError) {
        if code == "77", case .uploading(let snapshot, _, _) = store.book.close, snapshot.style == .hypercom {
            // Totals of zero, then 77: a copy of the same totals had closed the batch before. Without the first, the host may
            // have forgotten the totals: it is asked once more.
            if hasZeroTotals, try confirmByRefusal() { return }
            guard !isAskedAgain else { return try rejectClose(code) }
            isAskedAgain = true
            // This host had the batch open when it answered the totals with 95. Says it 77 to totals now, then because it has
            // closed it.
            try store.record(.closeBegun(snapshot))
            mayBeClosed = true
            return try proceed()
        }
        if code == "77", store.book.isClosedByHost, !wasEndRefused, try refuseAsClosed(code) { return }
        // A host that said 77 to totals which it had not left without an answer never knew this batch.
        if code == "77", mayBeClosed, store.book.lastRejection != "77", try confirmByRefusal() { return }
        if meaning(code).action == .signIn, signOnsForGoal < 2 {
            try requireSignOn()
            return try proceed()
        }
        try rejectClose(code)
    }

    /// The centre counts a later batch and says that this one is not open: what follows from that when it is the totals that
    /// it refuses, the book knows.
    ///
    /// - Returns: False where the centre issues no numbers.
    private mutating func refuseAsClosed(_ code: String) throws(StoreError) -> Bool {
        switch store.book.close {
        case .begun(let snapshot) where snapshot.style == .unionPay:
            try store.record(.closeRejected(code: code))
            try proceed()
        case .uploading(let snapshot, _, _) where snapshot.style == .unionPay:
            // It may have forgotten the totals: they go once more, and its word on them counts. One that takes totals and
            // no records is asked again later.
            isAskedAgain.toggle()
            guard isAskedAgain else {
                try giveUp(.closeRefused(code: code))
                return true
            }
            try store.record(.closeBegun(snapshot))
            try proceed()
        default: return false
        }
        return true
    }

    private mutating func rejectClose(_ code: String) throws(StoreError) {
        isAskedAgain = false
        try store.record(.closeRejected(code: code))
        try store.compactIfCrowded()
        log(.error, "close.rejected", "the host refused the close with code \(code)")
        try giveUp(.closeRefused(code: code))
    }
}
