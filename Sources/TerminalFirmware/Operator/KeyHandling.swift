import FlashStore
import ISO8583
import Settlement

extension Terminal {
    /// What a key means on the present screen. Keys that mean nothing there are ignored.
    mutating func press(_ key: Key) throws(StoreError) {
        switch screen {
        case .busy, .halted: break
        case .idle: try pressIdle(key)
        case .menu: try pressMenu(key)
        case .amount(let draft): try pressAmount(key, draft)
        case .originalDate(let draft, let digits):
            try collect(key, digits, most: 4) { terminal, entered throws(StoreError) in
                terminal.takeOriginalDate(draft, entered)
            } show: {
                .originalDate(draft, digits: $0)
            }
        case .originalReference(let draft, let digits):
            try collect(key, digits, most: 12) { terminal, entered throws(StoreError) in
                guard entered.utf8.count == 12 else { return }
                var draft = draft
                draft.originalReference = entered
                terminal.screen = .card(draft, misread: false)
            } show: {
                .originalReference(draft, digits: $0)
            }
        case .voidTrace(let digits):
            try collect(key, digits, most: 6) { terminal, entered throws(StoreError) in
                terminal.findSale(entered)
            } show: {
                .voidTrace(digits: $0)
            }
        case .confirmVoid(let draft):
            if key == .enter { try start(draft) } else if key == .cancel { screen = .idle }
        case .card: if key == .cancel { screen = .idle }
        case .pin(let draft): try pressPIN(key, draft)
        case .confirmSettle:
            if key == .enter { try startSettlement() } else if key == .cancel { screen = .idle }
        case .settleFirst:
            if key == .enter {
                try startSettlement()
            } else if key == .cancel {
                reminderPutOffOn = today
                log(.warning, "settle.put-off", "the operator put the settlement off")
                screen = .idle
            }
        case .printerStopped:
            if key == .enter { try printAgain() } else if key == .cancel { printLater() }
        case .result(let notice): try pressResult(key, notice)
        }
    }

    private mutating func pressIdle(_ key: Key) throws(StoreError) {
        switch key {
        case .digit(let digit):
            guard try mayBegin(.sale) else { return }
            enterAmount(Draft(kind: .sale), digit: digit)
        case .function: screen = .menu
        case .enter, .clear, .cancel: break
        }
    }

    private mutating func pressMenu(_ key: Key) throws(StoreError) {
        screen = .idle
        guard case .digit(let choice) = key else { return }
        switch choice {
        case 1: if try mayBegin(.sale) { screen = .amount(Draft(kind: .sale)) }
        case 2: if try mayBegin(.void) { screen = .voidTrace(digits: "") }
        case 3: if try mayBegin(.refund) { screen = .amount(Draft(kind: .refund)) }
        case 4: try askToSettle()
        case 5:
            goal = .signOn
            settledNotice = nil
            try store.record(.signOnRequired)
            try proceed()
        case 6:
            guard let last = store.book.records.last(where: { $0.isApproved }) else { return notify(.nothingToPrint) }
            stoppedPrinter = nil
            queueReceipt(last)
            try printNext()
        case 7:
            guard let last = store.book.closed.last else { return notify(.nothingToPrint) }
            stoppedPrinter = nil
            queueSlip(last)
            try printNext()
        default: screen = .menu
        }
    }

    private mutating func pressAmount(_ key: Key, _ draft: Draft) throws(StoreError) {
        switch key {
        case .digit(let digit): enterAmount(draft, digit: digit)
        case .clear:
            var draft = draft
            draft.minorUnits /= 10
            screen = .amount(draft)
        case .cancel: screen = .idle
        case .enter:
            guard draft.minorUnits > 0 else { return }
            screen = draft.kind == .refund ? .originalDate(draft, digits: "") : .card(draft, misread: false)
        case .function: break
        }
    }

    /// Amounts are typed in minor units, as on every terminal. Twelve digits is what field 4 holds.
    private mutating func enterAmount(_ draft: Draft, digit: UInt8) {
        var draft = draft
        let entered = draft.minorUnits * 10 + Int64(digit)
        if entered <= 999_999_999_999 { draft.minorUnits = entered }
        screen = .amount(draft)
    }

    /// Empty means today.
    private mutating func takeOriginalDate(_ draft: Draft, _ entered: String) {
        var draft = draft
        draft.originalMonthDay = entered.isEmpty ? now.date.monthDay : entered
        guard let month = Int(draft.originalMonthDay.prefix(2)), let day = Int(draft.originalMonthDay.dropFirst(2)),
            draft.originalMonthDay.utf8.count == 4, CalendarDate(year: 2024, month: month, day: day) != nil
        else {
            screen = .originalDate(draft, digits: "")
            return
        }
        screen = .originalReference(draft, digits: "")
    }

    private mutating func findSale(_ entered: String) {
        guard let trace = UInt32(entered).flatMap({ TraceNumber($0) }), let sale = store.book.record(trace),
            sale.transaction.kind == .sale, sale.isApproved
        else { return notify(.noSuchSale) }
        guard !sale.isVoided else { return notify(.alreadyVoided) }
        screen = .confirmVoid(
            Draft(kind: .void, minorUnits: sale.transaction.minorUnits, originalTrace: trace))
    }

    private mutating func pressPIN(_ key: Key, _ draft: Draft) throws(StoreError) {
        switch key {
        case .digit(let digit): element.enterPINDigit(digit)
        case .clear: element.clearPIN()
        case .cancel:
            element.clearPIN()
            screen = .idle
        case .enter: if element.pinLength >= 4 { try start(draft) }
        case .function: break
        }
    }

    private mutating func pressResult(_ key: Key, _ notice: Notice) throws(StoreError) {
        effects.append(.cancelTimer(.result))
        leaveResult()
        // A busy clerk types the next amount at once.
        if screen == .idle, key != .enter { return try pressIdle(key) }
        guard key == .enter else { return }
        switch notice {
        case .closeInterrupted, .closeRefused, .closeUnfinished:
            goal = .settle
            try proceed()
        case .reversalUnanswered, .adviceUnanswered:
            goal = .recover
            try proceed()
        case .noAnswer:
            goal = .signOn
            try proceed()
        default: break
        }
    }

    /// A line of digits with its keys.
    private mutating func collect(
        _ key: Key, _ digits: String, most: Int,
        done: (inout Terminal, String) throws(StoreError) -> Void, show: (String) -> Screen
    ) throws(StoreError) {
        switch key {
        case .digit(let digit): if digits.utf8.count < most { screen = show(digits + String(digit)) }
        case .clear: screen = show(String(digits.dropLast()))
        case .cancel: screen = .idle
        case .enter: try done(&self, digits)
        case .function: break
        }
    }
}
