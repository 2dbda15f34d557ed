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
///
/// The kernel is asked to tell changes only (edge-triggered), and keeps being asked while what it tells is wanted: a port
/// that is read again and again costs no system call for each wait. A change that nobody waits for ends the asking, so that
/// an idle direction does not wake the loop.
package final class LoopWatch: Sendable {
    private struct State {
        /// What it is armed for.
        var armed: LoopReadiness = []
        /// What the kernel tells changes of.
        var told: LoopReadiness = []
        var isCancelled = false
    }

    let token: UInt64
    private let poller: Int32
    private let descriptor: Int32
    private let state = Mutex(State())
    private let changeCount = Atomic<UInt64>(0)
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

    /// How many changes the kernel told so far.
    var changes: UInt64 { changeCount.load(ordering: .acquiring) }

    /// Asks for a report, beside what was asked for before. A hang-up is reported in any case.
    ///
    /// - Parameter seen: What `changes` was before an attempt that found nothing (EAGAIN): if it is the same now, the kernel
    ///   need not be asked whether that is still so. Nil when there was no such attempt.
    package func arm(_ events: LoopReadiness, afterAttemptAt seen: UInt64? = nil) {
        state.withLock { state in
            guard !state.isCancelled else { return }
            state.armed.formUnion(events)
            if let seen, seen == changes, state.told.isSuperset(of: events) { return }
            state.told.formUnion(events)
            _ = tb_poller_arm(poller, descriptor, token, state.told.rawValue)
        }
    }

    /// Ends the watch. To be called before the descriptor is closed.
    package func cancel() {
        let wasActive = state.withLock { state in
            guard !state.isCancelled else { return false }
            state.isCancelled = true
            _ = tb_poller_remove(poller, descriptor)
            return true
        }
        if wasActive { onCancel(token) }
    }

    /// The loop found this.
    func fire(_ found: LoopReadiness) {
        let wanted: LoopReadiness = state.withLock { state in
            guard !state.isCancelled else { return [] }
            changeCount.wrappingAdd(1, ordering: .acquiringAndReleasing)
            let wanted = found.intersection(state.armed.union(.hungUp))
            let idle = state.told.intersection(found).subtracting(state.armed)
            // A hang-up ends all waits.
            state.armed = found.contains(.hungUp) ? [] : state.armed.subtracting(found)
            if !idle.isEmpty {
                state.told.subtract(idle)
                _ = tb_poller_arm(poller, descriptor, token, state.told.rawValue)
            }
            return wanted
        }
        if !wanted.isEmpty { onReady(wanted) }
    }
}
