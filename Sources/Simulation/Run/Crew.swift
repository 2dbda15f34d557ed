import Foundation
import Synchronization

/// Threads that share out numbered pieces of work.
enum Crew {
    private struct State {
        var next = 0
        var failure: (any Error)?
    }

    /// Does all pieces, on as many threads as are wanted.
    ///
    /// - Parameters:
    ///   - count: Pieces, numbered from 0. They are begun in order.
    ///   - threads: Threads, 1 or more; never more than there are pieces.
    ///   - piece: Does the piece of a number, on any thread.
    ///   - watch: Is told now and then on this thread, and at the end, how many pieces are begun.
    /// - Throws: What a piece or `watch` throws; no further piece is begun then.
    static func share(
        _ count: Int, among threads: Int, _ piece: @escaping @Sendable (Int) throws -> Void,
        watch: (Int) throws -> Void
    ) throws {
        let state = Mutex(State())
        let finished = DispatchSemaphore(value: 0)
        let threads = max(1, min(threads, count))
        for _ in 0..<threads {
            let thread = Thread {
                work(count, state, piece)
                finished.signal()
            }
            // Half a megabyte, which is usual for a second thread, is too little for a debug build.
            thread.stackSize = 4 << 20
            thread.start()
        }
        var ended = 0
        while ended < threads {
            if finished.wait(timeout: .now() + .milliseconds(250)) == .success { ended += 1 }
            try watch(state.withLock { min($0.next, count) })
        }
        let failure = state.withLock { $0.failure }
        if let failure { throw failure }
    }

    private static func work(
        _ count: Int, _ state: borrowing Mutex<State>, _ piece: @Sendable (Int) throws -> Void
    ) {
        while true {
            let number = state.withLock { state in
                defer { state.next += 1 }
                return state.failure == nil ? state.next : count
            }
            guard number < count else { return }
            do { try piece(number) } catch { state.withLock { $0.failure = error } }
        }
    }
}
