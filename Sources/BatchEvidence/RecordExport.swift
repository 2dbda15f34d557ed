import ISO8583
import Settlement
import TerminalFirmware

/// The records of a batch for an acquirer that books them by hand: a table, and the messages of their upload. Card numbers are
/// masked in the one and left out of the other.
public struct RecordExport: Equatable, Sendable {
    /// Number of the batch.
    public let batch: UInt32
    /// The table: CSV of RFC 4180 with a head line.
    public let csv: String
    /// The messages, one in a line, in hexadecimal digits, with their length before them.
    public let frames: String
    /// Records of the table.
    public let recordCount: Int
    /// Messages.
    public let frameCount: Int

    /// Exports the open batch, or the last one that was closed when the open one is empty.
    ///
    /// - Parameters:
    ///   - book: The terminal's book.
    ///   - parameters: The shop's parameters: they say the dialect and the numbers.
    /// - Returns: Nil when the book holds no record.
    /// - Throws: `ISO8583Error` when the dialect cannot say what a record holds.
    public init?(_ book: BatchBook, _ parameters: TerminalParameters) throws {
        let last = book.closed.last
        let isOpen = !book.records.isEmpty
        let records = isOpen ? book.records : last?.records ?? []
        guard let number = isOpen ? book.batch : last?.batch, !records.isEmpty else { return nil }
        let frozen = isOpen ? book.close.snapshot : last?.snapshot
        let style = frozen?.style ?? parameters.style
        let items = RecordExport.items(records, style)
        batch = number.value
        recordCount = records.count
        frameCount = items.count
        csv = RecordExport.table(records, parameters)
        let framing = MessageFraming()
        frames = try items.enumerated().map { index, item in
            let payload = try parameters.exportPayload(item, isLast: index + 1 == items.count)
            return try framing.encode(payload).map { RecordExport.hex($0) }.joined() + "\n"
        }.joined()
    }

    /// What stands in the batch, each record in a message of its own.
    private static func items(_ records: [BatchRecord], _ style: SettlementStyle) -> [UploadItem] {
        let standing = records.filter { $0.movesMoney || $0.isAdvicePending }
        switch style {
        case .unionPay:
            return standing.map { $0.transaction.form == .advice ? .advice($0) : .online($0) }
        case .hypercom:
            // Net of voids: a voided sale and its void are in neither total, a tip is in the amount of its sale.
            return standing.filter {
                !$0.isVoided && ![.void, .completionVoid, .tip].contains($0.transaction.kind)
            }.map { .detail($0) }
        }
    }

    private static let columns = [
        "terminal", "batch", "trace", "kind", "amount", "currency", "card", "time", "business-day", "state",
        "authorization",
        "reference", "original-trace", "tips",
    ]

    private static func table(_ records: [BatchRecord], _ parameters: TerminalParameters) -> String {
        let exponent = Int(parameters.currency.exponent)
        let rows = records.map { record in
            let transaction = record.transaction
            var approval: Approval?
            if case .approved(let said) = record.state { approval = said }
            return [
                parameters.terminalID, transaction.batch.description, transaction.trace.description,
                name(transaction.kind),
                decimalAmount(transaction.minorUnits, exponent: exponent), String(transaction.currency),
                transaction.card.masked, transaction.begunAt.description, transaction.businessDate.description,
                state(record), approval?.authorization ?? "", approval?.reference ?? "",
                transaction.original?.trace?.description ?? "",
                decimalAmount(record.tipMinorUnits, exponent: exponent),
            ]
        }
        return ([columns] + rows).map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func cell(_ text: String) -> String {
        guard text.contains(where: { ",\"\r\n".contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    private static func state(_ record: BatchRecord) -> String {
        if let code = record.refusal { return "refused \(code)" }
        if record.isAdvicePending { return "not delivered" }
        return switch record.state {
        case .sent: "no answer"
        case .approved: record.isVoided ? "voided" : "approved"
        case .declined(let code): "declined \(code)"
        case .reversalPending: "to be reversed"
        case .reversed(let code): record.state.reversalWord.map { "reversed by hand \($0)" } ?? "reversed \(code)"
        }
    }

    private static func name(_ kind: TransactionKind) -> String {
        switch kind {
        case .sale: "sale"
        case .void: "void"
        case .refund: "refund"
        case .preAuthorization: "pre-authorization"
        case .preAuthorizationVoid: "pre-authorization-void"
        case .completion: "completion"
        case .completionVoid: "completion-void"
        case .offlineSale: "offline-sale"
        case .tip: "tip"
        }
    }

    private static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}
