import NIOCore
import NIOHTTP1
import NIOPosix

/// Answers `GET /metrics` on a port of the loopback address.
public final class MetricsServer: Sendable {
    private let group: MultiThreadedEventLoopGroup
    private let channel: any Channel
    /// Port that it listens on.
    public let port: Int

    /// Opens the port.
    ///
    /// - Parameters:
    ///   - port: 0 for any free one.
    ///   - text: What is answered; called on another thread.
    /// - Throws: `FleetError` when the port cannot be opened.
    public init(port: Int, text: @escaping @Sendable () -> String) throws(FleetError) {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            channel = try ServerBootstrap(group: group)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                        try channel.pipeline.syncOperations.addHandler(MetricsHandler(text: text))
                    }
                }
                .bind(host: "127.0.0.1", port: port).wait()
        } catch {
            try? group.syncShutdownGracefully()
            throw FleetError(
                .port, "cannot listen on 127.0.0.1:\(port) for metrics", why: "\(error)",
                next: "another program may use that port: name another one")
        }
        self.group = group
        self.port = channel.localAddress?.port ?? port
    }

    /// Closes the port.
    public func stop() {
        // It ends with the program at the latest.
        try? group.syncShutdownGracefully()
    }
}

private final class MetricsHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let text: @Sendable () -> String
    private var head: HTTPRequestHead?

    init(text: @escaping @Sendable () -> String) { self.text = text }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body: break
        case .end: answer(context)
        }
    }

    private func answer(_ context: ChannelHandlerContext) {
        guard let head else { return }
        self.head = nil
        let path = head.uri.split(separator: "?").first.map(String.init) ?? "/"
        let (status, body): (HTTPResponseStatus, String) =
            path != "/metrics"
            ? (.notFound, "there is only /metrics\n")
            : head.method != .GET && head.method != .HEAD ? (.methodNotAllowed, "GET it\n") : (.ok, text())
        var headers = HTTPHeaders()
        headers.add(name: "Content-Type", value: "text/plain; version=0.0.4; charset=utf-8")
        headers.add(name: "Content-Length", value: "\(body.utf8.count)")
        if !head.isKeepAlive { headers.add(name: "Connection", value: "close") }
        let response = HTTPResponseHead(version: head.version, status: status, headers: headers)
        context.write(wrapOutboundOut(.head(response)), promise: nil)
        if head.method != .HEAD {
            context.write(
                wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(string: body)))), promise: nil)
        }
        let isKept = head.isKeepAlive
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in if !isKept { channel.close(promise: nil) }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
