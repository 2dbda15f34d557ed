import AcquirerHost
import Foundation
import VirtualTerminal

/// The hands of a clerk: what to press for a sale, and when to wait.
struct Operator {
    let client: ControlClient
    /// True while the power is off on purpose.
    let isPowerCut: @Sendable () -> Bool
    /// The bench whose terminal loses its power at flash operations and gets it back; nil where it does not.
    var bench: Bench?
    /// How often a clerk who waits looks at the display, in microseconds.
    var pause: UInt32 = 10_000

    /// How long a terminal may take to come to rest, in seconds of the workstation.
    static let patience = 90.0

    /// Screens on which something is being entered or decided: they are not brushed aside.
    private static let meaningful: Set<String> = asksToSettle.union([
        "idle", "printer-stopped", "halted", "busy", "clock-wrong", "clock-entry",
    ])

    /// Screens on which ENTER settles.
    private static let asksToSettle: Set<String> = ["settle-first", "settle-reminder", "settle-now"]

    func press(_ keys: [String]) throws { try hands(.press(keys: keys)) }

    /// What hands do. What a power cut at a flash operation interrupts is not done again.
    func hands(_ request: ControlRequest) throws {
        do { try client.ask(request) } catch {
            guard let bench, bench.isDyingAsPlanned() else { throw error }
            try bench.returnPower()
        }
    }

    /// Waits until the terminal neither talks nor prints.
    ///
    /// - Returns: The display, or nil when the power was cut on purpose meanwhile.
    @discardableResult
    func rest() throws -> DisplayReport? {
        try wait(Operator.patience) { !$0.isBusy && $0.screen != "busy" }
    }

    /// Waits until `condition` holds.
    ///
    /// - Throws: `BenchError.silent` when it does not within `limit` seconds.
    func wait(_ limit: Double, until condition: (DisplayReport) -> Bool) throws -> DisplayReport? {
        let end = ContinuousClock.now + .milliseconds(Int64(limit * 1000))
        var last: DisplayReport?
        repeat {
            if isPowerCut() { return nil }
            try bench?.returnPower()
            do {
                let display = try client.ask(.show).display
                if condition(display) { return display }
                last = display
            } catch {
                // The power may have been cut between the question and the answer.
                if isPowerCut() { return nil }
                guard bench?.isDyingAsPlanned() == true else { throw error }
            }
            usleep(pause)
        } while ContinuousClock.now < end
        throw BenchError(
            .silent, "the terminal did not get that far within \(Int(limit)) s",
            why: last.map { "it shows \"\($0.screen)\": " + $0.lines.filter { !$0.isEmpty }.joined(separator: " / ") }
                ?? "it did not answer", next: "look at the wire log above")
    }

    /// Brings the terminal to the idle screen.
    func goIdle() throws {
        for _ in 0..<4 {
            guard let display = try rest() else { return }
            if display.screen == "idle" { return }
            if Operator.meaningful.contains(display.screen) { break }
            try press(["CANCEL"])
        }
        guard let display = try rest(), display.screen != "idle" else { return }
        throw BenchError(
            .refused, "the terminal is not ready", why: "it shows \"\(display.screen)\"",
            next: "let the scenario answer that screen first")
    }

    func signOn() throws {
        try goIdle()
        try press(["FUNC", "5"])
        try rest()
    }

    func sale(card: TestCard, minorUnits: Int64, pin: String?) throws {
        try goIdle()
        try press(digits(minorUnits) + ["ENTER"])
        try swipe(card, pin: pin)
    }

    func refund(card: TestCard, minorUnits: Int64, monthDay: String, reference: String) throws {
        try goIdle()
        try press(["FUNC", "3"] + digits(minorUnits) + ["ENTER"])
        try press(digits(monthDay) + ["ENTER"] + digits(reference) + ["ENTER"])
        try swipe(card, pin: nil)
    }

    func void(trace: UInt32) throws {
        try goIdle()
        try press(["FUNC", "2"] + digits(Int64(trace)) + ["ENTER"])
        guard let display = try rest(), display.screen == "confirm-void" else { return }
        try press(["ENTER"])
        try rest()
    }

    func settle() throws {
        guard let display = try rest() else { return }
        if !Operator.asksToSettle.contains(display.screen) {
            try goIdle()
            try press(["FUNC", "4"])
        }
        try press(["ENTER"])
        try rest()
    }

    /// What a clerk does who wants the batch settled, on this screen.
    func answerOrSettle(_ screen: String) throws {
        switch screen {
        case "idle", "settle-first", "settle-reminder", "settle-now": try settle()
        case "close-interrupted", "close-unfinished", "reversal-pending", "advice-pending", "no-answer",
            "printer-stopped", "clock-wrong":
            try press(["ENTER"])
        default: try press(["CANCEL"])
        }
    }

    private func swipe(_ card: TestCard, pin: String?) throws {
        try read(card, as: .swipe(track2: card.track2), pin: pin)
    }

    /// Lets the reader read a card, and types its PIN when it is asked for.
    func read(_ card: TestCard, as request: ControlRequest, pin: String?) throws {
        guard try wait(5, until: { $0.screen == "card" }) != nil else { return }
        let shown = try client.ask(request).display
        if shown.screen == "pin" { try press(digits(pin ?? card.pin ?? "0000") + ["ENTER"]) }
        guard try rest()?.screen == "card" else { return }
        throw BenchError(
            .refused, "the terminal did not take the card \(card.name)", why: "it asks for it again", next: "")
    }

    func digits(_ number: Int64) -> [String] { digits(String(number)) }
    func digits(_ text: String) -> [String] { text.map(String.init) }
}

extension JournalReport {
    /// True when the open batch holds nothing that is settled or must be answered first.
    var isSettled: Bool {
        guard let open = batches.last, open.state == .open else { return false }
        return !open.records.contains { ["approved", "sent", "reversal-pending"].contains($0.state) }
    }
}
