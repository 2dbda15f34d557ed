import Capture
import ISO8583
import TestSupport

/// Captures of one TCP conversation, or of one serial line, as the bench writes them.
enum SampleCapture {
    private static let time: Int64 = 1_795_424_400_000_000_000

    /// Pieces of a stream from a terminal to a host, each in packets of its own.
    static func tcp(_ pieces: [[UInt8]]) -> [UInt8] {
        var writer = CaptureWriter(application: "test")
        var file = writer.begin()
        let (network, interface) = writer.addNetwork(name: "host", description: "test")
        let (conversation, opening) = writer.openConversation(
            on: network, client: CaptureEndpoint(port: 40_000), server: CaptureEndpoint(port: 8583),
            capturedAt: .client,
            at: time)
        file += interface + opening
        for piece in pieces { file += writer.segment(conversation, from: .client, piece, at: time) }
        return file + writer.close(conversation, by: .client, at: time)
    }

    /// Messages on TCP, each with a length before it and in packets of its own.
    static func messages(_ bodies: [[UInt8]], _ header: LengthHeader = .usual) -> [UInt8] {
        tcp(bodies.map { (header.bytes(forMessageOf: $0.count) ?? []) + $0 })
    }

    /// Pieces of a serial line as they are cut by the bench.
    static func serial(_ frames: [[UInt8]]) -> [UInt8] {
        var writer = CaptureWriter(application: "test")
        var file = writer.begin()
        let (line, interface) = writer.addSerialLine(port: "line", baud: 9600)
        file += interface
        for frame in frames { file += writer.serialFrame(frame, on: line, .inbound, at: time) }
        return file
    }

    /// What stands before a message of the dialect.
    static func headers(of dialect: Dialect) -> [UInt8] {
        switch dialect.header {
        case .none: []
        case .tpdu: TPDU(protocolID: 0x60, destination: 3, origin: 0x1234).bytes
        case .tpduAndUnionPay:
            TPDU(protocolID: 0x60, destination: 3, origin: 0x1234).bytes
                + UnionPayHeader.terminalRequest.asking(3).bytes
        }
    }
}
