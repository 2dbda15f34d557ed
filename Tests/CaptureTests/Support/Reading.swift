import Capture

/// What we read of a capture, in the words of tshark's fields.
enum Reading {
    static let fields = [
        "frame.number", "frame.time_epoch", "frame.len", "frame.cap_len", "ip.src", "ip.dst", "ipv6.src", "ipv6.dst",
        "tcp.srcport", "tcp.dstport", "tcp.seq_raw", "tcp.flags", "tcp.payload", "udp.srcport", "udp.dstport",
        "udp.payload",
        "vlan.id",
    ]
    /// What only pcapng has.
    static let blockFields = [
        "frame.section_number", "frame.interface_id", "frame.interface_name", "frame.packet_flags_direction",
        "frame.comment",
    ]

    static func lines(_ contents: CaptureContents, in bytes: [UInt8], withBlocks: Bool) throws -> [String] {
        try contents.packets.map { packet in
            try line(packet, contents, bytes, withBlocks: withBlocks).joined(separator: "|")
        }
    }

    private static func line(
        _ packet: CapturePacket, _ contents: CaptureContents, _ bytes: [UInt8], withBlocks: Bool
    ) throws -> [String] {
        var values = [String: String]()
        values["frame.number"] = "\(packet.number)"
        values["frame.time_epoch"] = packet.timestamp.map { time in
            "\(time / 1_000_000_000).\(String(1_000_000_000 + time % 1_000_000_000).dropFirst())"
        }
        values["frame.len"] = "\(packet.originalLength)"
        values["frame.cap_len"] = "\(packet.frame.count)"
        let interface = contents.interfaces[packet.interface]
        let first = contents.interfaces.firstIndex { $0.section == interface.section } ?? 0
        values["frame.section_number"] = "\(interface.section)"
        values["frame.interface_id"] = "\(packet.interface - first)"
        values["frame.interface_name"] = interface.name
        let flags = packet.direction == .unknown ? "0" : packet.direction == .inbound ? "1" : "2"
        values["frame.packet_flags_direction"] = flags == "0" ? nil : "0x0000000\(flags)"
        values["frame.comment"] = packet.comment.map { String(decoding: bytes[$0], as: UTF8.self) }
        if case .ip(let ip, let vlans) = try packet.contents(in: bytes) {
            values["vlan.id"] = vlans.map { "\($0)" }.joined(separator: ",")
            let version = ip.source.isIPv6 ? "ipv6" : "ip"
            values["\(version).src"] = ip.source.description
            values["\(version).dst"] = ip.destination.description
            switch ip.transport {
            case .tcp(let segment):
                values["tcp.srcport"] = "\(segment.sourcePort)"
                values["tcp.dstport"] = "\(segment.destinationPort)"
                values["tcp.seq_raw"] = "\(segment.sequence)"
                values["tcp.flags"] = "0x00" + lowerHex([segment.flags.rawValue])
                values["tcp.payload"] = lowerHex(bytes[segment.payload])
            case .udp(let datagram):
                values["udp.srcport"] = "\(datagram.sourcePort)"
                values["udp.dstport"] = "\(datagram.destinationPort)"
                values["udp.payload"] = lowerHex(bytes[datagram.payload])
            case .other, .fragment: break
            }
        }
        return (withBlocks ? fields + blockFields : fields).map { values[$0] ?? "" }
    }
}
