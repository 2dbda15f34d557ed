import Bootloader
import FlashStore
import SMP

/// The terminal's side of management over the service port: bytes in, effects out.
///
/// A value without I/O but for the flash of the slots. What it is asked it answers by groups, each in a file of its own.
public struct ManagementServer<Flash: NORFlash, Verifier: ImageVerifier> {
    /// Bytes of one packet, as the console's framing counts them: with two bytes of length and two of checksum.
    public static var bufferSize: Int { 4096 }
    /// Packets that may be on their way: the port keeps what the server has not read.
    public static var bufferCount: Int { 4 }
    /// Bytes of an answer's list or piece: the rest is for the header and the names of entries.
    static var room: Int { bufferSize - 96 }

    /// The slots.
    var slots: ImageSlots<Flash, Verifier>
    let verifier: Verifier
    /// True when no image may run: then flashing is the only way out, and the guard stands aside.
    let isHelpless: Bool
    /// Watches the passwords.
    var supervisor = SupervisorGuard()
    /// Settings that were written and not committed.
    var staged: [SettingChange] = []
    private var reader = LineReader(largestPacket: ManagementServer.bufferSize)
    private(set) var counters = ServiceCounters()
    private var effects: [ManagementEffect] = []

    /// A server.
    ///
    /// - Parameters:
    ///   - slots: The slots of the board, after its boot.
    ///   - verifier: The board's hashes.
    ///   - isHelpless: True when the boot ended in recovery, since no image may run.
    public init(slots: ImageSlots<Flash, Verifier>, verifier: Verifier, isHelpless: Bool = false) {
        self.slots = slots
        self.verifier = verifier
        self.isHelpless = isHelpless
    }

    /// Takes bytes of the service port.
    public mutating func receive(
        _ bytes: [UInt8], _ terminal: inout some ManagedTerminal
    ) -> [ManagementEffect] {
        effects = []
        for item in reader.receive(bytes) {
            switch item {
            case .packet(let packet): answer(packet, &terminal)
            case .damaged: counters.damaged += 1
            case .text: break
            }
        }
        defer { effects = [] }
        return effects
    }

    /// Goes on where the server before a reset stood: only power makes it forget wrong passwords.
    public mutating func goOn(after other: ManagementServer) { supervisor = other.supervisor }

    mutating func add(_ effect: ManagementEffect) { effects.append(effect) }

    private mutating func answer(_ bytes: [UInt8], _ terminal: inout some ManagedTerminal) {
        let packet: Packet
        do throws(PacketError) { packet = try Packet(decoding: bytes) } catch {
            counters.damaged += 1
            // Whoever is named by a whole header hears why.
            guard case .payload = error, let header = ManagementServer.header(bytes), header.operation.isRequest else {
                return
            }
            let refusal = Refusal.general(ResponseCode.invalid, reason: error.description)
            send(refusal.map(header.version, isDetailed: false), to: header)
            return
        }
        guard packet.header.operation.isRequest else { return }
        counters.requests += 1
        let kept = effects
        effects = []
        var map: CBORMap
        do throws(Refusal) { map = try carryOut(packet, &terminal) } catch {
            counters.refused += 1
            effects = effects.filter { if case .log = $0 { true } else { false } }
            let isDetailed = DetailWish.isIn(packet.map)
            map = error.map(packet.header.version, isDetailed: isDetailed)
            if isDetailed, case .general(ResponseCode.moneyAtStake, _) = error {
                map[MoneyAtStake.key] = .map(BatchGuard.stake(terminal).map)
            }
        }
        // What was asked is answered first, then done: after a reset nobody would answer.
        let done = effects
        effects = kept
        send(map, to: packet.header)
        effects += done
    }

    private static func header(_ bytes: [UInt8]) -> PacketHeader? {
        do throws(PacketError) { return try PacketHeader(bytes) } catch { return nil }
    }

    private mutating func send(_ map: CBORMap, to request: PacketHeader) {
        let answer = Packet(request.answer(payloadCount: 0), map)
        do throws(PacketError) {
            let bytes = try answer.encoded()
            if bytes.count <= ManagementServer.bufferSize, let lines = ConsoleFraming.lines(bytes) {
                effects.append(.send(lines))
                return
            }
        } catch { counters.damaged += 1 }
        let refusal = Refusal.general(ResponseCode.tooLarge, reason: "")
        guard map != refusal.map(request.version, isDetailed: false) else { return }
        send(refusal.map(request.version, isDetailed: false), to: request)
    }

    private mutating func carryOut(
        _ packet: Packet, _ terminal: inout some ManagedTerminal
    ) throws(Refusal) -> CBORMap {
        switch packet.header.group {
        case MessageGroup.system: try system(packet, &terminal)
        case MessageGroup.image: try image(packet, terminal)
        case MessageGroup.statistics: try statistics(packet, terminal)
        case MessageGroup.settings: try settings(packet, &terminal)
        case MessageGroup.files: try files(packet, terminal)
        case MessageGroup.terminal: try ours(packet, &terminal)
        default: throw Refusal.unknown
        }
    }

    /// The request of a packet.
    func read<Request: MessageRequest>(_ type: Request.Type, _ packet: Packet) throws(Refusal) -> Request {
        do throws(BodyError) { return try Request(packet.map) } catch {
            throw .general(ResponseCode.invalid, reason: error.description)
        }
    }
}

extension Refusal {
    /// There is no such command.
    static var unknown: Refusal { .general(ResponseCode.notSupported, reason: "") }
}

/// What the service port has seen since the start.
struct ServiceCounters: Equatable, Sendable {
    var requests: Int64 = 0
    var refused: Int64 = 0
    var damaged: Int64 = 0
}
