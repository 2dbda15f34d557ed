import SerialDriver
import SerialLink

/// Frames of the serial link over a port: payloads are sent and acknowledged, and come as an async sequence.
///
/// It costs tasks and no threads: all lines of one loop share its thread. A reader task and, while there is something to
/// write, a writer task belong to each line; the rules are `LinkSession`'s.
///
/// Payloads that nobody has taken yet are held up to a limit. Then the port is not read any more, so that its buffer fills
/// and the line's flow control (or the missing acknowledgement) holds the other side back. The link's timers do not run out
/// on what stands unread in the port meanwhile. The other side's tries are counted by itself: when the owner takes nothing
/// for longer than they last, it counts a frame as failed that is delivered later all the same.
public final class LinkLine: Sendable {
    /// What was received, in order. One task at a time iterates.
    ///
    /// It ends with nil when the line was closed by this program or the task is cancelled, and throws `LinkLineError` when the
    /// port failed. Payloads that were acknowledged come before either, except in a cancelled task.
    public struct Payloads: AsyncSequence, Sendable {
        let line: LinkLine

        /// Iterates over payloads.
        public struct Iterator: AsyncIteratorProtocol {
            let line: LinkLine

            /// The next payload; nil at the end.
            ///
            /// - Throws: `LinkLineError` of kind `port` or `inUse`.
            public mutating func next(
                isolation actor: isolated (any Actor)? = #isolation
            ) async throws(LinkLineError) -> [UInt8]? { try await line.engine.next() }
        }

        /// Begins.
        public func makeAsyncIterator() -> Iterator { Iterator(line: line) }
    }

    private let engine: LinkEngine

    /// A line over an open port, which belongs to it from now on: nobody else may read, write or close it.
    ///
    /// - Parameters:
    ///   - port: The port.
    ///   - parameters: Timers and limits of the link.
    ///   - limit: How many received payloads may wait to be taken, at least 1.
    ///   - loop: Runs the line's tasks and timers; nil means `SerialLoop.shared`. Best the one that the port has.
    ///   - onNote: Is told of noise, damage and retransmissions, on the loop's thread: it must not block.
    /// - Throws: `SerialError` when there is no loop.
    public init(
        _ port: SerialPort, parameters: LinkParameters = LinkParameters(), waiting limit: Int = 4,
        loop: SerialLoop? = nil, onNote: @escaping @Sendable (LinkNote) -> Void = { _ in }
    ) throws(SerialError) {
        let usedLoop: SerialLoop
        if let loop { usedLoop = loop } else { usedLoop = try SerialLoop.shared }
        engine = LinkEngine(port, LinkTraffic(parameters, limit: limit), loop: usedLoop, onNote: onNote)
        engine.start()
    }

    deinit { engine.close(discardingOutput: true) }

    /// Sends a payload and waits until the other side has acknowledged it. Several senders wait for each other.
    ///
    /// A frame whose sender was cancelled or ran out of time may already be on the line. It is not sent again then, but the
    /// next one waits until no late answer can be taken for its own.
    ///
    /// - Parameters:
    ///   - payload: 1 to 9999 bytes.
    ///   - deadline: When to give up; nil leaves that to the link's timers.
    /// - Throws: `LinkLineError`.
    public func send(_ payload: [UInt8], deadline: ContinuousClock.Instant?) async throws(LinkLineError) {
        try await engine.send(payload, deadline: deadline)
    }

    /// What is received.
    public var payloads: Payloads { Payloads(line: self) }

    /// Ends the line and gives the port back. Whoever sends gets `LinkLineError` of kind `closed`.
    ///
    /// What was written and has not left yet gets its time, as at `SerialPort.close`, for which this call blocks.
    public func close() { engine.close(discardingOutput: false) }
}
