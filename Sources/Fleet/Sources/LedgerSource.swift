import CloseWatch
import Foundation
import GRDB
import Settlement

/// Reads an acquirer host's ledger file while the host books in it, and tells what is new since the last time.
///
/// The ledger's audit only grows: a batch is looked at again when a message about it came in. The file is opened for reading only.
public struct LedgerSource: Sendable {
    /// What was read.
    public struct News: Sendable, Equatable {
        /// Events, batch by batch.
        public var events: [FleetEvent]
        /// The last message of the audit that they know of.
        public var position: Int64
        /// True when there is more: read again.
        public var isPart: Bool
    }

    /// Name of this source in the store.
    public var name: String { "ledger " + path }
    /// File name.
    public let path: String
    private var merchants: [String: String]
    private let currency: UInt16
    /// Field 42 of a terminal of which nobody says it.
    static let unknown = "unknown"
    /// Messages that are taken at once.
    private static let share = 2000

    /// A ledger.
    ///
    /// - Parameters:
    ///   - merchants: Field 42 of each terminal, by its field 41; the ledger does not say it.
    ///   - currency: ISO 4217 numeric code; the ledger books in one.
    public init(path: String, merchants: [String: String], currency: UInt16 = 156) {
        self.path = path
        self.merchants = merchants
        self.currency = currency
    }

    /// What is new.
    ///
    /// - Parameters:
    ///   - position: How far it was read.
    ///   - known: Field 42 of terminals that none was named for, as other sources told it.
    /// - Throws: `FleetError` when there is no such ledger, or it cannot be read.
    public func read(after position: Int64, known: [String: String] = [:]) throws(FleetError) -> News {
        var source = self
        source.merchants.merge(known) { named, _ in named }
        return try source.news(after: position)
    }

    private func news(after position: Int64) throws(FleetError) -> News {
        guard FileManager.default.fileExists(atPath: path) else {
            throw FleetError(
                .file, "there is no ledger \(path)", why: "",
                next: "name the file of `tillbench host start --ledger`, or start the host first")
        }
        do {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(5)
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            return try queue.read { try news(after: position, $0) }
        } catch {
            let why = (error as? DatabaseError)?.message ?? "\(error)"
            throw FleetError(
                .file, "\(path) cannot be read as a ledger", why: why, next: "name another file with --ledger")
        }
    }

    private func news(after position: Int64, _ database: Database) throws -> News {
        // A ledger that was made anew begins again.
        let newest = try Int64.fetchOne(database, sql: "SELECT max(id) FROM message") ?? 0
        let start = newest < position ? 0 : position
        let messages = try Row.fetchAll(
            database,
            sql: "SELECT id, terminalID, batch, mti, code, at FROM message WHERE id > ? ORDER BY id LIMIT ?",
            arguments: [start, LedgerSource.share])
        guard let last = messages.last else { return News(events: [], position: newest, isPart: false) }
        var events: [FleetEvent] = []
        var touched: [String: Set<UInt32>] = [:]
        for message in messages {
            let terminal: String = message["terminalID"]
            touched[terminal, default: []].insert(message["batch"])
            if let trouble = trouble(message) { events.append(trouble) }
        }
        for (terminal, batches) in touched.sorted(by: { $0.key < $1.key }) {
            // What a reversal, a tip or an upload of this batch changed may stand in the one before.
            var numbers = batches
            if let lowest = batches.min(), lowest > 0 { numbers.insert(lowest - 1) }
            for number in numbers.sorted() { events += try batch(terminal, number, database) }
        }
        let isPart = messages.count == LedgerSource.share
        if !isPart { events += try present(touched.keys.sorted(), at: try time(last["at"]), database) }
        return News(events: events, position: last["id"], isPart: isPart)
    }

    /// The batches that are open at the host: it may have taken over a terminal's number.
    private func present(_ terminals: [String], at: ClockTime, _ database: Database) throws -> [FleetEvent] {
        try terminals.compactMap { terminal in
            let open = try UInt32.fetchOne(
                database, sql: "SELECT openBatch FROM terminal WHERE terminalID = ?", arguments: [terminal])
            return open.map { .watch(WatchEvent(key(terminal), at: at, .present(batch: $0))) }
        }
    }

    private func batch(_ terminal: String, _ number: UInt32, _ database: Database) throws -> [FleetEvent] {
        guard
            let head = try Row.fetchOne(
                database, sql: "SELECT * FROM batch WHERE terminalID = ? AND number = ?", arguments: [terminal, number])
        else { return [] }
        let key = key(terminal)
        var events: [FleetEvent] = []
        let postings = try Row.fetchAll(
            database, sql: "SELECT * FROM posting WHERE terminalID = ? AND batch = ? ORDER BY id",
            arguments: [terminal, number])
        var lastSale: ClockTime?
        for posting in postings {
            var at = try time(posting["bookedAt"])
            // What the host had missed is booked at the close: that is not when it was sold.
            if posting["source"] == "upload" { at = lastSale ?? at } else { lastSale = at }
            let kind: String = posting["kind"]
            let minorUnits: Int64 = posting["minorUnits"]
            let isCredit = ["void", "refund", "completion-void"].contains(kind)
            guard let money = EventBounds.money(minorUnits, isCredit: isCredit, currency: currency) else {
                throw DatabaseError(message: "batch \(number) holds a record of more than any shop takes")
            }
            let trace: UInt32 = posting["trace"]
            events.append(.watch(WatchEvent(key, at: at, .booked(batch: number, record: trace, money))))
            if posting["isReversed"] {
                events.append(.watch(WatchEvent(key, at: at, .undone(batch: number, record: trace, money))))
            }
        }
        if head["isClosed"], let closedAt = head["closedAt"] as String? {
            let closer: WatchEvent.Closer = head["isForced"] ? .host : .terminal
            events.append(.watch(WatchEvent(key, at: try time(closedAt), .closed(batch: number, by: closer))))
        }
        return events
    }

    /// Answers that point to something that is wrong at a terminal, and not at a card.
    private func trouble(_ message: Row) -> FleetEvent? {
        let (mti, code): (String, String) = (message["mti"], message["code"])
        let isClose = mti == "0500" || mti == "0320"
        guard isClose && code != "00" || ["77", "A0", "03", "97", "30", "94"].contains(code),
            let at = WallTime.parse(message["at"] as String)
        else { return nil }
        return .trouble(key(message["terminalID"]), at: at, code: "\(mti)-answered-\(code)")
    }

    private func key(_ terminal: String) -> TerminalKey {
        TerminalKey(merchantID: merchants[terminal] ?? LedgerSource.unknown, terminalID: terminal)
    }

    private func time(_ text: String) throws -> ClockTime {
        guard let time = WallTime.parse(text) else { throw DatabaseError(message: "\"\(text)\" is no time") }
        return time
    }
}
