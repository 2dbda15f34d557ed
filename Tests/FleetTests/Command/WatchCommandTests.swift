import Foundation
import Testing
import TestSupport

@Suite("tillbench watch and fleet")
struct WatchCommandTests {
    private func watch(_ folder: Folder, _ arguments: String...) throws -> (code: Int32, out: String, err: String) {
        try BenchProgram.run(
            Place.tillbench, ["watch", "--store", folder.file("fleet.sqlite")] + arguments)
    }

    private func fleet(_ folder: Folder, _ arguments: String...) throws -> (code: Int32, out: String, err: String) {
        try BenchProgram.run(
            Place.tillbench, ["fleet", arguments[0], "--store", folder.file("fleet.sqlite")] + arguments.dropFirst())
    }

    private func events(_ folder: Folder) throws -> String {
        let path = folder.file("events.ndjson")
        try Days().lines.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test("once: what is overdue is told in words and ends with code 6, and a second time raises nothing")
    func once() throws {
        let folder = try Folder()
        let events = try events(folder)
        let first = try watch(folder, "--events", events, "--once", "--at", "2026-02-03T00:30")
        #expect(first.code == 6)
        #expect(
            first.out.contains("ALARM settlement forgotten: terminal 10000001, batch 000029, 11 record(s), 110.00 CNY"))
        #expect(first.out.contains("the median of 4 closes"))
        let second = try watch(folder, "--events", events, "--once", "--at", "2026-02-03T00:31")
        #expect(second.code == 6 && second.out.isEmpty)
        let chinese = try fleet(folder, "status", "--at", "2026-02-03T00:31", "--lang", "zh")
        #expect(chinese.code == 6 && chinese.out.contains("1 个逾期未结算"))
        let early = try watch(folder, "--events", events, "--once", "--at", "2026-02-02T21:00")
        #expect(early.code == 0)
    }

    @Test("alarms are lines of JSON with a schema number, and so are the questions to the fleet")
    func json() throws {
        let folder = try Folder()
        let told = try watch(
            folder, "--events", try events(folder), "--once", "--at", "2026-02-03T00:30", "--json")
        let lines = try told.out.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(lines.map { $0["event"] as? String } == ["raised", "told"])
        for command in [["status"], ["digest", "--day", "2026-02-02"], ["clusters"]] {
            let answer = try BenchProgram.run(
                Place.tillbench,
                ["fleet"] + command + ["--store", folder.file("fleet.sqlite"), "--json", "--at", "2026-02-03T00:30"])
            let value = try #require(
                try JSONSerialization.jsonObject(with: Data(answer.out.utf8)) as? [String: Any], "\(command)")
            #expect(value["schema"] as? Int == 1)
        }
    }

    @Test("a watch that is killed and started again goes on, raises nothing twice, and ends cleanly at Ctrl-C")
    func killed() throws {
        let folder = try Folder()
        func start() throws -> BenchProgram {
            try BenchProgram(
                Place.tillbench,
                [
                    "watch", "--store", folder.file("fleet.sqlite"), "--events", "-", "--every", "1", "--at",
                    "2026-02-03T00:30", "--json", "--metrics-port", "0",
                ])
        }
        let lines = Days().lines
        let first = try start()
        try first.tell(String(lines.dropLast()))
        try first.wait(for: "the alarm") { $0.out.contains("\"raised\"") }
        first.signal(SIGKILL)
        first.finish()
        let second = try start()
        try second.tell(String(lines.dropLast()))
        try second.tell(
            #"{"merchant":"104110070110001","terminal":"10000001","at":"2026-02-03T00:29","event":"closed","batch":29}"#
        )
        try second.wait(for: "its end") { $0.out.contains("\"cleared\"") }
        #expect(!second.out.contains("\"raised\""))
        second.signal(SIGINT)
        #expect(second.finish() == 130)
        #expect(try fleet(folder, "status", "--at", "2026-02-03T01:00").code == 0)
    }

    @Test("the last alarm of a file of events is delivered before the end")
    func deliveredAtTheEnd() throws {
        let folder = try Folder()
        let peer = try Peer("hook.py", ["words", "200"])
        defer { peer.end() }
        let config = folder.file("watch.yaml")
        try "words".write(toFile: folder.file("key"), atomically: true, encoding: .utf8)
        try """
        rules: {steps: {terminal: never, shop: 0}}
        channels:
          - {name: office, type: webhook, url: "http://127.0.0.1:\(peer.port)/", secret-file: \(folder.file("key")), steps: [shop]}
        """.write(toFile: config, atomically: true, encoding: .utf8)
        let ended = try watch(
            folder, "--events", try events(folder), "--config", config, "--at", "2026-02-03T00:30")
        #expect(ended.code == 0 && ended.out.contains("ALARM"), "\(ended)")
        #expect(ended.err.contains("office: delivered"))
        #expect(peer.messages.count == 1)
    }

    @Test("a line that is longer than 64 KiB is passed over, however it comes")
    func longLine() throws {
        let folder = try Folder()
        let path = folder.file("events.ndjson")
        try (String(repeating: "x", count: 1_000_000) + "\n" + Days().lines)
            .write(toFile: path, atomically: true, encoding: .utf8)
        let ended = try watch(folder, "--events", path, "--once", "--at", "2026-02-03T00:30")
        #expect(ended.code == 6 && ended.err.contains("events.ndjson:1: longer than 65536 bytes"))
    }

    @Test(
        "wrong files and wrong usage are said with what, why and next, and end with code 2",
        arguments: [
            ("rules: {alarm: x}", "unknown key \"alarm\""),
            ("channels: [{type: pigeon, steps: [shop]}]", "is webhook, mail or terminal"),
            ("channels: [{type: webhook, url: \"http://a/\", steps: [shop]}]", "secret-file"),
            ("rules: {deadline: 2330}", "is a time of day"), ("- 1", "a watch file is a mapping"),
            ("channels: [{type: mail, server: \"smtp://a\", from: a, to: [b], steps: [shop]}]", "plain addresses"),
            ("rules: {steps: {shop: soon}}", "is a whole number"), ("currency: 998", "no currency"),
        ])
    func wrongFile(_ text: String, _ why: String) throws {
        let folder = try Folder()
        let path = folder.file("watch.yaml")
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let ended = try watch(folder, "--config", path, "--events", "/dev/null", "--once")
        #expect(ended.code == 2)
        #expect(ended.err.contains(why) && ended.err.contains("next:") && ended.err.contains("watch.yaml:1"))
    }

    @Test("a line that is no event is said with its number and passed over")
    func badLine() throws {
        let folder = try Folder()
        let path = folder.file("events.ndjson")
        let line =
            #"{"merchant":"1","terminal":"2","at":"2026-01-05T10:00","event":"booked","batch":1,"record":1,"minor-units":5,"currency":156}"#
        try "{\n\(line)\n{\"merchant\":\"1\",\"terminal\":\"2\",\"event\":\"closed\"}\n"
            .write(toFile: path, atomically: true, encoding: .utf8)
        let ended = try watch(folder, "--events", path, "--once", "--at", "2026-01-05T11:00")
        #expect(ended.code == 0)
        #expect(ended.err.contains("events.ndjson:1: no event: it is not JSON"))
        #expect(
            ended.err.contains("events.ndjson:3: \"at\" is missing")
                || ended.err.contains("events.ndjson:3: \"closed\" needs \"at\""))
        let status = try fleet(folder, "status", "--at", "2026-01-05T11:00")
        #expect(status.out.contains("1 open batch(es) with 0.05 CNY"))
    }

    @Test("nothing to watch, a missing ledger and a missing store end with code 2")
    func nothing() throws {
        let folder = try Folder()
        #expect(try watch(folder).code == 2)
        #expect(try watch(folder, "--ledger", folder.file("none.sqlite")).code == 2)
        let other = try Folder()
        #expect(try fleet(other, "status").code == 2)
        #expect(try watch(folder, "--port", "/dev/tillbench-no-such-port", "--once").code == 3)
    }
}
