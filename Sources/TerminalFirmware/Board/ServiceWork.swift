/// Work on the batch that a service port may begin: each piece is what an operator's keys do as well, but for
/// what rests on the acquirer's word.
public enum ServiceWork: Equatable, Sendable {
    /// Sign on.
    case signOn
    /// Send the reversal of the transaction that has no answer.
    case sendReversal
    /// Send the stored transactions.
    case sendStored
    /// Settle, or let a close that stands on its way go on.
    case settle
    /// Print the last settlement slip again.
    case reprintSlip
    /// End a close on the word of the acquirer, who has closed this batch itself and gave this confirmation number. The board
    /// has asked for the supervisor's password before.
    case confirmClose(String, batch: UInt32)
    /// End a reversal on the word of the acquirer, who holds no booking of this trace number (any more) and gave this
    /// confirmation number. The board has asked for the supervisor's password before.
    case confirmReversal(String, trace: UInt32)

    /// Its name in the log.
    var name: String {
        switch self {
        case .signOn: "sign-on"
        case .sendReversal: "send-reversal"
        case .sendStored: "send-stored"
        case .settle: "settle"
        case .reprintSlip: "reprint-slip"
        case .confirmClose: "confirm-close"
        case .confirmReversal: "confirm-reversal"
        }
    }
}
