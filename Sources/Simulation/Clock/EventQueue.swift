/// Events in order of their time; events of the same time in the order in which they were put in.
///
/// The heap holds places only: an event itself stays where it was put.
package struct EventQueue<Event> {
    private struct Entry {
        let time: Int64
        let sequence: UInt64
        let place: Int

        @inline(__always)
        func isBefore(_ other: Entry) -> Bool {
            time != other.time ? time < other.time : sequence < other.sequence
        }
    }

    private var heap: [Entry] = []
    private var nextSequence: UInt64 = 0
    private var events: [Event?] = []
    private var freePlaces: [Int] = []

    /// A queue without events.
    package init() {}

    /// Events that wait.
    package var count: Int { heap.count }

    /// Time of the first event.
    package var nextTime: Int64? { heap.first?.time }

    /// Puts an event in, at a time in milliseconds.
    package mutating func push(_ event: Event, at time: Int64) {
        let place: Int
        if let free = freePlaces.popLast() {
            place = free
            events[free] = event
        } else {
            place = events.count
            events.append(event)
        }
        let entry = Entry(time: time, sequence: nextSequence, place: place)
        nextSequence += 1
        heap.append(entry)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard entry.isBefore(heap[parent]) else { break }
            heap[child] = heap[parent]
            child = parent
        }
        heap[child] = entry
    }

    /// Takes the first event out.
    package mutating func pop() -> (time: Int64, event: Event)? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        if !heap.isEmpty { sink(last) }
        freePlaces.append(first.place)
        guard let event = events[first.place].take() else { return nil }
        return (first.time, event)
    }

    /// Puts an entry where it belongs, beginning at the root, which is free.
    private mutating func sink(_ entry: Entry) {
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1].isBefore(heap[child]) { child += 1 }
            guard heap[child].isBefore(entry) else { break }
            heap[parent] = heap[child]
            parent = child
        }
        heap[parent] = entry
    }
}
