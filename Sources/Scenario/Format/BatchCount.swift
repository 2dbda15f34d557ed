import Yams

/// What is counted in a batch besides sales, voids, refunds, and what did not come about.
public enum BatchCount: String, Sendable, CaseIterable {
    /// Amounts held.
    case preAuths = "pre-auths"
    /// Holds that were set free.
    case preAuthVoids = "pre-auth-voids"
    /// Completions of pre-authorizations.
    case completions
    /// Voids of completions.
    case completionVoids = "completion-voids"
    /// Sales that the terminal approved by itself.
    case offlineSales = "offline-sales"
    /// Tips.
    case tips
    /// What waits for the host, journal only.
    case stored
    /// What the host refused and the terminal had approved: in the journal as it was answered, in the ledger as it was
    /// uploaded.
    case refused
    /// Records in which the two sides differed at the close, ledger only.
    case exceptions

    /// Names of those that both sides know, for people.
    static var names: String {
        allCases.filter { !$0.isUnknown(to: "ledger") && !$0.isUnknown(to: "journal") }.map(\.rawValue)
            .joined(separator: ", ")
    }

    /// True for what only one of the two sides knows: the other cannot be asked for it.
    func isUnknown(to side: String) -> Bool {
        switch self {
        case .stored: side == "ledger"
        case .exceptions: side == "journal"
        default: false
        }
    }
}

extension NodeReader {
    /// Keys of a batch that were not there from the first version on.
    static let batchKeys = BatchCount.allCases.map(\.rawValue) + ["forced", "paid"]

    /// Reads them.
    func batchCounts(
        _ mapping: Node.Mapping, _ side: String, into expectation: inout BatchExpectation
    ) throws(ScenarioError) {
        for kind in BatchCount.allCases {
            guard let value = mapping[kind.rawValue] else { continue }
            guard !kind.isUnknown(to: side) else {
                throw error(value, "\(kind.rawValue) is not known to the \(side)")
            }
            expectation.counts[kind] = try count(value, kind.rawValue)
        }
        if let value = mapping["forced"] {
            guard side == "ledger", let isForced = value.bool else {
                throw error(value, "forced is true or false, and of the ledger")
            }
            expectation.isForced = isForced
        }
        if let value = mapping["paid"] {
            guard side == "ledger" else { throw error(value, "paid is of the ledger") }
            expectation.paid = try amount(value)
        }
    }
}
