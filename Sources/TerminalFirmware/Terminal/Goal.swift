import Settlement

/// What the terminal wants to reach with the host. How to get there follows from the journal: a pending reversal goes
/// first, whatever the goal.
enum Goal: Equatable {
    /// Nothing.
    case none
    /// Sign on.
    case signOn
    /// Sign off.
    case signOff
    /// Ask whether the host is there.
    case echo
    /// What the operator entered.
    case errand(Draft)
    /// Close the batch.
    case settle(CloseReason)
    /// Resolve what a power cut or a silent host left open.
    case recover
    /// Send the stored advices. In the background the display is left alone, and an operator's wish goes before it.
    case deliver(isForeground: Bool)

    /// True for work that nobody waits for.
    var isBackground: Bool { self == .deliver(isForeground: false) }
}
