import Capture
import Foundation
import Testing

@Suite("Capture files")
struct FileTests {
    private func open(_ path: String, onFailure: @escaping @Sendable (CaptureFileError) -> Void = { _ in }) throws
        -> CaptureFile
    {
        try CaptureFile(path: path, application: "test", clock: { 1000 }, onFailure: onFailure)
    }

    @Test("after every event the file is whole, and only its owner may read it")
    func flushed() throws {
        let folder = try Scratch()
        let file = try open(folder.path("c"))
        var serial = SerialRecorder(file, port: "p", baud: 9600, longestPause: 100)
        let network = NetworkRecorder(file, name: "n", description: "d")
        func packets() throws -> Int {
            let contents = CaptureContents(try folder.read("c"))
            #expect(contents.problem == nil)
            return contents.packets.count
        }
        #expect(try packets() == 0)
        serial.received([2, 0, 1])
        #expect(try packets() == 0)
        serial.received([0x30, 3, 0x32, 6])
        #expect(try packets() == 2)
        serial.sent([6])
        serial.received([2])
        serial.finish()
        #expect(try packets() == 4)
        let conversation = network.open(
            client: CaptureEndpoint(port: 1), server: CaptureEndpoint(port: 2), capturedAt: .server)
        conversation.sent(by: .client, [1])
        conversation.closed(by: .client)
        conversation.closed(by: .server)
        #expect(try packets() == 4 + 3 + 2 + 3)
        file.close()
        serial.sent([6])
        #expect(try packets() == 12)
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path("c"))[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("events of many threads are whole packets, none lost")
    func threads() throws {
        let folder = try Scratch()
        let file = try open(folder.path("c"))
        let network = NetworkRecorder(file, name: "n", description: "d")
        DispatchQueue.concurrentPerform(iterations: 8) { index in
            let conversation = network.open(
                client: CaptureEndpoint(port: UInt16(1000 + index)), server: CaptureEndpoint(port: 2),
                capturedAt: .client)
            for number in 0..<100 as Range<UInt8> { conversation.sent(by: .client, [UInt8(index), number]) }
            conversation.closed(by: .client)
        }
        let bytes = try folder.read("c")
        let contents = CaptureContents(bytes)
        #expect(contents.problem == nil)
        let conversations = TCPStreams.conversations(of: contents, in: bytes)
        #expect(conversations.count == 8)
        for conversation in conversations {
            let index = UInt8(conversation.client.port - 1000)
            #expect(conversation.bytes(from: .client, in: bytes) == (0..<100).flatMap { [index, $0] })
        }
    }

    @Test("a capture is replaced; a foreign file, a folder, a busy file are left alone, each with what, why and next")
    func existing() throws {
        let folder = try Scratch()
        let first = try open(folder.path("c"))
        first.record { writer, _ in writer.addNetwork(name: "a", description: "").1 }
        #expect(throws: CaptureFileError.self) { try open(folder.path("c")) }
        first.close()
        let second = try open(folder.path("c"))
        #expect(CaptureContents(try folder.read("c")).interfaces.isEmpty)
        second.close()

        let text = Array("no capture".utf8)
        try folder.write(text, "foreign")
        do {
            _ = try open(folder.path("foreign"))
            Issue.record("a foreign file was taken")
        } catch let error as CaptureFileError {
            #expect(error.kind == .foreign && error.description.contains("next:"))
        }
        #expect(try folder.read("foreign") == text)
        for path in [folder.url.path, "/dev/null", folder.path("no/such/folder")] {
            #expect(throws: CaptureFileError.self) { try open(path) }
        }
    }
}
