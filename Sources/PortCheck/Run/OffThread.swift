import Foundation

/// Does something that blocks on a thread of its own: tasks share few threads, and none of them may stand still.
func offThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: body()) }
    }
}
