import Synchronization

/// A body that a loop runs at its time.
package final class LoopTimer: Sendable {
    let deadline: ContinuousClock.Instant
    private let body: Mutex<(@Sendable () -> Void)?>

    init(_ deadline: ContinuousClock.Instant, _ body: @escaping @Sendable () -> Void) {
        self.deadline = deadline
        self.body = Mutex(body)
    }

    /// Makes it do nothing when its time comes.
    package func cancel() { body.withLock { $0 = nil } }

    func fire() {
        let due = body.withLock { body in
            defer { body = nil }
            return body
        }
        due?()
    }
}

/// Timers in the order of their deadlines: a binary heap. A cancelled one stays until its time and then does nothing.
struct LoopTimers {
    private var heap: [LoopTimer] = []

    /// The next deadline.
    var next: ContinuousClock.Instant? { heap.first?.deadline }

    mutating func insert(_ timer: LoopTimer) {
        heap.append(timer)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].deadline < heap[parent].deadline else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes out what is due.
    mutating func takeDue(at now: ContinuousClock.Instant) -> [LoopTimer] {
        var due: [LoopTimer] = []
        while let first = heap.first, first.deadline <= now {
            due.append(first)
            removeFirst()
        }
        return due
    }

    private mutating func removeFirst() {
        let last = heap.removeLast()
        guard !heap.isEmpty else { return }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child].deadline < heap[least].deadline { least = child }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
