import Capture
import Glibc
import SerialLink

/// What a bridge records: its line, and its connections to the host.
struct BridgeRecords {
    var serial: SerialRecorder
    let network: NetworkRecorder

    init(_ file: CaptureFile, port: String, baud: Int, link: LinkParameters) {
        serial = SerialRecorder(
            file, port: port, baud: baud, longestPause: link.interByteTimeout, largestPayload: link.largestPayload)
        network = NetworkRecorder(file, name: "host", description: "TCP connections of the bridge to the host")
    }
}

extension NetworkRecorder {
    /// The conversation of a connected socket of this program, which is its client.
    func open(_ descriptor: Int32) -> ConversationRecorder {
        open(
            client: endpoint { getsockname(descriptor, $0, $1) }, server: endpoint { getpeername(descriptor, $0, $1) },
            capturedAt: .client)
    }

    /// Address and port that the system tells; loopback and port 0 when it tells none.
    private func endpoint(
        _ ask: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
    ) -> CaptureEndpoint {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let code = withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { ask($0, &size) }
        }
        guard code == 0 else { return CaptureEndpoint(port: 0) }
        // Family, port, address; of IPv6 a flow label comes before the address.
        let bytes = withUnsafeBytes(of: &storage) { [UInt8]($0) }
        let port = UInt16(bytes[2]) << 8 | UInt16(bytes[3])
        let address =
            storage.ss_family == sa_family_t(AF_INET6)
            ? IPAddress(bytes: bytes[8..<24]) : IPAddress(bytes: bytes[4..<8])
        return CaptureEndpoint(address ?? .loopback, port: port)
    }
}
