import CloseWatch
import Fleet
import Foundation
import Settlement
import Synchronization
import TerminalService
import VirtualTerminal

/// A watch at work: reads its sources, looks at the clock, and lets others tell.
final class WatchLoop {
    private let store: FleetStore
    private let watch: FleetWatch
    private let outbox: Outbox
    private let ledger: LedgerSource?
    private let ports: PortDirectory
    private let lines: EventInput?
    private let clock: @Sendable () -> ClockTime
    private let talk: WatchTalk
    private let metrics = PrometheusMetrics()
    private let numbers: FleetMetrics
    private var server: MetricsServer?
    private var failing: [String: String] = [:]
    /// Events that were read and are not in the store yet: standard input cannot be read again.
    private var pending: [FleetEvent] = []

    init(
        _ file: WatchFile, events: String?, service: ManagementOptions, clock: @escaping @Sendable () -> ClockTime,
        talk: WatchTalk
    ) throws {
        store = try FleetStore(path: file.store ?? "fleet.sqlite")
        watch = try FleetWatch(store, rules: { file.rules(of: $0) }, plan: file.plan)
        ledger = file.ledger.map { LedgerSource(path: $0, merchants: file.merchants, currency: file.currency) }
        ports = PortDirectory(try file.ports.map { PortSource(path: try ServicePort.path($0), service) })
        lines = try events.map { try EventInput($0) }
        self.clock = clock
        self.talk = talk
        let ports = ports
        var channels = file.channels.compactMap { $0.channel(talk.language) }
        for channel in file.channels where channel.isTerminal {
            channels.append(
                TerminalChannel(
                    name: channel.name, .remind, store: store, port: { ports.port(of: $0) },
                    mayAnswer: { ports.isPart }, clock: clock))
        }
        channels.append(
            TerminalChannel(
                name: WatchFile.settling, .settle, store: store, port: { ports.port(of: $0) },
                mayAnswer: { ports.isPart }, clock: clock))
        outbox = Outbox(store, channels)
        numbers = FleetMetrics(metrics)
        if let port = file.metricsPort {
            let metrics = metrics
            server = try MetricsServer(port: port) { metrics.text }
            Talk.error("metrics at http://127.0.0.1:\(server?.port ?? 0)/metrics")
        }
    }

    /// Reads what is there, looks and tells once.
    ///
    /// - Returns: True when a settlement is overdue.
    func once() throws -> Bool {
        if let lines { while try take(lines) {} }
        if let ledger { while try take(ledger) {} }
        for port in ports.all { try take(port) }
        try look()
        let now = WatchLoop.seconds
        var outcomes: [Outbox.Outcome]
        repeat {
            outcomes = try outbox.deliver(at: now)
            for outcome in outcomes { talk.say(outcome) }
        } while !outcomes.isEmpty
        server?.stop()
        return try FleetStatus(store, at: clock().secondNumber, limit: 0).overdueCount > 0
    }

    /// Goes on until `stop` becomes readable, or the only source has ended.
    func follow(every: Int, _ stop: Int32) throws {
        // What cannot be read at the start is a wrong name; what fails later comes back.
        if let ledger { while try take(ledger) {} }
        let over = StopFlag()
        let done = deliver(until: over, stop)
        defer {
            over.set()
            done.wait()
            server?.stop()
        }
        try turn(every: every, stop)
    }

    private func turn(every: Int, _ stop: Int32) throws {
        var next = ContinuousClock.now
        while true {
            if ContinuousClock.now >= next {
                // A shop is not accused on what is known to be old. A terminal that is switched off is.
                var (isFresh, held) = (true, nil as String?)
                if let ledger, !attempt(ledger.name, { while try take(ledger) {} }) { held = ledger.name }
                for port in ports.all { _ = attempt(port.name) { try take(port) } }
                if let lines { isFresh = attempt("events") { try catchUp(lines) } && !lines.isReady && isFresh }
                if isFresh { _ = attempt("watch") { try look(without: held) } }
                if server != nil { _ = attempt("metrics") { try numbers.update(store, at: clock().secondNumber) } }
                next = .now + .seconds(every)
            }
            let left = max(0, (next - .now) / .milliseconds(1))
            var watched = [
                pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
                pollfd(fd: pending.isEmpty ? lines?.descriptor ?? -1 : -1, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&watched, 2, Int32(min(left, 600_000))) >= 0 || errno == EINTR else { return }
            if watched[0].revents != 0 { return }
            if watched[1].revents != 0, let lines { _ = attempt("events") { _ = try take(lines) } }
            if lines?.isOver == true, pending.isEmpty, ledger == nil, ports.all.isEmpty { return try look() }
        }
    }

    /// A thread that tells others: they may take their time.
    private func deliver(until over: StopFlag, _ stop: Int32) -> DispatchSemaphore {
        let done = DispatchSemaphore(value: 0)
        let (outbox, talk, numbers) = (outbox, talk, numbers)
        Thread.detachNewThread {
            var failure: FleetError?
            var isLast = false
            while true {
                do throws(FleetError) {
                    for outcome in try outbox.deliver(at: WatchLoop.seconds, unless: { WatchLoop.isReady(stop) }) {
                        talk.say(outcome)
                        numbers.count(outcome)
                    }
                    failure = nil
                } catch {
                    if failure != error { Talk.error("error: \(error)") }
                    failure = error
                }
                // What the last look raised is told as well.
                if isLast || WatchLoop.isReady(stop) { break }
                isLast = over.isSet
                if !isLast { Thread.sleep(forTimeInterval: 0.2) }
            }
            done.signal()
        }
        return done
    }

    private func take(_ ledger: LedgerSource) throws -> Bool {
        let news = try ledger.read(after: try watch.position(of: ledger.name), known: watch.merchants)
        try take(news.events, ledger.name, news.position, isLedger: true)
        return news.isPart
    }

    private func take(_ port: PortSource) throws {
        let news = try port.read(at: clock())
        ports.note(news.terminal, port)
        try take(news.events, port.name, 0)
    }

    private func take(_ lines: EventInput) throws -> Bool {
        pending += try lines.read()
        try takePending()
        return !lines.isOver
    }

    /// Takes what has come by now, for a second at the most.
    private func catchUp(_ lines: EventInput) throws {
        try takePending()
        let limit = ContinuousClock.now + .seconds(1)
        while lines.isReady, .now < limit { _ = try take(lines) }
    }

    private func takePending() throws {
        guard !pending.isEmpty else { return }
        try take(pending, "events", 0)
        pending = []
    }

    private func take(_ events: [FleetEvent], _ source: String, _ position: Int64, isLedger: Bool = false) throws {
        let now = clock()
        let result = try watch.ingest(events, from: source, isLedger: isLedger, position: position, at: now)
        numbers.count(events: result.fresh, alarms: 0)
        for effect in result.effects { try talk.say(effect, at: now) }
    }

    private func look(without ledger: String? = nil) throws {
        let now = clock()
        let effects = try watch.look(at: now, without: ledger)
        var raised = 0
        for effect in effects {
            try talk.say(effect, at: now)
            if case .raised = effect { raised += 1 }
        }
        numbers.count(events: 0, alarms: raised)
    }

    /// What fails is said once, and tried again; that it works again is said, too.
    ///
    /// - Returns: True when it worked.
    private func attempt(_ name: String, _ body: () throws -> Void) -> Bool {
        do {
            try body()
            if failing.removeValue(forKey: name) != nil { Talk.error("\(name): works again") }
            return true
        } catch {
            let text = "\(error)"
            if failing[name] != text { Talk.error("error: \(text)") }
            failing[name] = text
            return false
        }
    }

    private static func isReady(_ descriptor: Int32) -> Bool {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, 0) > 0
    }

    private static var seconds: Int64 { Int64(Date().timeIntervalSince1970) }
}

/// The ports of a watch, by the terminals that answered at them.
final class PortDirectory: Sendable {
    let all: [PortSource]
    private let known = Mutex<[TerminalKey: PortSource]>([:])

    init(_ all: [PortSource]) { self.all = all }

    /// True while a port has not answered yet.
    var isPart: Bool {
        let answered = known.withLock { Set($0.values.map(\.path)) }
        return all.contains { !answered.contains($0.path) }
    }

    func note(_ terminal: TerminalKey, _ port: PortSource) { known.withLock { $0[terminal] = port } }

    func port(of terminal: TerminalKey) -> PortSource? { known.withLock { $0[terminal] } }
}
