import Capture
import Dispatch
import ISO8583
import Logging
import NIOCore
import NIOPosix
import Settlement

/// Something that a host did, for consoles and tests. No card data.
public struct HostEvent: Sendable, Equatable {
    /// Host time.
    public var at: String
    /// What was asked, and what was answered.
    public var answer: HostAnswer
}

/// An acquirer host on a TCP port: two bytes length (big-endian), TPDU, header, message.
public final class AcquirerServer: Sendable {
    /// The largest request that is read, in bytes.
    static let largestRequest = 4096
    /// Milliseconds between two looks at the clock for the day cut; every request looks, too.
    private static let lookInterval: Int64 = 500

    private let group: MultiThreadedEventLoopGroup
    private let channel: any Channel
    private let desk: Desk
    /// Port that it listens on.
    public let port: Int

    /// Opens the port and serves.
    ///
    /// - Parameters:
    ///   - address: Address to listen on, loopback unless told otherwise.
    ///   - port: Port, 0 for any free one.
    ///   - ledger: Where it books.
    ///   - configuration: Terminals, cards and rules.
    ///   - logger: Takes failures.
    ///   - clock: Host time.
    ///   - capture: Records all connections, byte for byte as they were on the wire: account numbers too.
    ///   - observer: Is told of every request, and of batches that the day cut closed; called on another thread.
    /// - Throws: `HostStartError` when the port cannot be opened.
    public init(
        address: String = "127.0.0.1", port: Int, ledger: SQLiteLedger, configuration: HostConfiguration,
        logger: Logger, clock: @escaping @Sendable () -> ClockTime,
        capture: CaptureFile? = nil, observer: @escaping @Sendable (HostEvent) -> Void
    ) throws {
        let network = capture.map {
            NetworkRecorder($0, name: "clients", description: "TCP connections of the acquirer host")
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let desk = Desk(
            logic: HostLogic(store: ledger, configuration: configuration), logger: logger, clock: clock,
            observer: observer)
        do {
            channel = try ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: 256)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        // First, so that it sees the bytes as they are on the wire.
                        if let network {
                            try channel.pipeline.syncOperations.addHandler(CaptureHandler(network))
                        }
                        try channel.pipeline.syncOperations.addHandler(ByteToMessageHandler(RequestDecoder()))
                        try channel.pipeline.syncOperations.addHandler(RequestHandler(desk: desk))
                    }
                }
                .bind(host: address, port: port).wait()
        } catch {
            try? group.syncShutdownGracefully()
            throw HostStartError(error)
        }
        self.group = group
        self.desk = desk
        self.port = channel.localAddress?.port ?? port
        guard configuration.dayCut != nil else { return }
        group.next().scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(AcquirerServer.lookInterval)) { _ in
            desk.cutDay()
        }
    }

    /// Closes the open batch of a terminal without being asked by it.
    ///
    /// - Returns: True when there was an open batch with bookings.
    /// - Throws: When the ledger fails; nothing was changed then.
    @discardableResult
    public func forceClose(_ terminalID: String) throws -> Bool { try desk.forceClose(terminalID) }

    /// Closes the port and all connections.
    public func stop() throws {
        try channel.close().wait()
        try group.syncShutdownGracefully()
    }
}

/// One desk at which all requests are answered, one after the other: the order of the ledger is the order of the answers.
private final class Desk: Sendable {
    private let queue = DispatchQueue(label: "tillbench.acquirer")
    // Touched only on `queue`.
    private nonisolated(unsafe) var logic: HostLogic<SQLiteLedger>
    private let logger: Logger
    private let clock: @Sendable () -> ClockTime
    private let observer: @Sendable (HostEvent) -> Void

    init(
        logic: HostLogic<SQLiteLedger>, logger: Logger, clock: @escaping @Sendable () -> ClockTime,
        observer: @escaping @Sendable (HostEvent) -> Void
    ) {
        self.logic = logic
        self.logger = logger
        self.clock = clock
        self.observer = observer
    }

    /// Looks whether the time of the day cut has come.
    func cutDay() { queue.async { [self] in cutDay(at: clock()) } }

    private func cutDay(at now: ClockTime) {
        do {
            for closed in try logic.cutDay(at: now) { observer(HostEvent(at: now.description, answer: closed)) }
        } catch {
            logger.error("the ledger failed, the day cut waits", metadata: ["error": "\(error)"])
        }
    }

    /// Closes the open batch of a terminal, after the requests that came before.
    func forceClose(_ terminalID: String) throws -> Bool {
        try queue.sync {
            let now = clock()
            guard let closed = try logic.forceClose(terminalID, at: now) else { return false }
            observer(HostEvent(at: now.description, answer: closed))
            return true
        }
    }

    func answer(_ request: [UInt8], _ done: @escaping @Sendable (HostAnswer) -> Void) {
        queue.async { [self] in
            let now = clock()
            cutDay(at: now)
            do {
                let answer = try logic.answer(request, at: now)
                observer(HostEvent(at: now.description, answer: answer))
                done(answer)
            } catch {
                // Without its ledger a host must not answer: the terminal will reverse or ask again.
                logger.error("the ledger failed, the request is not answered", metadata: ["error": "\(error)"])
                var silence = HostAnswer()
                silence.closesConnection = true
                done(silence)
            }
        }
    }
}

/// Cuts the stream into requests.
private struct RequestDecoder: ByteToMessageDecoder {
    typealias InboundOut = [UInt8]

    struct BadLength: Error {}

    mutating func decode(context: ChannelHandlerContext, buffer: inout ByteBuffer) throws -> DecodingState {
        guard let length = buffer.getInteger(at: buffer.readerIndex, as: UInt16.self) else { return .needMoreData }
        guard (1...AcquirerServer.largestRequest).contains(Int(length)) else { throw BadLength() }
        guard buffer.readableBytes >= 2 + Int(length) else { return .needMoreData }
        buffer.moveReaderIndex(forwardBy: 2)
        guard let bytes = buffer.readBytes(length: Int(length)) else { return .needMoreData }
        context.fireChannelRead(wrapInboundOut(bytes))
        return .continue
    }

    mutating func decodeLast(
        context: ChannelHandlerContext, buffer: inout ByteBuffer, seenEOF: Bool
    ) throws -> DecodingState {
        try decode(context: context, buffer: &buffer)
    }
}

/// Brings requests to the desk and answers back.
private final class RequestHandler: ChannelInboundHandler {
    typealias InboundIn = [UInt8]
    typealias OutboundOut = ByteBuffer

    private let desk: Desk

    init(desk: Desk) { self.desk = desk }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let channel = context.channel
        desk.answer(unwrapInboundIn(data)) { answer in
            channel.eventLoop.scheduleTask(in: .milliseconds(Int64(answer.delay))) {
                if let reply = answer.reply { RequestHandler.write(reply, to: channel) }
                for follower in answer.followers {
                    channel.eventLoop.scheduleTask(in: .milliseconds(Int64(follower.delay))) {
                        RequestHandler.write(follower.payload, to: channel)
                    }
                }
                if answer.closesConnection { channel.close(promise: nil) }
            }
        }
    }

    /// Writes a payload behind its length.
    private static func write(_ payload: [UInt8], to channel: any Channel) {
        var buffer = channel.allocator.buffer(capacity: payload.count + 2)
        buffer.writeInteger(UInt16(payload.count))
        buffer.writeBytes(payload)
        channel.writeAndFlush(buffer, promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Whoever sends an impossible length speaks another protocol: nobody knows where its next message begins.
        context.close(promise: nil)
    }
}
