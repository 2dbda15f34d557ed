import Settlement

/// What the terminal wants to reach with the host. How to get there follows from the journal: a pending reversal goes
/// first, whatever the goal.
enum Goal: Equatable {
    /// Nothing.
    case none
    /// Sign on.
    case signOn
    /// The transaction that the operator entered.
    case transaction(Draft)
    /// Close the batch.
    case settle
    /// Resolve what a power cut or a silent host left open.
    case recover
}
