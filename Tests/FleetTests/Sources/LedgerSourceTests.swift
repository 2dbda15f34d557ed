@testable import AcquirerHost
import CloseWatch
import Fleet
import Foundation
import Settlement
import Testing
import TestSupport

@Suite("A host's ledger is followed")
struct LedgerSourceTests {
    private let key = TerminalKey(merchantID: "104110070110001", terminalID: "10000001")
    private let merchants = ["10000001": "104110070110001"]

    private func posting(_ batch: UInt32, _ trace: UInt32, _ kind: PostingKind, _ at: String) -> Posting {
        Posting(
            terminalID: "10000001", batch: batch, trace: trace, kind: kind, minorUnits: 700, isForeign: false,
            card: "622848******0001", source: .online, isReversed: false, isVoided: false, originalTrace: nil,
            isUploaded: false, bookedAt: at)
    }

    private func message(_ batch: UInt32, _ trace: UInt32, _ mti: String, _ code: String, _ at: String)
        -> AnsweredMessage
    {
        AnsweredMessage(
            terminalID: "10000001", batch: batch, trace: trace, mti: mti, kind: "sale", minorUnits: 700, card: nil,
            code: code, reference: "1", authorization: "", rule: nil, at: at)
    }

    @Test("what a real terminal and a real host left in the ledger is what the watch knows, and is read once")
    func realHost() throws {
        let folder = try Folder()
        let played = try BenchProgram.run(
            Place.tillbench,
            [
                "scenario", "run", "-q", "--keep", folder.file("keep"),
                Place.repository + "/Sources/Scenario/Library/forgotten-evening.yaml",
            ])
        try #require(played.code == 0, "\(played.out) \(played.err)")
        let path = folder.file("keep/ledger.sqlite")
        let source = LedgerSource(path: path, merchants: merchants)
        let news = try source.read(after: 0)
        let store = try FleetStore(path: folder.file("fleet.sqlite"))
        let watch = try FleetWatch(store, rules: { _ in WatchRules() })
        let now = Days.time(0, 0)
        try watch.ingest(news.events, from: source.name, position: news.position, at: now)
        let report = try LedgerReport(try SQLiteLedger(path: path))
        let open = try #require(report.batches.first { !$0.isClosed })
        let known = try #require(watch.state(key)?.open[open.number])
        #expect(known.count == open.postings.count)
        #expect(known.money == [156: open.netMinorUnits])
        #expect(watch.state(key)?.history.count == report.batches.count { $0.isClosed })
        #expect(try source.read(after: watch.position(of: source.name)).events.isEmpty)
    }

    @Test("bookings, reversals and closes that come while it is followed are told, and a forced close as the host's")
    func follows() throws {
        let folder = try Folder()
        let path = folder.file("ledger.sqlite")
        let ledger = try SQLiteLedger(path: path)
        let source = LedgerSource(path: path, merchants: merchants)
        let watch = try FleetWatch(try FleetStore(path: folder.file("fleet.sqlite")), rules: { _ in WatchRules() })
        func follow() throws {
            let news = try source.read(after: try watch.position(of: source.name))
            try watch.ingest(news.events, from: source.name, position: news.position, at: Days.time(1, 0))
        }
        try follow()
        #expect(watch.state(key) == nil)
        try ledger.inTransaction { session in
            try session.save(TerminalState(terminalID: "10000001", openBatch: 1, workingKeys: nil))
            try session.save(HostBatch(terminalID: "10000001", number: 1, isClosed: false))
            for trace in UInt32(1)...3 {
                try session.save(posting(1, trace, trace == 3 ? .void : .sale, "2026-01-05 10:0\(trace):00"))
                try session.append(message(1, trace, "0200", "00", "2026-01-05 10:0\(trace):00"))
            }
        }
        try follow()
        #expect(watch.state(key)?.open[1]?.money == [156: 700])
        try ledger.inTransaction { session in
            var reversed = posting(1, 2, .sale, "2026-01-05 10:02:00")
            reversed.isReversed = true
            try session.save(reversed)
            try session.append(message(1, 2, "0400", "00", "2026-01-05 10:05:00"))
        }
        try follow()
        #expect(watch.state(key)?.open[1]?.count == 2)
        #expect(watch.state(key)?.open[1]?.money == [156: 0])
        try ledger.inTransaction { session in
            var batch = HostBatch(terminalID: "10000001", number: 1, isClosed: true)
            batch.closedAt = "2026-01-05 23:30:00"
            batch.isForced = true
            try session.save(batch)
            try session.save(TerminalState(terminalID: "10000001", openBatch: 2, workingKeys: nil, forcedBatch: 1))
            try session.append(message(1, 0, "0000", "00", "2026-01-05 23:30:00"))
        }
        try follow()
        #expect(watch.state(key)?.open.isEmpty == true)
        #expect(watch.state(key)?.history.isEmpty == true)
    }

    @Test("an audit reads a ledger without changing its file, and no file of something else")
    func readOnly() throws {
        let folder = try Folder()
        let path = folder.file("ledger.sqlite")
        do {
            let ledger = try SQLiteLedger(path: path)
            try ledger.inTransaction { try $0.save(HostBatch(terminalID: "10000001", number: 1, isClosed: false)) }
        }
        let before = try Data(contentsOf: URL(filePath: path))
        #expect(try LedgerReport(try SQLiteLedger(reading: path)).batches.map(\.number) == [1])
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
        let other = folder.file("fleet.sqlite")
        _ = try FleetStore(path: other)
        let store = try Data(contentsOf: URL(filePath: other))
        #expect(throws: LedgerFileError.self) { try SQLiteLedger(reading: other) }
        #expect(try Data(contentsOf: URL(filePath: other)) == store)
        #expect(throws: LedgerFileError.self) { try SQLiteLedger(reading: folder.file("none.sqlite")) }
    }

    @Test(
        "a terminal that no merchant was named for is that of the only merchant that is known, and amounts have bounds")
    func unnamed() throws {
        let folder = try Folder()
        let path = folder.file("ledger.sqlite")
        let ledger = try SQLiteLedger(path: path)
        try ledger.inTransaction { session in
            try session.save(HostBatch(terminalID: "10000001", number: 1, isClosed: false))
            try session.save(posting(1, 1, .sale, "2026-01-05 20:10:00"))
            try session.append(message(1, 1, "0200", "00", "2026-01-05 20:10:00"))
        }
        let source = LedgerSource(path: path, merchants: [:])
        let watch = try FleetWatch(try FleetStore(path: folder.file("fleet.sqlite")), rules: { _ in WatchRules() })
        try watch.ingest([.about(key, TerminalFacts(shop: "tea"))], from: "a", at: Days.time(0, 0))
        try watch.ingest(Days(key: key, settled: 0).events, from: "a", at: Days.time(0, 0))
        let told = try source.read(after: 0, known: watch.merchants).events
        #expect(Set(told.map(\.terminal)) == [key])
        #expect(try source.read(after: 0).events.first?.terminal.merchantID == "unknown")
        try ledger.inTransaction { session in
            var wrong = posting(1, 2, .refund, "2026-01-05 20:11:00")
            wrong.minorUnits = .min
            try session.save(wrong)
        }
        let error = #expect(throws: FleetError.self) { try source.read(after: 0) }
        #expect(error?.why.contains("more than any shop takes") == true)
    }

    @Test("a ledger that cannot be read holds back its own terminals alone, also after a restart")
    func heldBack() throws {
        let folder = try Folder()
        let store = try FleetStore(path: folder.file("fleet.sqlite"))
        let mine = Days(key: TerminalKey(merchantID: "1", terminalID: "2"))
        let night = Days.time(29, 0, 30)
        do {
            let watch = try FleetWatch(store, rules: { _ in WatchRules() })
            try watch.ingest(Days().events, from: "ledger a", isLedger: true, at: night)
            try watch.ingest(mine.events, from: "events", at: night)
        }
        let watch = try FleetWatch(store, rules: { _ in WatchRules() })
        try watch.look(at: night, without: "ledger a")
        #expect(watch.alarms.map(\.terminal) == [mine.key])
        try watch.look(at: night)
        #expect(watch.alarms.count == 2)
    }

    @Test("what the host had missed and took from an upload was not sold at the close")
    func uploaded() throws {
        let folder = try Folder()
        let path = folder.file("ledger.sqlite")
        let ledger = try SQLiteLedger(path: path)
        try ledger.inTransaction { session in
            try session.save(TerminalState(terminalID: "10000001", openBatch: 2, workingKeys: nil))
            var batch = HostBatch(terminalID: "10000001", number: 1, isClosed: true)
            batch.closedAt = "2026-01-06 08:31:00"
            try session.save(batch)
            try session.save(posting(1, 1, .sale, "2026-01-05 20:10:00"))
            var missed = posting(1, 2, .sale, "2026-01-06 08:30:00")
            missed.source = .upload
            try session.save(missed)
            try session.append(message(1, 3, "0500", "00", "2026-01-06 08:31:00"))
        }
        let watch = try FleetWatch(try FleetStore(path: folder.file("fleet.sqlite")), rules: { _ in WatchRules() })
        let news = try LedgerSource(path: path, merchants: merchants).read(after: 0)
        try watch.ingest(news.events, from: "a", at: Days.time(1, 9))
        #expect(watch.state(key)?.history.map(\.lastAt) == [Days.time(0, 20, 10).secondNumber])
    }

    @Test("a batch that the host gave the terminal's own number is followed under it, and the old one is over")
    func renumbered() throws {
        let folder = try Folder()
        let path = folder.file("ledger.sqlite")
        let ledger = try SQLiteLedger(path: path)
        let source = LedgerSource(path: path, merchants: merchants)
        let watch = try FleetWatch(try FleetStore(path: folder.file("fleet.sqlite")), rules: { _ in WatchRules() })
        func follow() throws {
            let news = try source.read(after: try watch.position(of: source.name))
            try watch.ingest(news.events, from: source.name, position: news.position, at: Days.time(1, 0))
        }
        try ledger.inTransaction { session in
            try session.save(TerminalState(terminalID: "10000001", openBatch: 1, workingKeys: nil))
            try session.save(HostBatch(terminalID: "10000001", number: 1, isClosed: false))
            try session.save(posting(1, 1, .sale, "2026-01-05 10:00:00"))
            try session.append(message(1, 1, "0200", "00", "2026-01-05 10:00:00"))
        }
        try follow()
        try ledger.inTransaction { session in
            try session.renumber("10000001", 1, to: 40)
            try session.save(TerminalState(terminalID: "10000001", openBatch: 40, workingKeys: nil))
            try session.append(message(40, 2, "0500", "95", "2026-01-05 21:00:00"))
        }
        try follow()
        #expect(watch.state(key)?.open.keys.sorted() == [40])
        #expect(watch.state(key)?.open[40]?.count == 1)
    }

    @Test("a ledger that is missing or is none is said, and never made or changed")
    func missing() throws {
        let folder = try Folder()
        let path = folder.file("ledger.sqlite")
        let source = LedgerSource(path: path, merchants: [:])
        #expect(throws: FleetError.self) { try source.read(after: 0) }
        #expect(!FileManager.default.fileExists(atPath: path))
        try "hello".write(toFile: path, atomically: true, encoding: .utf8)
        let error = #expect(throws: FleetError.self) { try source.read(after: 0) }
        #expect(error?.what.contains("cannot be read as a ledger") == true)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "hello")
    }
}
