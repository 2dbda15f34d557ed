import Capture
import NIOCore

/// Records the bytes of one connection as they pass.
final class CaptureHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let network: NetworkRecorder
    private var conversation: ConversationRecorder?

    init(_ network: NetworkRecorder) { self.network = network }

    func channelActive(context: ChannelHandlerContext) {
        conversation = network.open(
            client: endpoint(context.channel.remoteAddress), server: endpoint(context.channel.localAddress),
            capturedAt: .server)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        conversation?.sent(by: .client, [UInt8](unwrapInboundIn(data).readableBytesView))
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        conversation?.sent(by: .server, [UInt8](unwrapOutboundIn(data).readableBytesView))
        context.write(data, promise: promise)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        conversation?.closed(by: .server)
        context.close(mode: mode, promise: promise)
    }

    func channelInactive(context: ChannelHandlerContext) {
        // Nothing is written when the host closed it.
        conversation?.closed(by: .client)
        context.fireChannelInactive()
    }

    /// Loopback and port 0 when the system tells none.
    private func endpoint(_ address: SocketAddress?) -> CaptureEndpoint {
        let known: IPAddress? =
            switch address {
            case .v4(let address): withUnsafeBytes(of: address.address.sin_addr) { IPAddress(bytes: $0) }
            case .v6(let address): withUnsafeBytes(of: address.address.sin6_addr) { IPAddress(bytes: $0) }
            default: nil
            }
        return CaptureEndpoint(known ?? .loopback, port: UInt16(clamping: address?.port ?? 0))
    }
}
