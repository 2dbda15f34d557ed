/// What a code of field 39 means, and what a terminal does about it.
///
/// Source: the UnionPay-style table of response codes and their classes, for `init(code:)`; other tables come from
/// ``ResponseTable``.
public struct ResponseMeaning: Equatable, Sendable {
    /// What a terminal does.
    public enum Action: Equatable, Sendable {
        /// The transaction stands.
        case approve
        /// Try again later.
        case retry
        /// No.
        case decline
        /// Keep the card.
        case keepCard
        /// Sign in, then try again.
        case signIn
        /// Send the stored records again.
        case resendStored
        /// Upload the batch: the totals do not agree.
        case upload
        /// Call the acquirer.
        case callAcquirer
    }

    /// The code.
    public let code: String
    /// What a terminal does.
    public let action: Action
    /// False for a code that the table does not have.
    public let isKnown: Bool
    private let english: String
    private let chinese: String

    /// The meaning of a code of the UnionPay-style table; one that the table does not have declines.
    public init(code: String) { self.init(code: code, ResponseTable.unionPay.row(code)) }

    init(code: String, _ known: ResponseRow?) {
        let row = known ?? ResponseRow(.decline, "Transaction failed", "交易失败")
        self.code = code
        isKnown = known != nil
        action = row.action
        english = row.english
        chinese = row.chinese
    }

    /// The meaning in words, short enough for a line of a terminal's display where the table is a terminal's.
    public func text(_ language: Language) -> String {
        switch language {
        case .english: english
        case .chinese: chinese
        }
    }
}

/// A row of a table of response codes.
struct ResponseRow {
    let action: ResponseMeaning.Action
    let english: String
    let chinese: String

    init(_ action: ResponseMeaning.Action, _ english: String, _ chinese: String) {
        self.action = action
        self.english = english
        self.chinese = chinese
    }
}
