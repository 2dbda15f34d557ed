import CTermios
import Glibc
import Synchronization

/// A file descriptor that is closed once, and not while somebody is in a system call with it.
///
/// The kernel gives a closed number to the next file that is opened: a thread that still used the number would read or write
/// another program's file. So users enter and leave, and the last one out closes.
final class Descriptor: Sendable {
    /// The number. Only to be used between `enter` and `leave`, or where closing is known to come later.
    let number: Int32
    /// Bit 63 says that nobody may enter any more; the rest counts users.
    private let state = Atomic<UInt64>(0)
    private static let closing: UInt64 = 1 << 63
    /// The device does not take its output: the kernel's close would wait for it.
    private static let stuck: UInt64 = 1 << 61

    init(_ number: Int32) { self.number = number }

    deinit { shut() }

    /// Counts a user in.
    ///
    /// - Returns: False when the descriptor is closed or about to be.
    func enter() -> Bool {
        let before = state.wrappingAdd(1, ordering: .acquiringAndReleasing).oldValue
        guard before & Descriptor.closing != 0 else { return true }
        leave()
        return false
    }

    /// Counts a user out, and closes when it was the last of a descriptor that is to be closed.
    func leave() {
        let after = state.wrappingSubtract(1, ordering: .acquiringAndReleasing).newValue
        if after & ~Descriptor.stuck == Descriptor.closing { closeOnce() }
    }

    /// Closes as soon as nobody uses it. Any number of times.
    ///
    /// - Parameter isStuck: There is output that does not leave; it is given up.
    func shut(isStuck: Bool = false) {
        let bits = isStuck ? Descriptor.closing | Descriptor.stuck : Descriptor.closing
        let before = state.bitwiseOr(bits, ordering: .acquiringAndReleasing).oldValue
        if before == 0 { closeOnce() }
    }

    /// True once `shut` was called.
    var isShut: Bool { state.load(ordering: .acquiring) & Descriptor.closing != 0 }

    private static let closed: UInt64 = 1 << 62

    private func closeOnce() {
        // An `enter` that fails adds and subtracts again, so the count may come to nothing twice.
        let before = state.bitwiseOr(Descriptor.closed, ordering: .acquiringAndReleasing).oldValue
        guard before & Descriptor.closed == 0 else { return }
        if before & Descriptor.stuck != 0 { _ = tb_close_within(number, 50_000_000) } else { Glibc.close(number) }
    }
}
