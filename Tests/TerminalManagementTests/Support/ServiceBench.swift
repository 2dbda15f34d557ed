import Bootloader
import FlashStore
import SMP
import Settlement
import TerminalManagement
import Testing
import VirtualTerminal

typealias Chip = SharedFlash<MemoryFlash>
typealias Server = ManagementServer<RegionFlash<Chip>, SoftwareVerifier>

/// A management server over real slots and a real journal, and a client of its own beside it.
struct ServiceBench {
    let chip: Chip
    let map: FlashMap
    var terminal: BenchTerminal
    var server: Server
    /// What was to be done since the last request, but for answers.
    var effects: [ManagementEffect] = []
    private var sequence: UInt8 = 0

    /// A board with the factory's image in slot 0; without one when it is helpless.
    init(isHelpless: Bool = false) throws {
        map = try BoardDescription.virtualPOS().map
        chip = Chip(MemoryFlash(geometry: map.program.geometry))
        if !isHelpless {
            var slot = try RegionFlash(chip, map[.slotA])
            let image = try FactoryImage.make(board: "virtual-pos")
            try slot.program(at: 0, image + [UInt8](repeating: 0xFF, count: -image.count & 3))
        }
        terminal = try BenchTerminal()
        server = try ServiceBench.boot(chip, map).server
    }

    /// Starts the board.
    static func boot(_ chip: Chip, _ map: FlashMap) throws -> (server: Server, report: BootReport) {
        let key = try #require(ImageKey(subjectPublicKeyInfo: try FactoryImage.publicKey()))
        let identity = BootIdentity(
            board: [UInt8]("virtual-pos".utf8), keys: [key], journalFormat: JournalFormat.version)
        var loader = Bootloader(
            regions: try BootRegions(chip, map), verifier: SoftwareVerifier(), identity: identity)
        let report = try loader.boot(.reset)
        var isHelpless = false
        if case .recovery = report.outcome { isHelpless = true }
        let slots = try ImageSlots(
            regions: try BootRegions(chip, map), verifier: SoftwareVerifier(), identity: identity)
        return (Server(slots: slots, verifier: SoftwareVerifier(), isHelpless: isHelpless), report)
    }

    /// Starts the board again.
    @discardableResult mutating func reboot() throws -> BootReport {
        let (server, report) = try ServiceBench.boot(chip, map)
        self.server = server
        return report
    }

    /// Hands bytes to the server.
    mutating func receive(_ bytes: [UInt8]) -> [ManagementEffect] { server.receive(bytes, &terminal) }

    /// Asks, and returns the answer's map.
    mutating func askMap(_ packet: Packet) throws -> CBORMap {
        effects = []
        let lines = try #require(ConsoleFraming.lines(try packet.encoded()))
        var answer: CBORMap?
        for effect in server.receive(lines, &terminal) {
            guard case .send(let bytes) = effect else {
                effects.append(effect)
                continue
            }
            var reader = LineReader(largestPacket: 8192)
            for item in reader.receive(bytes) {
                guard case .packet(let bytes) = item else { continue }
                let packet = try Packet(decoding: bytes)
                #expect(packet.header.sequence == sequence && !packet.header.operation.isRequest)
                answer = packet.map
            }
        }
        return try #require(answer)
    }

    /// Asks, and returns what was answered.
    ///
    /// - Throws: `Refusal` when it was not done.
    mutating func ask<Request: MessageRequest>(_ request: Request, wantsDetail: Bool = true) throws -> Request.Answer {
        sequence &+= 1
        let map = try askMap(request.packet(sequence: sequence, wantsDetail: wantsDetail))
        if let refusal = Refusal(map) { throw refusal }
        return try Request.Answer(map)
    }

    /// Why a request was refused; nil when it was not.
    mutating func refusal(_ request: some MessageRequest) -> Refusal? {
        do { _ = try ask(request) } catch let refusal as Refusal { return refusal } catch {
            Issue.record("\(error)")
        }
        return nil
    }

    /// Uploads an image from where it is wanted.
    @discardableResult mutating func upload(
        _ image: [UInt8], piece: Int = 3000, description: ImageDescription? = nil
    ) throws -> Int {
        var hasher = SoftwareVerifier().makeHasher()
        hasher.update(image)
        let whole = UploadWhole(count: image.count, sha: hasher.finish(), description: description)
        var offset = 0
        var requests = 0
        repeat {
            let data = [UInt8](image[offset..<min(offset + piece, image.count)])
            let answer = try ask(UploadRequest(offset: offset, data: data, whole: offset == 0 ? whole : nil))
            offset = answer.offset
            requests += 1
        } while offset < image.count
        return requests
    }
}
