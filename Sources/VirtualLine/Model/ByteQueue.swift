/// Bytes in the order in which they came; taking from the front costs nothing for what stays.
struct ByteQueue: Sendable, Equatable {
    private var bytes: [UInt8] = []
    private var head = 0

    var count: Int { bytes.count - head }
    var isEmpty: Bool { head == bytes.count }

    mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

    /// Puts a byte before all others.
    mutating func prepend(_ byte: UInt8) {
        if head > 0 {
            head -= 1
            bytes[head] = byte
        } else {
            bytes.insert(byte, at: 0)
        }
    }

    /// The first bytes, at most so many.
    func front(_ limit: Int) -> ArraySlice<UInt8> { bytes[head..<head + min(limit, count)] }

    /// Takes the first bytes, at most so many.
    mutating func take(_ limit: Int) -> [UInt8] {
        let taken = Array(front(limit))
        drop(taken.count)
        return taken
    }

    /// Drops the first bytes, at most so many.
    mutating func drop(_ limit: Int) {
        head += min(limit, count)
        if head == bytes.count {
            bytes.removeAll(keepingCapacity: true)
            head = 0
        } else if head > 4096, head > bytes.count / 2 {
            bytes.removeFirst(head)
            head = 0
        }
    }
}
