/// Packet captures as input.
enum CaptureInput {
    /// First bytes of pcap (both byte orders, micro- and nanoseconds) and pcapng.
    private static let marks: [[UInt8]] = [
        [0xA1, 0xB2, 0xC3, 0xD4], [0xD4, 0xC3, 0xB2, 0xA1], [0xA1, 0xB2, 0x3C, 0x4D], [0x4D, 0x3C, 0xB2, 0xA1],
        [0x0A, 0x0D, 0x0D, 0x0A],
    ]

    /// True when the bytes begin like a packet capture.
    static func isCapture(_ bytes: [UInt8]) -> Bool { marks.contains { bytes.starts(with: $0) } }

    /// The payloads of a capture.
    ///
    /// - Throws: `MessageToolError` when the capture cannot be read.
    static func candidates(_ bytes: [UInt8]) throws(MessageToolError) -> [Candidate] {
        throw MessageToolError(
            "a packet capture is not read here", why: "the input begins like pcap or pcapng",
            next: "export the payload: tshark -x, or \"Copy as Hex Dump\" in Wireshark")
    }
}
