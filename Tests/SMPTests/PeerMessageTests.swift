import SMP
import Testing
import TestSupport

@Suite("Messages between this module and the Python package smp")
struct PeerMessageTests {
    /// Reads a packet of a request and writes it again.
    private static func again<Request: MessageRequest>(
        _ packet: Packet, _ wanted: Request
    ) throws -> (isEqual: Bool, bytes: [UInt8]) {
        let read = try Request(packet.map)
        let isEqual = read == wanted && CommandPlace(packet.header) == Request.place
        return (isEqual, try wanted.packet(sequence: packet.header.sequence).encoded())
    }

    private static func again(_ name: Substring, _ packet: Packet) throws -> (isEqual: Bool, bytes: [UInt8])? {
        let hash = [UInt8](0..<32)
        switch name {
        case "echo": return try again(packet, EchoRequest(text: "hello 你好"))
        case "parameters": return try again(packet, ParametersRequest())
        case "clock": return try again(packet, ClockRequest())
        case "set-clock": return try again(packet, SetClockRequest(text: "2026-11-29T22:10:05"))
        case "reset": return try again(packet, ResetRequest())
        case "reset-forced": return try again(packet, ResetRequest(isForced: true, bootMode: 1))
        case "application": return try again(packet, ApplicationInformationRequest(format: "sv"))
        case "bootloader": return try again(packet, BootloaderInformationRequest(query: "mode"))
        case "image-state": return try again(packet, ImageStateRequest())
        case "image-test": return try again(packet, SetImageStateRequest(hash: hash, isConfirmed: false))
        case "image-confirm": return try again(packet, SetImageStateRequest(hash: hash, isConfirmed: true))
        case "upload-first":
            let data = (0..<3).flatMap { _ in [UInt8](0...255) }
            return try again(
                packet, UploadRequest(offset: 0, data: data, whole: UploadWhole(count: 70_000, sha: hash)))
        case "upload-next":
            return try again(packet, UploadRequest(offset: 65_600, data: [UInt8](repeating: 0, count: 4000)))
        case "erase": return try again(packet, EraseImageRequest(slot: 1))
        case "statistics-list": return try again(packet, StatisticsListRequest())
        case "statistics": return try again(packet, StatisticsRequest(name: "flash"))
        case "setting-read": return try again(packet, ReadSettingRequest(name: "terminal-id", largest: 64))
        case "setting-write":
            return try again(packet, WriteSettingRequest(name: "terminal-id", value: [UInt8]("10000002".utf8)))
        case "setting-delete": return try again(packet, DeleteSettingRequest(name: "nii"))
        case "setting-commit": return try again(packet, CommitSettingsRequest())
        case "download": return try again(packet, DownloadRequest(name: "/log", offset: 512))
        case "file-status": return try again(packet, FileStatusRequest(name: "/log"))
        case "file-hash":
            return try again(packet, FileHashRequest(name: "/log", kind: "sha256", offset: 5, count: 9))
        default: return nil
        }
    }

    /// What smp writes and this module leaves out, since it says nothing: the image's number 0 and no upgrade.
    private static let shorter: Set<Substring> = ["upload-first"]

    @Test("requests of smp are read as what they ask, and written in the same bytes")
    func requests() throws {
        let lines = try PeerProgram.lines("packets.py", [], input: [])
        #expect(lines.count == 23)
        for line in lines {
            let parts = line.split(separator: " ")
            let wire = bytes(String(parts[1]))
            for console in parts[2...] {
                var reader = LineReader(largestPacket: 8192)
                #expect(reader.receive(bytes(String(console))) == [.packet(wire)], "\(parts[0])")
            }
            #expect(ConsoleFraming.lines(wire, lineLength: 126) == bytes(String(parts[2])), "\(parts[0])")
            let packet = try Packet(decoding: wire)
            let (isEqual, again) = try #require(try PeerMessageTests.again(parts[0], packet))
            #expect(isEqual, "\(parts[0])")
            if PeerMessageTests.shorter.contains(parts[0]) {
                #expect(try Packet(decoding: again).map["data"] == packet.map["data"])
            } else {
                #expect(again == wire, "\(parts[0])")
            }
        }
    }

    private static let images: ImageStates = {
        var running = ImageState(slot: 0, version: "1.2.3", hash: [UInt8](0..<32))
        running.isActive = true
        running.isConfirmed = true
        var tried = ImageState(slot: 1, version: "1.3.0.7", hash: [UInt8](1..<33))
        tried.isPending = true
        return ImageStates(images: [running, tried])
    }()

    private static let answers: [(String, UInt16, CBORMap)] = [
        ("echo", 0, EchoAnswer(text: "hello 你好").map),
        ("parameters", 0, ParametersAnswer(bufferSize: 4096, bufferCount: 4).map),
        ("clock", 0, ClockBody(text: "2026-11-29T22:10:05").map), ("set-clock", 0, EmptyBody().map),
        ("application", 0, ApplicationInformation(output: "tillbench 1.2.3").map), ("image-state", 1, images.map),
        ("upload", 1, UploadAnswer(offset: 65_600).map), ("upload", 1, UploadAnswer(offset: 7, isMatching: true).map),
        ("statistics-list", 2, StatisticsList(names: ["flash", "link"]).map),
        ("statistics", 2, Statistics(name: "flash", counters: [.init("erases", 77), .init("b", 0)]).map),
        ("setting", 3, SettingValue(value: [UInt8]("10000002".utf8)).map),
        ("download", 8, DownloadAnswer(offset: 0, data: [1, 2, 3], count: 9).map),
        ("file-status", 8, FileStatus(count: 9).map),
        ("file-hash", 8, FileHash(kind: "sha256", offset: 5, count: 9, hash: [UInt8](0..<32)).map),
        ("money", 1, Refusal.general(ResponseCode.moneyAtStake, reason: "settle first").map(.two, isDetailed: false)),
        ("refused-1", 1, Refusal.general(ResponseCode.busy, reason: "").map(.one, isDetailed: false)),
        (
            "refused-2", 1,
            Refusal.group(1, code: ImageCode.invalidHash.rawValue, reason: "r").map(.two, isDetailed: false)
        ),
    ]

    @Test("smp takes the answers, each of its type and with no entry more or less")
    func taken() throws {
        var input: [String] = []
        for (name, group, map) in PeerMessageTests.answers {
            let operation = PacketOperation.readAnswer
            let packet = try Packet(PacketHeader(operation, group: group, sequence: 1, command: 0), map).encoded()
            input.append("\(name) \(hex(try #require(ConsoleFraming.lines(packet))))")
        }
        let lines = try PeerProgram.lines("packets.py", [], input: input).suffix(input.count)
        for (answer, line) in zip(PeerMessageTests.answers, lines) {
            let parts = line.split(separator: " ")
            #expect(parts[0] == answer.0)
            #expect(try CBORMap(decoding: bytes(String(parts[1]))) == answer.2, "\(answer.0)")
        }
    }
}
