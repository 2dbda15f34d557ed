import FlashStore
import ISO8583
import Settlement

extension Terminal {
    /// A key while the operator is asked for something.
    mutating func pressEntry(
        _ key: Key, _ draft: Draft, _ step: EntryStep, _ digits: String
    ) throws(StoreError) {
        if key == .cancel {
            element.clearPIN()
            screen = .idle
            return
        }
        switch step {
        case .amount: try pressAmount(key, draft)
        case .confirmOriginal: if key == .enter { try goOn(draft, after: step) }
        case .card: break
        case .pin: try pressPIN(key, draft)
        case .originalTrace, .originalDate, .originalReference, .authorization:
            switch key {
            case .digit(let digit):
                guard digits.utf8.count < step.mostDigits else { return }
                screen = .entry(draft, step, digits: digits + String(digit))
            case .clear: screen = .entry(draft, step, digits: String(digits.dropLast()))
            case .enter: try take(digits, for: step, draft)
            case .function, .cancel: break
            }
        }
    }

    /// On to what is asked for next; when nothing is, to the host with it.
    private mutating func goOn(_ draft: Draft, after step: EntryStep) throws(StoreError) {
        guard let next = draft.errand.step(after: step) else { return try start(draft) }
        // A tip has its original already; a void takes its amount from it.
        screen = .entry(draft, next, digits: "")
    }

    private mutating func pressAmount(_ key: Key, _ draft: Draft) throws(StoreError) {
        switch key {
        case .digit(let digit): enterAmount(draft, digit: digit)
        case .clear:
            var draft = draft
            draft.minorUnits /= 10
            screen = .entry(draft, .amount, digits: "")
        case .enter:
            guard draft.minorUnits > 0 else { return }
            if let refusal = amountRefusal(draft) { return notify(refusal) }
            try goOn(draft, after: .amount)
        case .function, .cancel: break
        }
    }

    /// Amounts are typed in minor units, as on every terminal. Twelve digits is what field 4 holds.
    mutating func enterAmount(_ draft: Draft, digit: UInt8) {
        var draft = draft
        let entered = draft.minorUnits * 10 + Int64(digit)
        if entered <= 999_999_999_999 { draft.minorUnits = entered }
        screen = .entry(draft, .amount, digits: "")
    }

    /// Why this amount cannot be; nil when it can.
    private func amountRefusal(_ draft: Draft) -> Notice? {
        let room = totalsRoom(draft.kind)
        if draft.minorUnits > room { return .overLimit(minorUnits: max(0, room)) }
        return switch draft.kind {
        case .offlineSale:
            draft.minorUnits > parameters.offlineLimit ? .overLimit(minorUnits: parameters.offlineLimit) : nil
        case .tip:
            tipLimit(draft).flatMap { draft.minorUnits > $0 ? .overLimit(minorUnits: $0) : nil }
        default: nil
        }
    }

    /// What the totals of the batch have still room for, in minor units.
    ///
    /// Source: fields 4, 48 and 63 hold twelve digits.
    func totalsRoom(_ kind: TransactionKind?) -> Int64 {
        let totals = BatchTotals(of: store.book.records, style: parameters.style)
        let debit = max(totals.domestic.debit.minorUnits, totals.foreign.debit.minorUnits)
        let credit = max(totals.domestic.credit.minorUnits, totals.foreign.credit.minorUnits)
        return 999_999_999_999 - (kind?.isCredit == true ? credit : debit)
    }

    /// What may still be given as a tip on the sale, in minor units.
    private func tipLimit(_ draft: Draft) -> Int64? {
        guard let sale = draft.originalTrace.flatMap({ store.book.record($0) }) else { return nil }
        return max(0, sale.transaction.minorUnits * Int64(parameters.tipPercent) / 100 - sale.tipMinorUnits)
    }

    private mutating func take(_ digits: String, for step: EntryStep, _ draft: Draft) throws(StoreError) {
        var draft = draft
        switch step {
        case .originalTrace: return try findOriginal(digits, draft)
        case .originalDate:
            // Empty means today.
            draft.originalMonthDay = digits.isEmpty ? now.date.monthDay : digits
            guard Terminal.isMonthDay(draft.originalMonthDay) else {
                screen = .entry(draft, step, digits: "")
                return
            }
        case .originalReference:
            guard digits.utf8.count == step.mostDigits else { return }
            draft.originalReference = digits
        case .authorization:
            // Only an offline sale below the floor limit goes without a code.
            let isOptional = draft.kind == .offlineSale && digits.isEmpty
            guard digits.utf8.count == step.mostDigits || isOptional else { return }
            draft.authorization = digits
        case .amount, .confirmOriginal, .card, .pin: break
        }
        try goOn(draft, after: step)
    }

    private static func isMonthDay(_ text: String) -> Bool {
        guard text.utf8.count == 4, let month = Int(text.prefix(2)), let day = Int(text.dropFirst(2)) else {
            return false
        }
        return CalendarDate(year: 2024, month: month, day: day) != nil
    }

    /// The record of this batch that a void undoes or a tip is for.
    private mutating func findOriginal(_ entered: String, _ draft: Draft) throws(StoreError) {
        guard let kind = draft.kind else { return }
        let wanted: [TransactionKind] = kind == .tip ? [.sale] : kind.undoes
        guard let trace = UInt32(entered).flatMap({ TraceNumber($0) }), let original = store.book.record(trace),
            wanted.contains(original.transaction.kind), original.isApproved
        else { return notify(.noSuchSale) }
        guard !original.isVoided else { return notify(.alreadyVoided) }
        var draft = draft
        draft.originalTrace = trace
        if kind != .tip { draft.minorUnits = original.fullMinorUnits }
        try goOn(draft, after: .originalTrace)
    }

    private mutating func pressPIN(_ key: Key, _ draft: Draft) throws(StoreError) {
        switch key {
        case .digit(let digit): element.enterPINDigit(digit)
        case .clear: element.clearPIN()
        case .enter: if element.pinLength >= 4 { try start(draft) }
        case .function, .cancel: break
        }
    }

    /// Takes what the reader read.
    mutating func take(_ read: CardRead) throws(StoreError) {
        let draft: Draft
        switch screen {
        case .entry(let entered, .card, _), .misread(let entered): draft = entered
        default: return log(.info, "card.ignored", "a card came while none was asked for")
        }
        guard let card = read.card else {
            screen = .misread(draft)
            return log(.info, "card.misread", "the card could not be read")
        }
        var taken = draft
        taken.track2 = card.track2
        taken.chip = card.chip
        element.clearPIN()
        if draft.errand.entry.contains(.pin), card.track2.requiresPIN {
            screen = .entry(taken, .pin, digits: "")
        } else {
            try start(taken)
        }
    }
}
