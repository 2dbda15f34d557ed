import Foundation
import ISO8583
import Settlement

/// A terminal's journal as people and programs read it; card numbers are masked.
public struct JournalReport: Codable, Sendable, Equatable {
    /// Version of this form.
    public var schema = 1
    /// Closed batches that flash still holds, oldest first, then the open one.
    public var batches: [BatchReport]
    /// True when the host accepted the last sign-on.
    public var isSignedOn: Bool
    /// True when the open batch holds an approved record of an earlier business day: somebody forgot to settle.
    public var isOverdue: Bool

    /// The report of a book, on this business day.
    public init(_ book: BatchBook, today: CalendarDate) {
        isOverdue = book.isOverdue(on: today)
        batches = book.closed.map { closed in
            BatchReport(
                number: closed.batch.value, state: .closed, isSlipPrinted: closed.isSlipPrinted,
                records: closed.records.map(RecordReport.init))
        }
        if let open = book.batch {
            batches.append(
                BatchReport(
                    number: open.value, state: book.close.isRunning ? .closing : .open, isSlipPrinted: nil,
                    records: book.records.map(RecordReport.init)))
        }
        isSignedOn = book.isSignedOn
    }
}

/// One batch of the journal.
public struct BatchReport: Codable, Sendable, Equatable {
    /// Where a batch stands.
    public enum State: String, Codable, Sendable {
        /// Trading.
        case open
        /// The close is under way.
        case closing
        /// The host confirmed the close.
        case closed
    }

    /// Batch number.
    public var number: UInt32
    /// Where it stands.
    public var state: State
    /// Whether the slip of a closed batch came out.
    public var isSlipPrinted: Bool?
    /// Its records, oldest first.
    public var records: [RecordReport]

    /// A batch.
    public init(number: UInt32, state: State, isSlipPrinted: Bool?, records: [RecordReport]) {
        self.number = number
        self.state = state
        self.isSlipPrinted = isSlipPrinted
        self.records = records
    }
}

/// One record of the journal.
public struct RecordReport: Codable, Sendable, Equatable {
    /// Name of its kind, for example `sale`.
    public var kind: String
    /// Trace number.
    public var trace: UInt32
    /// Amount in minor units.
    public var minorUnits: Int64
    /// `sent`, `approved`, `declined`, `reversal-pending` or `reversed`.
    public var state: String
    /// Code of field 39, where one is known.
    public var code: String?
    /// `waiting`, `delivered` or `refused` for a record that the host hears of by an advice.
    public var delivery: String?
    /// Reference of the host, field 37.
    public var reference: String?
    /// Authorization code, field 38.
    public var authorization: String?
    /// True for a sale that an approved void has undone.
    public var isVoided: Bool
    /// The card, masked.
    public var card: String
    /// Terminal time.
    public var at: String
    /// Business day.
    public var businessDate: String

    init(_ record: BatchRecord) {
        let transaction = record.transaction
        kind = transaction.kind.name
        trace = transaction.trace.value
        minorUnits = transaction.minorUnits
        isVoided = record.isVoided
        card = transaction.card.masked
        at = transaction.begunAt.description
        businessDate = transaction.businessDate.description
        delivery = record.delivery.name
        switch record.state {
        case .sent: state = "sent"
        case .approved(let approval):
            state = "approved"
            code = "00"
            reference = approval.reference.isEmpty ? nil : approval.reference
            authorization = approval.authorization.isEmpty ? nil : approval.authorization
            if let refusal = record.refusal { code = refusal }
        case .declined(let given):
            state = "declined"
            code = given
        case .reversalPending(let reason):
            state = "reversal-pending"
            code = reason.responseCode
        case .reversed(let given):
            state = "reversed"
            code = given
        }
    }
}

extension TransactionKind {
    /// Its name in reports, for example `sale` or `pre-authorization`.
    public var name: String {
        switch self {
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
}

extension AdviceDelivery {
    /// Its name in reports; nil for a record that needs no delivery.
    fileprivate var name: String? {
        switch self {
        case .notNeeded: nil
        case .waiting: "waiting"
        case .delivered: "delivered"
        case .refused: "refused"
        }
    }
}
