/// How far a close has come, as flash knows it.
///
/// ```
/// open ── settle, something waits ──▶ draining ── all answered ──▶ begun ── totals answered ──▶ uploading
///   ▲ └──────── settle, nothing waits ───────────────────────────▶   │  ▲                          │   │
///   │                                                                │  └──── host says no ────────┘   │
///   ├── abandoned (draining, or refused by the host) ◀───────────────┤                                 │
///   └── clear, next batch ── confirmed ◀── 00 (Hypercom style) ──────┴──────── end answered 00 ◀───────┘
/// ```
/// What to do next follows from the state alone (`BatchBook.nextCloseStep`), so that a start after a power cut and an
/// ordinary next step are the same thing.
public enum CloseState: Equatable, Sendable {
    /// Trading; no close.
    case open
    /// Somebody wants to settle; reversals and stored advices go first.
    case draining(CloseReason, since: ClockTime)
    /// Totals are frozen; the host has not answered them.
    case begun(CloseSnapshot)
    /// The host compared the totals; so many records of the upload are confirmed.
    case uploading(CloseSnapshot, Reconciliation, uploaded: Int)
    /// The host closed the batch; the terminal has still to clear it.
    case confirmed(CloseSnapshot, HostConfirmation)

    /// True while nothing but the close may go on.
    public var isRunning: Bool { self != .open }

    /// What is closed, once its totals are frozen.
    public var snapshot: CloseSnapshot? {
        switch self {
        case .open, .draining: nil
        case .begun(let snapshot), .uploading(let snapshot, _, _), .confirmed(let snapshot, _): snapshot
        }
    }

    /// True from the totals on until the batch is cleared: no record of the batch changes.
    public var isFrozen: Bool {
        switch self {
        case .open, .draining: false
        case .begun, .uploading, .confirmed: true
        }
    }
}
