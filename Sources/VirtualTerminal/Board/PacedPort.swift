import Foundation
import SerialDriver

/// The terminal's line port: a pseudo-terminal that takes as long for each byte as a real line would.
///
/// An unpaced pseudo-terminal swallows megabytes in a moment and so hides every timing defect.
final class PacedPort {
    private let terminal: PseudoTerminal
    private let nanosecondsPerByte: UInt64
    private var outgoing: [UInt8] = []
    private var mayWriteAt: UInt64 = 0
    private var mayReadAt: UInt64 = 0

    /// A process that wakes up later than it wanted has not slowed the line down: so much of a delay is made up for.
    private static let lateness: UInt64 = 10_000_000

    /// Opens a pseudo-terminal and links it at `path`.
    ///
    /// - Parameters:
    ///   - path: Where the stable link is made.
    ///   - baud: Line rate; ten bits go over the line for each byte (8N1).
    init(path: String, baud: Int) throws(SerialError) {
        terminal = try PseudoTerminal(link: path)
        nanosecondsPerByte = 10_000_000_000 / UInt64(max(baud, 50))
    }

    /// Path of the tty that a workstation opens.
    var devicePath: String { terminal.devicePath }

    /// Puts bytes on their way.
    func send(_ bytes: [UInt8]) { outgoing.append(contentsOf: bytes) }

    /// What the caller's poll loop must watch now, and how long it may wait, in nanoseconds.
    func interest(at now: UInt64) -> (descriptor: Int32, events: Int16, wait: UInt64?) {
        var events: Int16 = 0
        var wait: UInt64?
        if now >= mayReadAt { events |= Int16(POLLIN) } else { wait = mayReadAt - now }
        if !outgoing.isEmpty {
            if now >= mayWriteAt {
                events |= Int16(POLLOUT)
            } else {
                wait = min(wait ?? UInt64.max, mayWriteAt - now)
            }
        }
        return (terminal.pollable, events, wait)
    }

    /// Writes as much as the line would have carried by now: at most five milliseconds' worth at once.
    func write(at now: UInt64) throws(SerialError) {
        guard !outgoing.isEmpty, now >= mayWriteAt else { return }
        let since = start(mayWriteAt, now)
        let written = try terminal.write([UInt8](outgoing.prefix(chunk(now - since))))
        outgoing.removeFirst(written)
        mayWriteAt = since + UInt64(written) * nanosecondsPerByte
    }

    /// Reads what the line would have delivered by now.
    func read(at now: UInt64) throws(SerialError) -> [UInt8] {
        guard now >= mayReadAt else { return [] }
        let since = start(mayReadAt, now)
        let bytes = try terminal.read(upTo: chunk(now - since))
        if !bytes.isEmpty { mayReadAt = since + UInt64(bytes.count) * nanosecondsPerByte }
        return bytes
    }

    /// When the line became free: in the midst of a stream that was a little ago, after a pause it is now.
    private func start(_ free: UInt64, _ now: UInt64) -> UInt64 { now - free <= PacedPort.lateness ? free : now }

    /// Five milliseconds' worth of bytes, and what came in the delay.
    private func chunk(_ late: UInt64) -> Int { Int(max(1, (5_000_000 + late) / nanosecondsPerByte)) }

    /// Forgets what waits to be sent.
    func discard() { outgoing = [] }

    /// True while bytes wait to be sent.
    var isSending: Bool { !outgoing.isEmpty }

    /// Closes the port and removes its link.
    func close() { terminal.close() }
}
