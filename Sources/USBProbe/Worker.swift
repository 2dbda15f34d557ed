import Foundation
import Synchronization

/// Work on a thread of its own, for what must happen at the same time.
final class Worker<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)

    init(_ body: @escaping @Sendable () throws -> Value) {
        Thread.detachNewThread { [self] in
            let ended = Result(catching: body)
            result.withLock { $0 = ended }
        }
    }

    /// What became of it. Throws what it threw, and when it has not ended in time.
    func value(within seconds: Double, _ what: String) throws -> Value {
        guard Clock.wait(seconds, until: { result.withLock { $0 != nil } }), let ended = result.withLock({ $0 }) else {
            throw Checks.Wrong("\(what) has not ended in \(seconds) s")
        }
        return try ended.get()
    }
}
