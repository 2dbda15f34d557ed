/// What the host said when it approved.
public struct Approval: Equatable, Sendable {
    /// Retrieval reference number, field 37.
    public let reference: String
    /// Authorization code, field 38, or empty.
    public let authorization: String
    /// Host time `hhmmss` of field 12, or empty.
    public let hostTime: String
    /// Host date `MMDD` of field 13, or empty.
    public let hostDate: String

    /// An approval.
    public init(reference: String, authorization: String, hostTime: String, hostDate: String) {
        self.reference = reference
        self.authorization = authorization
        self.hostTime = hostTime
        self.hostDate = hostDate
    }

    /// The same, with the code under which the terminal approved, if it had one: it is on the paper, and voids and uploads
    /// tell it.
    func keeping(_ earlier: TransactionState) -> Approval {
        guard case .approved(let given) = earlier, !given.authorization.isEmpty else { return self }
        return Approval(
            reference: reference, authorization: given.authorization, hostTime: hostTime, hostDate: hostDate)
    }
}

/// Why a reversal goes out; field 39 of the 0400.
public enum ReversalReason: UInt8, Sendable, CaseIterable {
    /// Power failed or the request was broken off: the reason that stands in flash before the request leaves.
    case interrupted = 1
    /// No answer in time.
    case noAnswer = 2
    /// The answer's MAC was wrong.
    case wrongMAC = 3

    /// Field 39. Source: UnionPay-style terminals: 06 initially, 98 after a time-out, A0 after a bad response MAC.
    public var responseCode: String {
        switch self {
        case .interrupted: "06"
        case .noAnswer: "98"
        case .wrongMAC: "A0"
        }
    }
}

/// Where a transaction stands.
public enum TransactionState: Equatable, Sendable {
    /// The request may have left; nothing is known of the answer. After a power cut this is a pending reversal or advice.
    case sent
    /// The host approved, or the terminal did by itself; the approval is in flash.
    case approved(Approval)
    /// The host declined with this code of field 39.
    case declined(code: String)
    /// It must be undone at the host before anything else that moves money.
    case reversalPending(ReversalReason)
    /// The host confirmed the reversal with this code (00, or 12 and 25: it never had the original); or the acquirer did it
    /// by hand, and ``reversalWord`` is the confirmation number of that.
    case reversed(code: String)
}

extension TransactionState {
    /// No code of field 39 begins so: those have two characters.
    private static var wordMark: String { "word " }

    /// What stands in place of the host's code in a reversal that the acquirer did by hand.
    public static func codeOfWord(_ number: String) -> String { wordMark + number }

    /// The confirmation number of a reversal that the acquirer did by hand; nil for every other state.
    public var reversalWord: String? {
        let mark = TransactionState.wordMark.utf8
        guard case .reversed(let code) = self, code.utf8.starts(with: mark) else { return nil }
        return String(decoding: code.utf8.dropFirst(mark.count), as: UTF8.self)
    }
}

/// What the host knows of a transaction that the terminal approved by itself.
public enum AdviceDelivery: Equatable, Sendable {
    /// The host approved it in the first place, or was never to hear of it.
    case notNeeded
    /// The host has not answered the advice yet.
    case waiting
    /// The host took it.
    case delivered
    /// The host refused it with this code: it is in no totals, and the slip names it.
    case refused(code: String)
}
