import CTermios
import Synchronization

/// What a descriptor is ready for.
package struct LoopReadiness: OptionSet, Sendable {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }

    /// A read would not wait.
    package static let readable = LoopReadiness(rawValue: UInt32(TB_READABLE))
    /// A write would not wait.
    package static let writable = LoopReadiness(rawValue: UInt32(TB_WRITABLE))
    /// The other side is gone.
    package static let hungUp = LoopReadiness(rawValue: UInt32(TB_HUNG_UP))
}

/// A descriptor that a loop watches. It reports what it was armed for, once, if that is so already or when it comes to be so.
package final class LoopWatch: Sendable {
    let token: UInt64
    private let poller: Int32
    private let descriptor: Int32
    /// What it is armed for; nil once it was cancelled.
    private let armed = Mutex<LoopReadiness?>([])
    private let onReady: @Sendable (LoopReadiness) -> Void
    private let onCancel: @Sendable (UInt64) -> Void

    init(
        poller: Int32, descriptor: Int32, token: UInt64, onReady: @escaping @Sendable (LoopReadiness) -> Void,
        onCancel: @escaping @Sendable (UInt64) -> Void
    ) {
        self.poller = poller
        self.descriptor = descriptor
        self.token = token
        self.onReady = onReady
        self.onCancel = onCancel
    }

    /// Asks for a report, beside what was asked for before. A hang-up is reported in any case.
    package func arm(_ events: LoopReadiness) {
        armed.withLock { armed in
            guard let before = armed else { return }
            armed = before.union(events)
            _ = tb_poller_arm(poller, descriptor, token, before.union(events).rawValue)
        }
    }

    /// Ends the watch. To be called before the descriptor is closed.
    package func cancel() {
        let wasActive = armed.withLock { armed in
            guard armed != nil else { return false }
            armed = nil
            _ = tb_poller_remove(poller, descriptor)
            return true
        }
        if wasActive { onCancel(token) }
    }

    /// The loop found this.
    func fire(_ found: LoopReadiness) {
        let isWanted = armed.withLock { armed in
            guard let before = armed else { return false }
            // A hang-up ends all waits.
            let left = found.contains(.hungUp) ? [] : before.subtracting(found)
            armed = left
            if !left.isEmpty { _ = tb_poller_arm(poller, descriptor, token, left.rawValue) }
            return true
        }
        if isWanted { onReady(found) }
    }
}
