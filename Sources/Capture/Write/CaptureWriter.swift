/// Turns what happens on the bench into the blocks of a pcapng file: events in, bytes out.
///
/// ```swift
/// var writer = CaptureWriter(application: "tillbench 1.0")
/// var file = writer.begin()
/// let (line, block) = writer.addSerialLine(port: "/dev/ttyUSB0", baud: 115_200)
/// file += block
/// file += writer.serialFrame(frame, on: line, .inbound, at: 1_795_424_400_000_000_000)
/// ```
///
/// Times are nanoseconds since 1970-01-01 00:00 UTC; one before that is written as zero. What is asked of a number that
/// `addSerialLine`, `addNetwork` or `openConversation` did not give out writes nothing.
public struct CaptureWriter: Sendable {
    /// Names an interface of this writer.
    public struct InterfaceID: Hashable, Sendable {
        let number: UInt32
    }

    /// Names a conversation of this writer.
    public struct ConversationID: Hashable, Sendable {
        let number: Int
    }

    /// The most bytes of a frame that are written. More would be refused by other tools.
    public static let largestFrame = 262_144
    /// The most payload bytes in one TCP packet.
    public static let largestSegment = 1400
    /// Segments that a receiver takes before it acknowledges: less than its window.
    private static let segmentsBeforeAcknowledgement = 32

    private let application: String
    private let redact: CaptureRedaction?
    private var ports: [String] = []
    private var conversations: [ConversationID: SyntheticConversation] = [:]
    private var opened = 0
    private var packets: UInt16 = 0

    /// A writer that has written nothing.
    ///
    /// - Parameters:
    ///   - application: Program and version, for the file's header (shb_userappl).
    ///   - redact: Changes payloads before they are written.
    public init(application: String, redact: CaptureRedaction? = nil) {
        self.application = application
        self.redact = redact
    }

    /// The section header. It comes first; interfaces and conversations of before are forgotten.
    public mutating func begin() -> [UInt8] {
        ports = []
        conversations = [:]
        var block = BlockBuilder(BlockType.section)
        block.add(BlockType.byteOrderMark)
        block.add(1 as UInt16)
        block.add(0 as UInt16)
        // The section's length is not known.
        block.add(UInt64.max)
        block.add(option: 4, text: application)
        block.endOptions()
        return block.finished()
    }

    /// An interface for the frames of a serial line, of link type USER0.
    ///
    /// - Parameters:
    ///   - port: Name of the port.
    ///   - baud: Line rate in bits per second.
    public mutating func addSerialLine(port: String, baud: Int) -> (InterfaceID, [UInt8]) {
        addInterface(.user0, name: port, description: "serial line, \(baud) baud", speed: UInt64(max(0, baud)))
    }

    /// An interface for TCP conversations, of link type RAW.
    ///
    /// - Parameters:
    ///   - name: A short name.
    ///   - description: What goes over it.
    public mutating func addNetwork(name: String, description: String) -> (InterfaceID, [UInt8]) {
        addInterface(.raw, name: name, description: description, speed: nil)
    }

    private mutating func addInterface(
        _ linkType: LinkType, name: String, description: String, speed: UInt64?
    ) -> (InterfaceID, [UInt8]) {
        let id = InterfaceID(number: UInt32(ports.count))
        ports.append(name)
        var block = BlockBuilder(BlockType.interface)
        block.add(linkType.number)
        block.add(0 as UInt16)
        block.add(UInt32(CaptureWriter.largestFrame))
        block.add(option: 2, text: name)
        block.add(option: 3, text: description)
        if let speed { block.add(option: 8, (0..<8).map { UInt8(truncatingIfNeeded: speed >> (8 * $0)) }) }
        block.add(option: 9, [TimestampResolution.nanoseconds.code])
        block.endOptions()
        return (id, block.finished())
    }

    /// A frame of a serial line, or any other bytes that came in one piece.
    ///
    /// - Parameters:
    ///   - bytes: The frame as it was on the line, with its control characters.
    ///   - direction: Seen from whoever captures.
    public func serialFrame(
        _ bytes: [UInt8], on line: InterfaceID, _ direction: CaptureDirection, at time: Int64
    ) -> [UInt8] {
        guard line.number < UInt32(ports.count) else { return [] }
        let payload = redact.map { $0(bytes, .serial(port: ports[Int(line.number)], direction)) } ?? bytes
        return payload.isEmpty ? [] : packet(payload, on: line, direction, at: time)
    }

    /// Opens a TCP conversation: SYN, SYN-ACK and ACK are made up, as nothing of them is to be seen at a socket.
    ///
    /// - Parameters:
    ///   - network: Where it is written.
    ///   - client: The end that connected.
    ///   - server: The end that listened.
    ///   - captured: The end at which it is captured, for the direction of its packets; nil says none.
    public mutating func openConversation(
        on network: InterfaceID, client: CaptureEndpoint, server: CaptureEndpoint,
        capturedAt captured: ConversationSide?,
        at time: Int64
    ) -> (ConversationID, [UInt8]) {
        opened += 1
        let id = ConversationID(number: opened)
        let conversation = SyntheticConversation(
            interface: network, client: client, server: server, captured: captured,
            number: UInt32(truncatingIfNeeded: opened))
        conversations[id] = conversation
        guard network.number < UInt32(ports.count) else { return (id, []) }
        let block = send(id, .client, [.syn], at: time) + send(id, .server, [.syn, .ack], at: time)
        return (id, block + send(id, .client, [.ack], at: time))
    }

    /// Bytes that one side sent, in segments of at most 1400 bytes, acknowledged by the other side.
    public mutating func segment(
        _ conversation: ConversationID, from side: ConversationSide, _ bytes: [UInt8], at time: Int64
    ) -> [UInt8] {
        guard let known = conversations[conversation] else { return [] }
        let payload =
            redact.map { $0(bytes, .network(client: known.client, server: known.server, sender: side)) } ?? bytes
        var blocks: [UInt8] = []
        var rest = payload[...]
        var unacknowledged = 0
        while !rest.isEmpty {
            let part = rest.prefix(CaptureWriter.largestSegment)
            rest = rest.dropFirst(part.count)
            blocks += send(conversation, side, rest.isEmpty ? [.psh, .ack] : [.ack], part, at: time)
            unacknowledged += 1
            if rest.isEmpty || unacknowledged == CaptureWriter.segmentsBeforeAcknowledgement {
                blocks += send(conversation, side.other, [.ack], at: time)
                unacknowledged = 0
            }
        }
        return blocks
    }

    /// Closes a conversation: FIN of that side, FIN of the other one, ACK.
    public mutating func close(
        _ conversation: ConversationID, by side: ConversationSide, at time: Int64
    ) -> [UInt8] {
        let blocks =
            send(conversation, side, [.fin, .ack], at: time) + send(conversation, side.other, [.fin, .ack], at: time)
            + send(conversation, side, [.ack], at: time)
        conversations[conversation] = nil
        return blocks
    }

    private mutating func send(
        _ id: ConversationID, _ side: ConversationSide, _ flags: TCPFlags, _ payload: ArraySlice<UInt8> = [],
        at time: Int64
    ) -> [UInt8] {
        guard var conversation = conversations[id], conversation.interface.number < UInt32(ports.count) else {
            return []
        }
        packets &+= 1
        let bytes = conversation.packet(from: side, flags, payload, identification: packets)
        conversations[id] = conversation
        let direction: CaptureDirection =
            switch conversation.captured {
            case nil: .unknown
            case side: .outbound
            default: .inbound
            }
        return packet(bytes, on: conversation.interface, direction, at: time)
    }

    /// An enhanced packet block.
    private func packet(
        _ bytes: [UInt8], on interface: InterfaceID, _ direction: CaptureDirection, at time: Int64
    ) -> [UInt8] {
        let captured = bytes.prefix(CaptureWriter.largestFrame)
        let units = UInt64(max(0, time))
        var block = BlockBuilder(BlockType.enhancedPacket)
        block.add(interface.number)
        block.add(UInt32(truncatingIfNeeded: units >> 32))
        block.add(UInt32(truncatingIfNeeded: units))
        block.add(UInt32(captured.count))
        block.add(UInt32(clamping: bytes.count))
        block.add(padded: captured)
        if direction != .unknown {
            block.add(option: 2, [direction.rawValue, 0, 0, 0])
            block.endOptions()
        }
        return block.finished()
    }
}
