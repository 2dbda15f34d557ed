import CloseWatch
import Fleet
import FlashStore
import Foundation
import SMP
import SerialDriver
import Settlement
import TerminalService
import Testing
import VirtualTerminal
import TestSupport

@Suite("A terminal at its service port")
struct PortSourceTests {
    /// A terminal's process whose open batch holds sales.
    private final class LiveTerminal {
        let folder: Folder
        let files: TerminalFolder
        private let process: BenchProgram

        init(sales: [Int64]) throws {
            folder = try Folder()
            files = TerminalFolder(folder.file("terminal"))
            let settings = folder.file("shop.yaml")
            try "service-baud: 921600\n".write(toFile: settings, atomically: true, encoding: .utf8)
            try FileManager.default.createDirectory(atPath: files.path, withIntermediateDirectories: true)
            try LiveTerminal.write(sales, to: files.flash)
            process = try BenchProgram(
                Place.tillbench, ["terminal", "start", "--dir", files.path, "--config", settings])
            try process.wait(for: "the ports") { !$0.lines.isEmpty }
        }

        /// The flash file is given back before the terminal starts on it.
        private static func write(_ sales: [Int64], to path: String) throws {
            let now = ClockTime.workstation()
            var store = try BatchStore(opening: try FileFlash(path: path, geometry: .terminal), at: now)
            for (index, amount) in sales.enumerated() {
                let trace = try #require(TraceNumber(UInt32(index + 1)))
                try store.record(
                    .transactionBegun(
                        Transaction(
                            kind: .sale, form: .request, trace: trace, batch: try #require(store.book.batch),
                            minorUnits: amount, currency: 156, begunAt: now, businessDate: now.date,
                            card: CardReference(
                                masked: "622848******0001", sealedPAN: [1, 2], expiry: "3012", entryMode: "022",
                                isForeign: false),
                            original: nil)))
                try store.record(
                    .transactionApproved(
                        trace, Approval(reference: "1", authorization: "2", hostTime: "", hostDate: "")))
            }
        }

        deinit {
            process.signal(SIGKILL)
            process.finish()
        }
    }

    private let options = ManagementOptions(settings: LineSettings(baud: 921_600))

    @Test("its open batch is told record by record, with its model and firmware")
    func reads() throws {
        let terminal = try LiveTerminal(sales: [1200, 340])
        let source = PortSource(path: terminal.files.service, options)
        let now = ClockTime.workstation()
        let news = try source.read(at: now)
        let store = try FleetStore(path: terminal.folder.file("fleet.sqlite"))
        let watch = try FleetWatch(store, rules: { _ in WatchRules() })
        try watch.ingest(news.events, from: source.name, at: now)
        let open = try #require(watch.state(news.terminal)?.open.values.first)
        #expect(open.count == 2 && open.money == [156: 1540])
        #expect(try watch.ingest(try source.read(at: now).events, from: source.name, at: now).fresh == 1)
        #expect(watch.state(news.terminal)?.open.values.first?.count == 2)
    }

    @Test("an alarm sets the terminal's own reminder, and the shop's setting comes back when it is over")
    func reminds() throws {
        let terminal = try LiveTerminal(sales: [1200])
        let source = PortSource(path: terminal.files.service, options)
        let now = ClockTime.workstation()
        let news = try source.read(at: now)
        let store = try FleetStore(path: terminal.folder.file("fleet.sqlite"))
        let watch = try FleetWatch(
            store,
            rules: { _ in
                var rules = WatchRules()
                rules.deadline = Int(now.adding(seconds: 60).secondOfDay / 60)
                rules.settleAfter = 0
                return rules
            }, plan: ChannelPlan(steps: ["display": [.terminal]], settling: ["settle"]))
        try watch.ingest(news.events, from: source.name, at: now)
        let later = now.adding(seconds: 120)
        try watch.look(at: later)
        #expect(watch.alarms.count == 1)
        let port: @Sendable (TerminalKey) -> PortSource? = { $0 == news.terminal ? source : nil }
        let outbox = Outbox(
            store,
            [
                TerminalChannel(name: "display", .remind, store: store, port: port, clock: { now }),
                TerminalChannel(name: "settle", .settle, store: store, port: port, clock: { later }),
            ])
        #expect(try outbox.deliver(at: 1).map(\.failure) == [nil, nil])
        func settings() throws -> [String: String] {
            try source.change([:]).merging(
                try source.change(["settle-remind-from": later.hourMinute])
            ) { $1 }
        }
        #expect(try settings() == ["settle-remind-from": now.hourMinute])
        try waitForReminder(terminal.files.service)
        let batch = try #require(watch.state(news.terminal)?.open.keys.first)
        let closed = WatchEvent(news.terminal, at: later, .closed(batch: batch, by: .terminal))
        try watch.ingest([.watch(closed)], from: source.name, at: later)
        #expect(try outbox.deliver(at: 2).map(\.failure) == [nil, nil])
        #expect(try settings() == ["settle-remind-from": "22:00"])
        #expect(try source.change(["settle-automatic": "never"]) == ["settle-automatic": "never"])
    }

    /// The terminal's own log says that it reminds.
    private func waitForReminder(_ port: String) throws {
        let limit = ContinuousClock.now + .seconds(60)
        var codes: [String] = []
        repeat {
            let client = try ManagementClient(opening: port, options)
            codes = try client.ask(EventLogRequest(first: 0)).lines.map(\.code)
            client.close()
            if codes.contains("settle.reminder") { return }
            usleep(200_000)
        } while .now < limit
        Issue.record("no reminder in the terminal's log: \(codes)")
    }

    @Test("a port that is not there is an error of the port")
    func nothing() throws {
        let error = #expect(throws: FleetError.self) {
            try PortSource(path: "/dev/tillbench-no-such-port", options).read(at: Days.time(0, 0))
        }
        #expect(error?.kind == .port)
    }
}
