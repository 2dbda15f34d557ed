import FlashStore
import ISO8583
import Settlement

@testable import TerminalFirmware

/// Every key tried on every screen of a real terminal, in many situations.
struct KeyWalk {
    var seen: Set<KeypadTests.Seen> = []
    var screens: Set<String> = []
    /// Keys that changed something although the screen stayed and no rule allows it.
    var disturbed: Set<String> = []
    private var known: Set<String> = []

    /// The walk through all situations, made once.
    static let all: Result<KeyWalk, any Error> = Result {
        var walk = KeyWalk()
        for (bench, screens) in try situations() {
            for screen in screens {
                var start = bench
                start.terminal.screen = screen
                try walk.explore(start)
            }
            try walk.explore(bench)
        }
        return walk
    }

    /// Presses every key, and goes on from where they lead.
    private mutating func explore(_ start: ChartBench) throws {
        var frontier = [start]
        for _ in 0..<3 {
            var next: [ChartBench] = []
            for bench in frontier {
                screens.insert(bench.screen)
                guard known.insert(KeyWalk.key(bench)).inserted else { continue }
                for key in KeypadTests.keys {
                    var after = bench
                    try after.give(.key(key))
                    note(bench, key, after)
                    if after.screen != "busy" { next.append(after) }
                }
            }
            frontier = next
        }
    }

    private mutating func note(_ before: ChartBench, _ key: Key, _ after: ChartBench) {
        screens.insert(after.screen)
        seen.insert(KeypadTests.Seen(screen: before.screen, key: key.name, to: after.screen))
        // What the clock has to say at the first event after a leap is not the key's doing.
        guard Keypad.rule(for: key, on: before.screen) == nil, before.now == before.terminal.now else { return }
        let isSame =
            before.terminal.display == after.terminal.display && before.terminal.book == after.terminal.book
            && before.terminal.goal == after.terminal.goal && before.requests == after.requests
            && before.timers == after.timers
        if !isSame { disturbed.insert("\(before.screen) \(key.name)") }
    }

    /// Equal for situations in which the keys do the same, but for the digits themselves.
    private static func key(_ bench: ChartBench) -> String {
        let terminal = bench.terminal
        var screen = bench.screen
        if case .entry(let draft, let step, let digits) = terminal.screen {
            screen +=
                " \(draft.errand) \(step) \(draft.minorUnits.signum())\(draft.minorUnits > 10_000) "
                + (step == .originalTrace ? digits : "\(digits.utf8.count)")
        } else if case .result(let notice) = terminal.screen {
            screen += " \(notice)"
        }
        let book = terminal.book
        return "\(screen) \(book.close.isRunning) \(book.mayAbandonClose) \(book.records.count) \(book.isSignedOff) "
            + "\(book.isOverdue(on: terminal.today)) \(terminal.element.pinLength) \(terminal.stoppedPrinter != nil) "
            + "\(terminal.parameters.batchLimit) \(terminal.parameters.adviceLimit) \(terminal.parameters.offlineLimit) "
            + "\(book.unresolved != nil) \(book.isSignedOn) \(terminal.store.hasRoomForTransaction) \(book.closed.count) "
            + "\(terminal.clock.isCredible) \(terminal.proposedTime != nil) \(terminal.diary) \(terminal.newBusinessDate != nil) "
            + "\(terminal.parameters.settlement) \(terminal.parameters.supervisorPassword)"
    }

    /// Situations, each with the screens that somebody may have before him in it.
    private static func situations() throws -> [(ChartBench, [Screen])] {
        let results = plain.map { Screen.result($0) }
        let menus = [Menu.main, .preAuthorization, .more].map { Screen.menu($0) }
        var all: [(ChartBench, [Screen])] = []
        let fresh = try ChartBench.ready()
        let offline = [500, 60_000].map { (amount: Int64) -> Screen in
            var draft = Draft(.offlineSale)
            draft.minorUnits = amount
            return .entry(draft, .amount, digits: "")
        }
        all.append((fresh, menus + results + entries + offline + [.misread(Draft(.sale))]))
        all.append((try ChartBench.ready { $0.offlineLimit = 0 }, menus))

        var selling = fresh
        let traces = [try selling.sale(), try selling.sale()].compactMap { UInt32($0) }
        try selling.press("FUNC 2 " + digits(traces[0]) + " ENTER ENTER")
        try selling.answerAll()
        try selling.press("CANCEL")
        var finds: [Screen] = []
        for kind in [TransactionKind.void, .tip] {
            finds += traces.map { .entry(Draft(kind), .originalTrace, digits: String($0)) }
            if kind == .void {
                var found = Draft(kind)
                found.originalTrace = TraceNumber(traces[1])
                found.minorUnits = 500
                finds.append(.entry(found, .confirmOriginal, digits: ""))
            }
        }
        for amount in [50, 50_000] as [Int64] {
            var tip = Draft(.tip)
            tip.originalTrace = TraceNumber(traces[1])
            tip.minorUnits = amount
            finds.append(.entry(tip, .amount, digits: ""))
        }
        all.append((selling, menus + finds + results + [.confirmSettle]))
        var settled = selling
        try settled.press("FUNC 4 ENTER")
        try settled.answerAll()
        try settled.press("CANCEL")
        all.append((settled, menus))

        var overdue = selling
        overdue.now = ClockTime(secondNumber: overdue.now.secondNumber + 86_400)
        try overdue.give(.tick)
        all.append((overdue, [.idle] + menus + results))

        var stopped = fresh
        stopped.problem = .noPaper
        try stopped.sale()
        all += try timely(selling, results, menus)
        all.append((stopped, [.idle] + results + [.printerStopped(.noPaper)]))
        var repaired = stopped
        repaired.problem = nil
        all.append((repaired, [.printerStopped(.noPaper)]))
        var both = repaired
        both.now = overdue.now
        try both.give(.tick)
        all.append((both, [.printerStopped(.noPaper)]))

        let closing: [Screen] = [
            .result(.closeUnfinished), .result(.closeInterrupted), .idle, .menu(.main), .menu(.more),
        ]
        var draining = try ChartBench.ready { $0.adviceLimit = 1 }
        try draining.offlineSale()
        all.append((draining, menus + [.result(.adviceUnanswered)]))
        try draining.press("FUNC 4 ENTER")
        try draining.silence()
        all.append((draining, closing + [.confirmTradeOn]))
        var refused = selling
        try refused.press("FUNC 4 ENTER")
        try refused.answer("96")
        all.append((refused, closing + [.result(.closeRefused(code: "96")), .confirmTradeOn]))
        var uploading = selling
        try uploading.press("FUNC 4 ENTER")
        try uploading.answer("00")
        try uploading.silence()
        all.append((uploading, closing))
        for bench in [draining, refused, uploading] {
            // A printer that waits comes before whatever else a key would do.
            var blocked = bench
            blocked.terminal.stoppedPrinter = .noPaper
            all.append((blocked, [.result(.closeInterrupted), .result(.closeUnfinished)]))
        }

        var signedOff = fresh
        try signedOff.press("FUNC 9 4")
        try signedOff.answerAll()
        all.append((signedOff, [.idle, .result(.signedOff)] + menus))
        all.append((try ChartBench(), menus + Unanswered.allCases.map { .result(.noAnswer($0)) }))
        var secret = fresh
        var asked = Draft(.sale)
        asked.minorUnits = 500
        asked.track2 = Track2("4111111111111111=30122010000000000000")
        secret.terminal.screen = .entry(asked, .pin, digits: "")
        try secret.press("1 2 3 4")
        all.append((secret, []))
        var pending = fresh
        try pending.press("5 0 0 ENTER")
        try pending.swipe()
        try pending.silence()
        all.append((pending, [.idle, .result(.reversalRefused(code: "58"))]))
        var full = try ChartBench.ready { $0.batchLimit = 1 }
        try full.sale()
        all.append((full, [.idle] + menus + results))
        var crowded = try ChartBench.ready(ChartBench.blank(4))
        for _ in 0..<200 where crowded.terminal.store.hasRoomForTransaction { try crowded.sale() }
        all.append((crowded, [.idle] + menus + results))
        return all
    }

    /// A batch that takes not even a void any more.
    private static func overfull() throws -> ChartBench {
        var bench = try ChartBench.ready(ChartBench.blank(64))
        try bench.sale()
        guard let sale = bench.terminal.book.records.last?.transaction else { return bench }
        let most = bench.terminal.parameters.limits.mostRecords
        for number in 1000..<(1000 + UInt32(most)) {
            guard let trace = TraceNumber(number) else { continue }
            let next = Transaction(
                kind: .sale, form: .request, trace: trace, batch: sale.batch, minorUnits: 1, currency: sale.currency,
                begunAt: sale.begunAt, businessDate: sale.businessDate, card: sale.card, original: nil)
            try bench.terminal.store.record(.transactionBegun(next))
            try bench.terminal.store.record(.transactionDeclined(trace, code: "51"))
        }
        return bench
    }

    /// Situations that the time brings about.
    private static func timely(
        _ selling: ChartBench, _ results: [Screen], _ menus: [Screen]
    ) throws -> [(ChartBench, [Screen])] {
        var all: [(ChartBench, [Screen])] = []
        func sold(_ change: (inout TerminalParameters) -> Void) throws -> ChartBench {
            var bench = try ChartBench.ready(ChartBench.blank(), change)
            try bench.sale()
            return bench
        }
        let later = ClockTime(secondNumber: ChartBench.morning.secondNumber + 3600)
        func reminding(_ policy: inout SettlementPolicy) {
            policy.remindFrom = TimeOfDay(minute: 570)
            policy.screenFrom = 1
        }
        // A reminder that is due, and one that stands there.
        var due = try sold { reminding(&$0.settlement) }
        due.now = later
        all.append((due, results + [.printerStopped(.noPaper)]))
        try due.give(.tick)
        all.append((due, []))
        var strict = try sold {
            reminding(&$0.settlement)
            $0.settlement.refuseFrom = 1
            $0.supervisorPassword = "1"
        }
        strict.now = later
        try strict.give(.tick)
        all.append((strict, [.idle] + menus + [.supervisor(digits: "1"), .supervisor(digits: "2")] + results))
        var first = try sold {
            $0.settlement.morning = .settleFirst
            $0.supervisorPassword = "1"
        }
        first.now = ClockTime(secondNumber: later.secondNumber + 86_400)
        try first.give(.tick)
        all.append((first, [.supervisor(digits: "1")]))
        var old = try sold { $0.batchRefuseHours = 1 }
        old.now = ClockTime(secondNumber: later.secondNumber + 7200)
        all.append((old, [.idle] + menus + results))
        var nearlyFull = try ChartBench.ready { $0.batchWarning = 1 }
        try nearlyFull.press("5 0 0 ENTER")
        try nearlyFull.swipe()
        try nearlyFull.answerAll()
        all.append((nearlyFull, results))
        var locked = try sold {
            reminding(&$0.settlement)
            $0.settlement.refuseFrom = 1
        }
        locked.now = later
        try locked.give(.tick)
        all.append((locked, []))
        var behind = selling
        behind.now = ClockTime(secondNumber: ChartBench.morning.secondNumber - 3 * 86_400)
        try behind.give(.tick)
        all.append((behind, []))
        all.append((try overfull(), menus))
        for bench in [selling, try ChartBench.ready()] {
            var wrong = bench
            wrong.now = ClockTime(secondNumber: 0)
            try wrong.give(.tick)
            all.append(
                (
                    wrong,
                    [.idle, .clockEntry(digits: "202611230900"), .printerStopped(.noPaper)] + menus + results
                ))
            wrong.terminal.proposedTime = later
            all.append((wrong, [.clockWrong]))
        }
        return all
    }

    private static func digits(_ number: UInt32) -> String { String(number).map { String($0) }.joined(separator: " ") }

    /// Notices that may stand there at any time.
    private static let plain: [Notice] = [
        .approved(.sale, .first, minorUnits: 500), .declined(code: "51"), .notCompleted(reversed: true),
        .signedOn(.first), .signOnFailed(code: "97"), .keysWrong, .settled(.first, count: 1, netMinorUnits: 5),
        .nothingToSettle, .batchFull(limit: 1), .memoryFull, .noSuchSale, .alreadyVoided, .nothingToPrint,
        .nothingToSend, .allSent, .adviceRefused(.first, code: "05"), .balance(minorUnits: 5),
        .hostReached(code: "00"), .overLimit(minorUnits: 5), .tooManyStored(limit: 1), .offlineNotAllowed,
        .noCloseRunning, .tradingOn, .noAnswer(.signOn), .elementFault, .cannotEncode("field 4"),
        .batchTooOld(hours: 30), .limitNear(.count(450, of: 500)), .supervisorWrong, .clockUnset,
    ]

    /// Every step of every entry, empty and complete.
    private static var entries: [Screen] {
        let errands = TransactionKind.allCases.map { Errand.transaction($0) } + [.balance]
        return errands.flatMap { errand in
            errand.entry.filter { $0 != .confirmOriginal && errand != .transaction(.tip) }.flatMap { step in
                var draft = Draft(errand)
                // What was entered before this step.
                if step != .amount { draft.minorUnits = 500 }
                if step == .pin { draft.track2 = Track2("4111111111111111=30122010000000000000") }
                let full = String("112311231123".prefix(step.mostDigits))
                return (full.isEmpty ? [""] : ["", full]).map { Screen.entry(draft, step, digits: $0) }
            }
        }
    }
}
