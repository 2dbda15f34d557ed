/// What a port receives, in pieces, as they come. Nothing is read before it is asked for, so a slow reader holds the sender
/// back through the line's flow control and not by memory.
public struct PortChunks: AsyncSequence, Sendable {
    let port: SerialPort
    let limit: Int

    /// Iterates over pieces.
    public struct Iterator: AsyncIteratorProtocol {
        let port: SerialPort
        let limit: Int

        /// The next piece; nil when this program closed the port or cancelled the task.
        ///
        /// - Throws: `SerialError.disconnected` when the device went, and others.
        public mutating func next(
            isolation actor: isolated (any Actor)? = #isolation
        ) async throws(SerialError) -> [UInt8]? {
            do throws(SerialError) { return try await port.read(upTo: limit, deadline: nil) } catch {
                if error.kind == .closed || error.kind == .cancelled { return nil }
                throw error
            }
        }
    }

    /// Begins.
    public func makeAsyncIterator() -> Iterator { Iterator(port: port, limit: limit) }
}

extension SerialPort {
    /// What is received, in pieces of at most `limit` bytes.
    public func chunks(upTo limit: Int = 4096) -> PortChunks { PortChunks(port: self, limit: limit) }
}
