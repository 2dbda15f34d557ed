import AcquirerHost
import ISO8583

/// The table of ``RecordExport``, read back by an acquirer's people who book what a close did not bring.
public struct RecordTable: Equatable, Sendable {
    /// Terminal of the records, field 41.
    public let terminalID: String
    /// Batch of the records.
    public let batch: UInt32
    /// The records that move money.
    public let records: [HandRecord]
    /// Records that move none, or of which nobody can say it from the terminal alone: trace number and state.
    public let leftOut: [LeftOut]

    /// A record that is not booked from the table.
    public struct LeftOut: Equatable, Sendable {
        /// Trace number.
        public let trace: UInt32
        /// Why: its kind moves no money, or its state.
        public let why: String
        /// What the terminal will still do about it.
        public let pending: Pending?
    }

    /// What a terminal has still to do about a record.
    public enum Pending: Equatable, Sendable {
        /// Undo it.
        case reversal
        /// Send it: it is of the batch in which it arrives.
        case delivery
    }

    /// Reads a table.
    ///
    /// - Parameters:
    ///   - text: CSV of RFC 4180 with a head line; columns may stand in any order, further ones do not matter.
    ///   - exponent: Decimals of the currency.
    /// - Throws: `RecordTableError` with the line.
    public init(_ text: String, exponent: Int = 2) throws(RecordTableError) {
        let rows = try RecordTable.rows(text)
        guard let head = rows.first else { throw RecordTableError(line: 1, "the table is empty") }
        var places: [String: Int] = [:]
        for (place, name) in head.cells.enumerated() { places[name] = place }
        for name in [
            "terminal", "authorization", "batch", "trace", "kind", "amount", "card", "state", "original-trace",
        ] where places[name] == nil {
            throw RecordTableError(line: head.line, "there is no column \(name)")
        }
        var batch: UInt32?
        var terminalID: String?
        var traces: Set<UInt32> = []
        var records: [HandRecord] = []
        var leftOut: [LeftOut] = []
        for row in rows.dropFirst() {
            guard row.cells.count == head.cells.count else {
                throw RecordTableError(
                    line: row.line, "\(row.cells.count) cells, the head line has \(head.cells.count)")
            }
            func cell(_ name: String) -> String { places[name].map { row.cells[$0] } ?? "" }
            guard let number = UInt32(cell("batch")) else {
                throw RecordTableError(line: row.line, "\"\(cell("batch"))\" is no batch number")
            }
            if let batch, batch != number {
                throw RecordTableError(line: row.line, "batch \(number) in a table of batch \(batch)")
            }
            batch = number
            if let terminalID, terminalID != cell("terminal") {
                throw RecordTableError(line: row.line, "terminal \(cell("terminal")) in a table of \(terminalID)")
            }
            terminalID = cell("terminal")
            guard let trace = UInt32(cell("trace")), (1...999_999).contains(trace) else {
                throw RecordTableError(line: row.line, "\"\(cell("trace"))\" is no trace number")
            }
            guard traces.insert(trace).inserted else {
                throw RecordTableError(line: row.line, "trace number \(trace) stands twice")
            }
            guard let amount = RecordTable.minorUnits(cell("amount"), exponent) else {
                throw RecordTableError(
                    line: row.line, "\"\(cell("amount"))\" is no amount of 1 to 12 digits with \(exponent) decimals")
            }
            let state = cell("state")
            let pending: Pending? =
                switch state {
                case "no answer", "to be reversed": .reversal
                case "not delivered": .delivery
                default: nil
                }
            guard let kind = PostingKind(rawValue: cell("kind")) else {
                leftOut.append(LeftOut(trace: trace, why: "\(cell("kind")): moves no money", pending: pending))
                continue
            }
            guard ["approved", "voided"].contains(state) else {
                let why = pending == .delivery ? "the terminal still sends it" : state
                leftOut.append(LeftOut(trace: trace, why: why, pending: pending))
                continue
            }
            let original = UInt32(cell("original-trace"))
            guard original != nil || !kind.isVoid && kind != .tip && cell("original-trace").isEmpty else {
                throw RecordTableError(line: row.line, "a \(kind.rawValue) without the trace number that it belongs to")
            }
            records.append(
                HandRecord(
                    trace: trace, kind: kind, minorUnits: amount, card: cell("card"), originalTrace: original,
                    authorization: cell("authorization").isEmpty ? nil : cell("authorization")))
        }
        guard let batch, let terminalID else { throw RecordTableError(line: head.line, "the table has no record") }
        self.terminalID = terminalID
        self.batch = batch
        self.records = records
        self.leftOut = leftOut
    }

    /// "12.50" with two decimals is 1250.
    private static func minorUnits(_ text: String, _ exponent: Int) -> Int64? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == (exponent == 0 ? 1 : 2), exponent == 0 || parts[1].utf8.count == exponent,
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        // Twelve digits: no field 4 holds more.
        guard let amount = Int64(parts.joined()), (1...999_999_999_999).contains(amount) else { return nil }
        return amount
    }

    /// Rows with the line on which each begins. Source: RFC 4180, section 2.
    private static func rows(_ text: String) throws(RecordTableError) -> [(line: Int, cells: [String])] {
        var rows: [(line: Int, cells: [String])] = []
        var line = 1
        var begin = 1
        var cells: [String] = []
        var cell = ""
        var isQuoted = false
        var hasClosed = false
        func endRow() {
            if !(cells.isEmpty && cell.isEmpty) { rows.append((begin, cells + [cell])) }
            cells = []
            cell = ""
            hasClosed = false
        }
        for character in text {
            if character.isNewline { line += 1 }
            if isQuoted {
                if character == "\"" { (isQuoted, hasClosed) = (false, true) } else { cell.append(character) }
                continue
            }
            switch character {
            case "\"" where hasClosed:
                // A doubled quotation mark within quotation marks is one.
                cell.append("\"")
                (isQuoted, hasClosed) = (true, false)
            case "\"" where cell.isEmpty: isQuoted = true
            case ",":
                cells.append(cell)
                (cell, hasClosed) = ("", false)
            case _ where character.isNewline:
                endRow()
                begin = line
            case _ where hasClosed:
                throw RecordTableError(line: line, "\"\(character)\" behind a closing quotation mark")
            default: cell.append(character)
            }
        }
        guard !isQuoted else { throw RecordTableError(line: begin, "a quotation mark is not closed") }
        endRow()
        return rows
    }
}

/// What is wrong with a table of records.
public struct RecordTableError: Error, Equatable, CustomStringConvertible {
    /// Line, counted from 1.
    public let line: Int
    /// What is wrong.
    public let reason: String

    init(line: Int, _ reason: String) {
        self.line = line
        self.reason = reason
    }

    /// Line and reason.
    public var description: String { "line \(line): \(reason)" }
}
