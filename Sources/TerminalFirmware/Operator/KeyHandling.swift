import FlashStore
import ISO8583
import Settlement

extension Terminal {
    /// What a key means on the present screen. Keys that mean nothing there are ignored.
    mutating func press(_ key: Key) throws(StoreError) {
        switch screen {
        case .busy, .halted: break
        case .idle: try pressIdle(key)
        case .menu(let menu): try pressMenu(key, menu)
        case .entry(let draft, let step, let digits): try pressEntry(key, draft, step, digits)
        case .misread: if key == .cancel { screen = .idle }
        case .confirmSettle:
            if key == .enter { try startSettlement(.operatorRequest) } else if key == .cancel { screen = .idle }
        case .settleFirst, .settleReminder: try pressReminder(key)
        case .supervisor(let digits): try pressSupervisor(key, digits)
        case .clockWrong: try pressClockWrong(key)
        case .clockEntry(let digits): try pressClockEntry(key, digits)
        case .confirmTradeOn:
            if key == .enter { try tradeOn() } else if key == .cancel { screen = .idle }
        case .printerStopped:
            if key == .enter { try printAgain() } else if key == .cancel { try printLater() }
        case .result(let notice): try pressResult(key, notice)
        }
    }

    private mutating func pressIdle(_ key: Key) throws(StoreError) {
        switch key {
        case .digit(let digit):
            guard try mayBegin(.transaction(.sale)) else { return }
            enterAmount(Draft(.sale), digit: digit)
        case .function: screen = .menu(.main)
        case .enter, .clear, .cancel: break
        }
    }

    private mutating func pressMenu(_ key: Key, _ menu: Menu) throws(StoreError) {
        screen = .idle
        guard case .digit(let choice) = key else { return }
        guard let item = menu.items.first(where: { $0.digit == choice }) else {
            screen = .menu(menu)
            return
        }
        switch item.action {
        case .open(let page): screen = .menu(page)
        case .enter(let errand): try enter(errand)
        case .settle: try askToSettle()
        case .signOn:
            settledNotice = nil
            try store.record(.signOnRequired)
            try pursue(.signOn)
        case .signOff: try pursue(.signOff)
        case .echo: try pursue(.echo)
        case .sendStored:
            guard !store.book.close.isFrozen else { return notify(.closeUnfinished) }
            guard store.book.pendingAdvice != nil else { return notify(.nothingToSend) }
            try pursue(.deliver(isForeground: true))
        case .reprintReceipt:
            guard let last = store.book.records.last(where: { $0.isApproved }) else { return notify(.nothingToPrint) }
            stoppedPrinter = nil
            queueReceipt(last)
            try printNext()
        case .reprintSlip:
            guard let last = store.book.closed.last else { return notify(.nothingToPrint) }
            stoppedPrinter = nil
            queueSlip(last)
            try printNext()
        case .tradeOn: askToTradeOn()
        }
    }

    /// Asks for the first thing that an errand needs.
    private mutating func enter(_ errand: Errand) throws(StoreError) {
        guard try mayBegin(errand), let first = errand.entry.first else { return }
        screen = .entry(Draft(errand), first, digits: "")
    }

    private mutating func pressResult(_ key: Key, _ notice: Notice) throws(StoreError) {
        effects.append(.cancelTimer(.result))
        try leaveResult()
        if key == .function, notice.isAboutClose, mayLeaveClose { return askToTradeOn() }
        // A busy clerk types the next amount at once.
        if screen == .idle, key != .enter { return try pressIdle(key) }
        guard key == .enter else { return }
        switch notice {
        case .closeInterrupted, .closeRefused, .closeUnfinished: try pursue(.settle(.operatorRequest))
        case .reversalUnanswered: try pursue(.recover)
        case .adviceUnanswered: try pursue(.deliver(isForeground: true))
        case .noAnswer(.signOn), .signedOff: try pursue(.signOn)
        case .noAnswer(.signOff): try pursue(.signOff)
        case .noAnswer(.echo): try pursue(.echo)
        case .noAnswer(.balance): if screen == .idle { try enter(.balance) }
        default: break
        }
    }
}
