import Foundation
import Synchronization

/// Work that goes on while the checks do something else.
final class Worker<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)

    /// On a thread of its own.
    init(blocking body: @escaping @Sendable () throws -> Value) {
        Thread.detachNewThread { [self] in
            let ended = Result(catching: body)
            result.withLock { $0 = ended }
        }
    }

    /// In a task.
    init(_ body: @escaping @Sendable () async throws -> Value) {
        Task.detached { [self] in
            let ended: Result<Value, any Error>
            do { ended = .success(try await body()) } catch { ended = .failure(error) }
            result.withLock { $0 = ended }
        }
    }

    /// True once there is a result.
    var hasEnded: Bool { result.withLock { $0 != nil } }

    /// What became of it. Throws what it threw, and when it has not ended in time.
    func value(within seconds: Double, _ what: String) throws -> Value {
        guard Clock.wait(seconds, until: { hasEnded }), let ended = result.withLock({ $0 }) else {
            throw Checks.Wrong("\(what) has not ended in \(seconds) s")
        }
        return try ended.get()
    }
}
