import BatchDoctor
import Foundation
import Settlement

/// The evidence of a case in a form that may leave the house, and from which the same verdict follows. `schema` 1.
public struct CaseBundle: Codable, Equatable, Sendable {
    /// One entry of the journal.
    public struct Entry: Codable, Equatable, Sendable {
        /// Number of the journal record.
        public var number: UInt32
        /// Kind of the flash record.
        public var kind: UInt8
        /// Its content without what a ticket must not hold, in Base64.
        public var content: Data
    }

    /// The terminal's side.
    public struct TerminalPart: Codable, Equatable, Sendable {
        /// The journal.
        public var entries: [Entry]
        /// How the memory stands.
        public var storage: StorageEvidence
        /// Seconds by which the terminal's clock is ahead.
        public var clockAhead: Int64?
        /// True when it said that nothing is under way.
        public var isAtRest: Bool
    }

    /// Number of this form.
    public var schema: Int
    /// The moment at which the case was looked at: seconds of the shop's time since 1970-01-01.
    public var at: Int64
    /// The terminal's side, or nil.
    public var terminal: TerminalPart?
    /// The host's side, or nil.
    public var host: HostEvidence?
    /// The line, or nil.
    public var wire: WireEvidence?

    /// Packs evidence.
    ///
    /// - Throws: `EntryTooLong` when an entry has no room in a journal record, which no journal holds.
    public init(_ evidence: Evidence) throws {
        schema = 1
        at = evidence.now.secondNumber
        host = evidence.host
        wire = evidence.wire
        terminal = try evidence.terminal.map { terminal in
            TerminalPart(
                entries: try terminal.entries.map { line in
                    let entry = line.entry.redacted
                    return Entry(number: line.number, kind: entry.kind, content: Data(try entry.payload))
                }, storage: terminal.storage, clockAhead: terminal.clockAhead, isAtRest: terminal.isAtRest)
        }
    }

    /// The evidence that was packed.
    ///
    /// - Parameter settings: The terminal's settings, which lie beside it.
    /// - Throws: `BundleError` when it is of another form, or holds what no journal does.
    public func evidence(_ settings: TerminalSettings?) throws -> Evidence {
        guard schema == 1 else { throw BundleError("its form has the number \(schema), this program reads 1") }
        var evidence = Evidence(now: ClockTime(secondNumber: at), host: host, wire: wire)
        guard let terminal else { return evidence }
        var book = BatchBook()
        var lines: [JournalLine] = []
        for entry in terminal.entries {
            do {
                let read = try JournalEntry(kind: entry.kind, payload: [UInt8](entry.content))
                try book.apply(read)
                lines.append(JournalLine(number: entry.number, entry: read))
            } catch { throw BundleError("journal record \(entry.number): \(error)") }
        }
        var read = TerminalEvidence(
            book: book, entries: lines, storage: terminal.storage, settings: settings, clockAhead: terminal.clockAhead)
        read.isAtRest = terminal.isAtRest
        evidence.terminal = read
        return evidence
    }
}

/// Why a bundle cannot be read.
public struct BundleError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Why.
    public let description: String

    init(_ description: String) { self.description = description }
}
