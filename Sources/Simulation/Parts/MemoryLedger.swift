import AcquirerHost

/// A ledger in memory, for speed. A test runs the same operations on it and on the SQLite one.
///
/// Of the audit it keeps what `answers` asks for: the answers under each key in their order.
package final class MemoryLedger: LedgerStore, LedgerSession {
    /// The whole ledger at one moment. Taking one costs nothing; what is written afterwards is copied once.
    package struct Snapshot {
        fileprivate let terminals: [String: TerminalState]
        fileprivate let heads: [HostBatch]
        fileprivate let headPlaces: [BatchKey: Int]
        fileprivate let bookings: [BatchKey: Bookings]
        fileprivate let holds: Holds
        fileprivate let refused: Refused
        fileprivate let messages: Messages
        fileprivate let reference: Int64
    }

    /// What takes a change back when its transaction fails.
    private enum Former {
        case terminal(String, TerminalState?)
        case batch(BatchKey, HostBatch?)
        case posting(BatchKey, UInt32, Posting?)
        case hold(TraceKey, Hold?, AuthorizationKey, TraceKey?)
        case refused(TraceKey, RefusedRecord?)
        case message(BatchKey, MessageKey)
        case reference(Int64)
        case renumbered(String, UInt32, UInt32)
    }

    private var terminals: [String: TerminalState] = [:]
    private var heads: [HostBatch] = []
    private var headPlaces: [BatchKey: Int] = [:]
    private var bookings: [BatchKey: Bookings] = [:]
    private var messages: Messages = [:]
    private var holds = Holds()
    private var refused = Refused()
    private var reference: Int64 = 0
    private var formers: [Former] = []
    /// Bookings that were written since somebody last looked: batch and trace number.
    package var touched: [(batch: UInt32, trace: UInt32)] = []
    /// Set to let the ledger lose the next new online booking, as a host does whose write got lost.
    package var forgetsNextBooking = false

    /// A ledger without entries.
    package init() {}

    /// Runs `body` in one transaction.
    package func inTransaction<Value>(_ body: (MemoryLedger) throws -> Value) throws -> Value {
        formers.removeAll(keepingCapacity: true)
        do { return try body(self) } catch {
            takeBack()
            throw error
        }
    }

    private func takeBack() {
        for former in formers.reversed() {
            switch former {
            case .terminal(let id, let state): terminals[id] = state
            case .batch(let key, let head?): if let place = headPlaces[key] { heads[place] = head }
            case .batch(let key, nil):
                headPlaces[key] = nil
                heads.removeLast()
            case .posting(let key, let trace, let posting?):
                if let place = bookings[key]?.places[trace] { bookings[key]?.postings[place] = posting }
            case .posting(let key, let trace, nil):
                bookings[key]?.places[trace] = nil
                bookings[key]?.postings.removeLast()
            case .hold(let key, let hold, let authorization, let latest):
                holds.kept[key] = hold
                holds.latest[authorization] = latest
                if hold == nil { holds.order[key.batch]?.removeLast() }
            case .refused(let key, let record):
                refused.kept[key] = record
                if record == nil { refused.order[key.batch]?.removeLast() }
            case .message(let batch, let key): messages[batch]?[key]?.removeLast()
            case .reference(let number): reference = number
            case .renumbered(let terminalID, let number, let new): move(terminalID, new, to: number)
            }
        }
        formers = []
    }

    /// The ledger as it is now.
    package func snapshot() -> Snapshot {
        Snapshot(
            terminals: terminals, heads: heads, headPlaces: headPlaces, bookings: bookings, holds: holds,
            refused: refused, messages: messages, reference: reference)
    }

    /// Makes the ledger what it was, as when a host starts from an old copy of its file.
    package func restore(_ snapshot: Snapshot) {
        terminals = snapshot.terminals
        heads = snapshot.heads
        headPlaces = snapshot.headPlaces
        bookings = snapshot.bookings
        holds = snapshot.holds
        refused = snapshot.refused
        messages = snapshot.messages
        reference = snapshot.reference
        formers = []
        touched = []
    }

    /// The state of a terminal.
    package func terminal(_ terminalID: String) -> TerminalState? { terminals[terminalID] }

    /// Writes the state of a terminal.
    package func save(_ terminal: TerminalState) {
        formers.append(.terminal(terminal.terminalID, terminals[terminal.terminalID]))
        terminals[terminal.terminalID] = terminal
    }

    /// A batch.
    package func batch(_ terminalID: String, _ number: UInt32) -> HostBatch? {
        headPlaces[BatchKey(terminalID: terminalID, number: number)].map { heads[$0] }
    }

    /// All batches, oldest first.
    package func batches() -> [HostBatch] { heads }

    /// Writes a batch.
    package func save(_ batch: HostBatch) {
        let key = BatchKey(terminalID: batch.terminalID, number: batch.number)
        guard let place = headPlaces[key] else {
            formers.append(.batch(key, nil))
            headPlaces[key] = heads.count
            heads.append(batch)
            return
        }
        formers.append(.batch(key, heads[place]))
        heads[place] = batch
    }

    /// Gives a batch another number.
    package func renumber(_ terminalID: String, _ number: UInt32, to new: UInt32) {
        formers.append(.renumbered(terminalID, number, new))
        move(terminalID, number, to: new)
        touched += postings(terminalID, new).map { (new, $0.trace) }
    }

    private func move(_ terminalID: String, _ number: UInt32, to new: UInt32) {
        let from = BatchKey(terminalID: terminalID, number: number)
        let to = BatchKey(terminalID: terminalID, number: new)
        if let place = headPlaces.removeValue(forKey: from) {
            headPlaces[to] = place
            heads[place].number = new
        }
        if var kept = bookings.removeValue(forKey: from) {
            for place in kept.postings.indices { kept.postings[place].batch = new }
            bookings[to] = kept
        }
        for (key, answers) in messages.removeValue(forKey: from) ?? [:] {
            messages[to, default: [:]][key] = answers.map {
                var answer = $0
                answer.batch = new
                return answer
            }
        }
        holds.move(from, to)
        refused.move(from, to)
    }

    /// A booking.
    package func posting(_ terminalID: String, _ batch: UInt32, _ trace: UInt32) -> Posting? {
        guard let kept = bookings[BatchKey(terminalID: terminalID, number: batch)], let place = kept.places[trace]
        else { return nil }
        return kept.postings[place]
    }

    /// The bookings of a batch in order of booking.
    package func postings(_ terminalID: String, _ batch: UInt32) -> [Posting] {
        bookings[BatchKey(terminalID: terminalID, number: batch)]?.postings ?? []
    }

    /// Writes a booking. Of one that is there already only the marks change, as in the SQLite ledger.
    package func save(_ posting: Posting) {
        let key = BatchKey(terminalID: posting.terminalID, number: posting.batch)
        touched.append((posting.batch, posting.trace))
        if let place = bookings[key]?.places[posting.trace], let former = bookings[key]?.postings[place] {
            formers.append(.posting(key, posting.trace, former))
            var changed = former
            changed.isReversed = posting.isReversed
            changed.isVoided = posting.isVoided
            changed.isUploaded = posting.isUploaded
            changed.isChipUploaded = posting.isChipUploaded
            changed.tips = posting.tips
            bookings[key]?.postings[place] = changed
            return
        }
        if forgetsNextBooking, posting.source == .online {
            forgetsNextBooking = false
            return
        }
        formers.append(.posting(key, posting.trace, nil))
        let place = bookings[key]?.postings.count ?? 0
        bookings[key, default: Bookings()].postings.append(posting)
        bookings[key]?.places[posting.trace] = place
    }

    /// A hold by its pre-authorization.
    package func hold(_ terminalID: String, _ batch: UInt32, _ trace: UInt32) -> Hold? {
        holds.kept[TraceKey(batch: BatchKey(terminalID: terminalID, number: batch), trace: trace)]
    }

    /// The latest hold with an authorization code.
    package func hold(_ terminalID: String, authorization: String) -> Hold? {
        holds.latest[AuthorizationKey(terminalID: terminalID, authorization: authorization)].flatMap { holds.kept[$0] }
    }

    /// The holds of a batch.
    package func holds(_ terminalID: String, _ batch: UInt32) -> [Hold] {
        let key = BatchKey(terminalID: terminalID, number: batch)
        return (holds.order[key] ?? []).compactMap { holds.kept[TraceKey(batch: key, trace: $0)] }
    }

    /// Writes a hold. Of one that is there already only its state and its end change, as in the SQLite ledger.
    package func save(_ hold: Hold) {
        let key = TraceKey(batch: BatchKey(terminalID: hold.terminalID, number: hold.batch), trace: hold.trace)
        let former = holds.kept[key]
        let authorization = AuthorizationKey(
            terminalID: hold.terminalID, authorization: former?.authorization ?? hold.authorization)
        formers.append(.hold(key, former, authorization, holds.latest[authorization]))
        guard var changed = former else {
            holds.kept[key] = hold
            holds.order[key.batch, default: []].append(hold.trace)
            holds.latest[authorization] = key
            return
        }
        changed.state = hold.state
        changed.endedInBatch = hold.endedInBatch
        changed.endedBy = hold.endedBy
        holds.kept[key] = changed
    }

    /// The refused chip records of a batch.
    package func refusedRecords(_ terminalID: String, _ batch: UInt32) -> [RefusedRecord] {
        let key = BatchKey(terminalID: terminalID, number: batch)
        return (refused.order[key] ?? []).compactMap { refused.kept[TraceKey(batch: key, trace: $0)] }
    }

    /// Writes a refused chip record. Of one that is there already only the mark changes, as in the SQLite ledger.
    package func save(_ record: RefusedRecord) {
        let key = TraceKey(batch: BatchKey(terminalID: record.terminalID, number: record.batch), trace: record.trace)
        let former = refused.kept[key]
        formers.append(.refused(key, former))
        guard var changed = former else {
            refused.kept[key] = record
            refused.order[key.batch, default: []].append(record.trace)
            return
        }
        changed.isUploaded = record.isUploaded
        refused.kept[key] = changed
    }

    /// All that was answered, by time and number.
    package func allAnswers() -> [AnsweredMessage] {
        messages.values.flatMap { $0.values.flatMap { $0 } }
            .sorted { ($0.at, $0.trace, $0.mti) < ($1.at, $1.trace, $1.mti) }
    }

    /// What was answered before, oldest first.
    package func answers(_ terminalID: String, _ batch: UInt32, _ trace: UInt32, mti: String) -> [AnsweredMessage] {
        messages[BatchKey(terminalID: terminalID, number: batch)]?[MessageKey(trace: trace, mti: mti)] ?? []
    }

    /// Adds to the audit.
    package func append(_ message: AnsweredMessage) {
        let batch = BatchKey(terminalID: message.terminalID, number: message.batch)
        let key = MessageKey(trace: message.trace, mti: message.mti)
        formers.append(.message(batch, key))
        messages[batch, default: [:]][key, default: []].append(message)
    }

    /// A number that was never given before.
    package func nextReference() -> Int64 {
        formers.append(.reference(reference))
        reference += 1
        return reference
    }
}
