import CloseWatch
import Fleet
import Foundation
import GRDB
import Settlement
import Synchronization
import Testing

@Suite("Alarms reach others")
struct ChannelTests {
    private let night = Days.time(29, 0, 30)
    private let rules: CloseWatch.RulesOf = { _ in
        var rules = WatchRules()
        rules.steps = [.shop: 0, .supervisor: 30]
        return rules
    }

    /// A store with one alarm that was told to the shop.
    private func alarmed(_ folder: Folder, _ channels: [String: Set<AlarmStep>]) throws -> (FleetStore, FleetWatch) {
        let store = try FleetStore(path: folder.file("fleet.sqlite"))
        let watch = try FleetWatch(store, rules: rules, plan: ChannelPlan(steps: channels, settling: []))
        try watch.ingest(Days().events, from: "a", at: night)
        try watch.look(at: night)
        return (store, watch)
    }

    @Test("a webhook is signed, is tried again later and later, and hears of each step once")
    func webhook() throws {
        let folder = try Folder()
        let peer = try Peer("hook.py", ["secret words", "503", "503", "200"])
        defer { peer.end() }
        let (store, watch) = try alarmed(folder, ["office": [.shop, .supervisor]])
        let url = try #require(URL(string: "http://127.0.0.1:\(peer.port)/alarms"))
        let outbox = Outbox(store, [WebhookChannel(name: "office", url: url, secret: "secret words")])
        #expect(try outbox.deliver(at: 1000).map(\.failure) == ["the other side answered 503"])
        #expect(try outbox.deliver(at: 1004).isEmpty)
        #expect(try outbox.deliver(at: 1005).map(\.failure) == ["the other side answered 503"])
        #expect(try outbox.deliver(at: 1014).isEmpty)
        #expect(try outbox.deliver(at: 1015).map(\.failure) == [nil])
        #expect(try outbox.deliver(at: 9999).isEmpty)
        // A watch that is started again tells nothing twice.
        let again = try FleetWatch(
            store, rules: rules, plan: ChannelPlan(steps: ["office": [.shop, .supervisor]], settling: []))
        try again.look(at: night.adding(seconds: 60))
        #expect(try outbox.deliver(at: 10_000).isEmpty)
        try watch.look(at: night.adding(seconds: 1800))
        #expect(try outbox.deliver(at: 10_001).map(\.failure) == [nil])
        try watch.ingest([Days().closed(28, 25)], from: "a", at: night.adding(seconds: 3600))
        #expect(try outbox.deliver(at: 10_002).map(\.failure) == [nil])
        try peer.program.wait(for: "five requests") { $0.lines.count == 6 }
        let messages = peer.messages
        #expect(messages.allSatisfy { $0["signed"] as? Bool == true })
        let keys = messages.compactMap { $0["key"] as? String }
        let ends = ["shop", "shop", "shop", "supervisor", "cleared"]
        for (key, end) in zip(keys, ends) { #expect(key.hasSuffix(".1.\(night.secondNumber).\(end).office")) }
        #expect(keys.count == ends.count && Set(keys).count == 3)
        let body = try #require(messages.first?["body"] as? [String: Any])
        #expect(body["schema"] as? Int == 1)
        #expect(body["records"] as? Int == 11)
        #expect(body["reason"] as? String == "past-usual-close")
    }

    @Test("a webhook with another secret is told apart, and an answer that will not change ends the tries")
    func refused() throws {
        let folder = try Folder()
        let peer = try Peer("hook.py", ["their secret", "403"])
        defer { peer.end() }
        let (store, _) = try alarmed(folder, ["office": [.shop]])
        let url = try #require(URL(string: "http://127.0.0.1:\(peer.port)/"))
        let outbox = Outbox(store, [WebhookChannel(name: "office", url: url, secret: "our secret")])
        let outcome = try #require(try outbox.deliver(at: 1000).first)
        #expect(outcome.isFinal && outcome.failure == "the other side answered 403")
        #expect(try outbox.deliver(at: 1_000_000).isEmpty)
        try peer.program.wait(for: "a request") { $0.lines.count == 2 }
        #expect(peer.messages.first?["signed"] as? Bool == false)
    }

    @Test("a mail reaches a mail server with user and password, in Chinese, once")
    func mail() throws {
        let folder = try Folder()
        let peer = try Peer("mail.py", ["till", "pass \"word\\"])
        defer { peer.end() }
        let (store, _) = try alarmed(folder, ["mail": [.shop]])
        let server = MailChannel.Server(
            url: "smtp://127.0.0.1:\(peer.port)", user: "till", password: "pass \"word\\", needsTLS: false)
        let outbox = Outbox(
            store,
            [
                MailChannel(
                    name: "mail", server: server, sender: "till@example.org",
                    recipients: ["a@example.org", "b@example.org"], language: .chinese)
            ])
        #expect(try outbox.deliver(at: 1000).map(\.failure) == [nil])
        #expect(try outbox.deliver(at: 99_999).isEmpty)
        try peer.program.wait(for: "a mail") { $0.lines.count == 2 }
        let mail = try #require(peer.messages.first)
        #expect(mail["to"] as? [String] == ["a@example.org", "b@example.org"])
        #expect((mail["subject"] as? String)?.hasPrefix("忘记结算:终端 10000001,批次 000029,11 笔") == true)
        let id = try #require(mail["id"] as? String)
        #expect(id.hasSuffix(".1.\(night.secondNumber).shop.mail@tillbench>"))
        let other = try Folder()
        _ = try alarmed(other, ["mail": [.shop]])
        let keys = try [folder, other].map { folder in
            try DatabaseQueue(path: folder.file("fleet.sqlite")).read {
                try String.fetchOne($0, sql: "SELECT key FROM delivery")
            }
        }
        // Two stores have no key in common.
        #expect(keys[0] != nil && keys[0] != keys[1])
        #expect((mail["text"] as? String)?.contains("周一通常 21:20 结算") == true)
    }

    @Test("a mail that may not go without encryption does not go to a server that has none, and is tried again")
    func mailNeedsTLS() throws {
        let folder = try Folder()
        let peer = try Peer("mail.py")
        defer { peer.end() }
        let (store, _) = try alarmed(folder, ["mail": [.shop]])
        let outbox = Outbox(
            store,
            [
                MailChannel(
                    name: "mail", server: MailChannel.Server(url: "smtp://127.0.0.1:\(peer.port)"),
                    sender: "a@example.org", recipients: ["b@example.org"])
            ])
        let outcome = try #require(try outbox.deliver(at: 1000).first)
        #expect(outcome.failure != nil && !outcome.isFinal)
        #expect(peer.messages.isEmpty)
    }

    @Test("a channel that the configuration has no more, and a server that is not there, say so")
    func nobody() throws {
        let folder = try Folder()
        let (store, _) = try alarmed(folder, ["office": [.shop], "other": [.shop]])
        let url = try #require(URL(string: "http://127.0.0.1:9/"))
        let outbox = Outbox(store, [WebhookChannel(name: "office", url: url, secret: "x", patience: 2)])
        let outcomes = try outbox.deliver(at: 1000)
        #expect(outcomes.map(\.isFinal) == [false, true])
        #expect(outcomes.last?.failure?.contains("no channel \"other\"") == true)
    }

    private func record(_ record: UInt32, at: ClockTime, isUndone: Bool = false) -> FleetEvent {
        let money = BookedMoney(1000, currency: 156)
        let batch = Days().open
        return .watch(
            WatchEvent(
                Days().key, at: at,
                isUndone ? .undone(batch: batch, record: record, money) : .booked(batch: batch, record: record, money)))
    }

    @Test("an alarm that is raised again after its batch was emptied is told anew, and is the same after a restart")
    func raisedAgain() throws {
        let folder = try Folder()
        let channel = Told(name: "office")
        let (store, watch) = try alarmed(folder, ["office": [.shop, .supervisor]])
        let outbox = Outbox(store, [channel])
        #expect(try outbox.deliver(at: 1).count == 1)
        let days = Days()
        let empty = (10..<21).map {
            record(UInt32(days.settled * 100 + $0), at: night.adding(seconds: 60), isUndone: true)
        }
        try watch.ingest(empty, from: "a", at: night.adding(seconds: 60))
        #expect(watch.alarms.isEmpty)
        // Nobody heard yet that it is over when it is raised again: that would come too late.
        let later = night.adding(seconds: 36_000)
        try watch.ingest([record(9999, at: later.adding(seconds: -20_000))], from: "a", at: later)
        try watch.look(at: later)
        #expect(watch.alarms.map(\.raisedAt) == [later.secondNumber])
        let again = try FleetWatch(store, rules: rules)
        #expect(again.alarms == watch.alarms)
        while try !outbox.deliver(at: 2).isEmpty {}
        try watch.ingest([days.closed(28, 48)], from: "a", at: later.adding(seconds: 60))
        #expect(try outbox.deliver(at: 3).map(\.failure) == [nil])
        #expect(channel.heard == ["told shop", "told shop", "cleared shop"])
    }

    @Test("what was not delivered is not delivered any more when the alarm is over; that it is over is")
    func stale() throws {
        let folder = try Folder()
        let channel = Told(name: "office", failures: 1)
        let (store, watch) = try alarmed(folder, ["office": [.shop], "unheard": [.supervisor]])
        let outbox = Outbox(store, [channel])
        #expect(try outbox.deliver(at: 1).map(\.isFinal) == [false])
        try watch.ingest([Days().closed(28, 25)], from: "a", at: night.adding(seconds: 3600))
        #expect(try outbox.deliver(at: 1000).map(\.failure) == [nil])
        #expect(try outbox.deliver(at: 100_000).isEmpty)
        #expect(channel.heard == ["cleared shop"])
    }

    @Test("nothing is begun once it is over, and a channel that fails does not delay another one")
    func over() throws {
        let folder = try Folder()
        let (store, watch) = try alarmed(folder, ["a": [.shop, .supervisor], "b": [.shop, .supervisor]])
        try watch.look(at: night.adding(seconds: 1800))
        let (dead, well) = (Told(name: "a", failures: 9), Told(name: "b"))
        let outbox = Outbox(store, [dead, well])
        #expect(try outbox.deliver(at: 1, unless: { true }).isEmpty)
        #expect(try outbox.deliver(at: 1).map(\.channel) == ["a", "b", "b"])
        #expect(well.heard == ["told shop", "told supervisor"])
    }

    @Test("a terminal is tried again while a port has not said which terminal is at it", arguments: [true, false])
    func notAnsweredYet(_ mayAnswer: Bool) throws {
        let folder = try Folder()
        let (store, _) = try alarmed(folder, ["display": [.shop]])
        let now = night
        let channel = TerminalChannel(
            name: "display", .remind, store: store, port: { _ in nil }, mayAnswer: { mayAnswer }, clock: { now })
        #expect(try Outbox(store, [channel]).deliver(at: 1).map(\.isFinal) == [!mayAnswer])
    }

    @Test("a redirect is not followed, and is no delivery")
    func redirect() throws {
        let folder = try Folder()
        let target = try Peer("hook.py", ["words", "200"])
        defer { target.end() }
        let peer = try Peer("hook.py", ["words", "307", "http://127.0.0.1:\(target.port)/"])
        defer { peer.end() }
        let (store, _) = try alarmed(folder, ["office": [.shop]])
        let url = try #require(URL(string: "http://127.0.0.1:\(peer.port)/"))
        let outbox = Outbox(store, [WebhookChannel(name: "office", url: url, secret: "words")])
        #expect(try outbox.deliver(at: 1).map(\.failure) == ["the other side answered 307"])
        #expect(target.messages.isEmpty)
    }
}

/// A channel in memory that fails so many times before it hears.
private final class Told: AlarmChannel {
    let name: String
    private let state: Mutex<(failures: Int, heard: [String])>

    init(name: String, failures: Int = 0) {
        self.name = name
        state = Mutex((failures, []))
    }

    var heard: [String] { state.withLock { $0.heard } }

    func deliver(_ report: AlarmReport, key: String) throws(ChannelError) {
        let isHeard = state.withLock {
            $0.failures -= 1
            if $0.failures < 0 { $0.heard.append("\(report.event.rawValue) \(report.step ?? "")") }
            return $0.failures < 0
        }
        if !isHeard { throw ChannelError("not now") }
    }
}
