/// How far the close of the open batch has come, as flash knows it.
///
/// ```
/// open ── begin ──▶ begun ── totals answered ──▶ uploading ── end answered 00 ──▶ confirmed ── clear ──▶ open (next batch)
///                     ▲                              │
///                     └───────── host says no ───────┘
/// ```
/// What to do next follows from the state alone (`BatchBook.nextCloseStep`), so that a start after a power cut and an
/// ordinary next step are the same thing.
public enum CloseState: Equatable, Sendable {
    /// Trading; no close.
    case open
    /// Totals are frozen; the host has not answered them.
    case begun(CloseSnapshot)
    /// The host compared the totals; so many records of the upload are confirmed.
    case uploading(CloseSnapshot, Reconciliation, uploaded: Int)
    /// The host closed the batch; the terminal has still to clear it.
    case confirmed(CloseSnapshot, HostConfirmation)

    /// True while nothing but the close may go on.
    public var isRunning: Bool { self != .open }
}
