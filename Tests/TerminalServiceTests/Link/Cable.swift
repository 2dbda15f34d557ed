import Foundation
import SerialDriver
import Synchronization

/// A cable between pairs of pseudo-terminals: one thread for all of them, which holds a sender back when the receiver's
/// buffer is full.
final class Cable: Sendable {
    struct Pair: Sendable {
        let left: PseudoTerminal
        let right: PseudoTerminal
    }

    let pairs: [Pair]
    private let isCut = Mutex(false)
    private let change: @Sendable ([UInt8]) -> [UInt8]
    private let done = DispatchSemaphore(value: 0)

    /// - Parameter change: What the cable makes of bytes on their way.
    init(pairs count: Int = 1, change: @escaping @Sendable ([UInt8]) -> [UInt8] = { $0 }) throws {
        pairs = try (0..<count).map { _ in Pair(left: try PseudoTerminal(), right: try PseudoTerminal()) }
        self.change = change
        let thread = Thread { [self] in
            carry()
            done.signal()
        }
        thread.name = "cable"
        thread.start()
    }

    private struct Way {
        let from: PseudoTerminal
        let to: PseudoTerminal
        var waiting: [UInt8] = []
    }

    private func carry() {
        var ways = pairs.flatMap { [Way(from: $0.left, to: $0.right), Way(from: $0.right, to: $0.left)] }
        while !isCut.withLock({ $0 }) {
            var watched = ways.map { way in
                way.waiting.isEmpty
                    ? pollfd(fd: way.from.pollable, events: Int16(POLLIN), revents: 0)
                    : pollfd(fd: way.to.pollable, events: Int16(POLLOUT), revents: 0)
            }
            guard poll(&watched, nfds_t(watched.count), 20) > 0 else { continue }
            for (index, found) in watched.enumerated() where found.revents != 0 {
                do {
                    if ways[index].waiting.isEmpty {
                        ways[index].waiting = change(try ways[index].from.read(upTo: 4096))
                    }
                    let count = try ways[index].to.write(ways[index].waiting)
                    ways[index].waiting.removeFirst(count)
                } catch { return }
            }
        }
    }

    /// Ends the cable; the pseudo-terminals hang up.
    func cut() {
        isCut.withLock { $0 = true }
        done.wait()
        for pair in pairs {
            pair.left.close()
            pair.right.close()
        }
    }
}

/// The other end of a pseudo-terminal, by hand.
enum Hand {
    /// Reads until what was read is enough, or a limit of time.
    static func read(_ terminal: PseudoTerminal, until isEnough: ([UInt8]) -> Bool) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let limit = ContinuousClock.now + .seconds(120)
        while !isEnough(bytes), ContinuousClock.now < limit {
            var watched = pollfd(fd: terminal.pollable, events: Int16(POLLIN), revents: 0)
            _ = poll(&watched, 1, 50)
            bytes += try terminal.read(upTo: 4096)
        }
        return bytes
    }

    /// Writes, waiting for room up to `patience` milliseconds.
    ///
    /// - Returns: How many bytes the line took.
    static func write(_ terminal: PseudoTerminal, _ bytes: [UInt8], patience: Int32 = 30_000) throws -> Int {
        var done = 0
        while done < bytes.count {
            let count = try terminal.write([UInt8](bytes[done..<min(done + 2048, bytes.count)]))
            done += count
            if count > 0 { continue }
            var watched = pollfd(fd: terminal.pollable, events: Int16(POLLOUT), revents: 0)
            guard poll(&watched, 1, patience) > 0 else { break }
        }
        return done
    }
}

/// Runs blocking work on a thread of its own.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
}
