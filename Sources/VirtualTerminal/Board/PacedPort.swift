import Foundation
import SerialDriver

/// The terminal's line port: a pseudo-terminal that takes as long for each byte as a real line would.
///
/// An unpaced pseudo-terminal swallows megabytes in a moment and so hides every timing defect. Bytes are there when their time
/// on the line is over, not before; and a line on which nobody sent anything is not made up for: who waits for each answer
/// before he sends on loses that time, as on a real one.
final class PacedPort {
    private let terminal: PseudoTerminal
    private let nanosecondsPerByte: UInt64
    private var outgoing: [UInt8] = []
    /// Bytes that are on the line, until `mayWriteAt` or `mayReadAt`.
    private var leaving: [UInt8] = []
    private var arriving: [UInt8] = []
    private var mayWriteAt: UInt64 = 0
    private var mayReadAt: UInt64 = 0
    /// True since there was nothing to send or to read.
    private var isWriteIdle = true
    private var isReadIdle = true

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
    ///
    /// - Parameter isReading: False while nobody takes what has arrived.
    func interest(at now: UInt64, isReading: Bool = true) -> (descriptor: Int32, events: Int16, wait: UInt64?) {
        var events: Int16 = 0
        var wait: UInt64?
        if now < mayReadAt {
            wait = mayReadAt - now
        } else {
            if isReading { events |= Int16(POLLIN) }
            if isReading, !arriving.isEmpty { wait = 0 }
        }
        if isSending {
            if now < mayWriteAt {
                wait = min(wait ?? UInt64.max, mayWriteAt - now)
            } else if leaving.isEmpty {
                wait = 0
            } else {
                events |= Int16(POLLOUT)
            }
        }
        return (terminal.pollable, events, wait)
    }

    /// Writes what the line has carried by now, and puts the next five milliseconds' worth on it.
    func write(at now: UInt64) throws(SerialError) {
        guard now >= mayWriteAt else { return }
        if !leaving.isEmpty {
            leaving.removeFirst(try terminal.write(leaving))
            guard leaving.isEmpty else { return }
        }
        guard !outgoing.isEmpty else {
            isWriteIdle = true
            return
        }
        let since = isWriteIdle ? now : start(mayWriteAt, now)
        leaving = [UInt8](outgoing.prefix(chunk(now - since)))
        outgoing.removeFirst(leaving.count)
        mayWriteAt = since + UInt64(leaving.count) * nanosecondsPerByte
        isWriteIdle = false
    }

    /// What the line has delivered by now; the next five milliseconds' worth is on it then. Called whenever the loop has
    /// waited, also when there is nothing to read: that is how an idle line is known.
    func read(at now: UInt64) throws(SerialError) -> [UInt8] {
        guard now >= mayReadAt else { return [] }
        let arrived = arriving
        let since = isReadIdle ? now : start(mayReadAt, now)
        arriving = try terminal.read(upTo: chunk(now - since))
        isReadIdle = arriving.isEmpty
        if !arriving.isEmpty { mayReadAt = since + UInt64(arriving.count) * nanosecondsPerByte }
        return arrived
    }

    /// When the line became free: in the midst of a stream that was a little ago, after a long delay it is now.
    private func start(_ free: UInt64, _ now: UInt64) -> UInt64 { now - free <= PacedPort.lateness ? free : now }

    /// Five milliseconds' worth of bytes, and what came in the delay.
    private func chunk(_ late: UInt64) -> Int { Int(max(1, (5_000_000 + late) / nanosecondsPerByte)) }

    /// Forgets what waits to be sent.
    func discard() { (outgoing, leaving) = ([], []) }

    /// True while bytes wait to be sent.
    var isSending: Bool { !outgoing.isEmpty || !leaving.isEmpty }

    /// Closes the port and removes its link.
    func close() { terminal.close() }
}
