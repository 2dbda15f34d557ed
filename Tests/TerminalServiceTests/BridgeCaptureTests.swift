import Capture
import Foundation
import ISO8583
import SerialDriver
import SerialLink
import TerminalService
import Testing

@Suite("A bridge that is captured")
struct BridgeCaptureTests {
    @Test(
        "the capture has each frame of the line with its direction, and the conversation with the length before a message"
    )
    func both() throws {
        let path = NSTemporaryDirectory() + "bridge-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).pcapng"
        defer { unlink(path) }
        let host = try EchoHost()
        let terminal = try PseudoTerminal()
        let stop = Pipe()
        let done = DispatchSemaphore(value: 0)
        let capture = try CaptureFile(path: path, application: "test") { Issue.record($0) }
        let bridge = Bridge(
            path: terminal.devicePath, settings: LineSettings(baud: 115_200), address: "127.0.0.1", hostPort: host.port,
            lineAddress: 0x0077, capture: capture
        ) { _ in }
        let descriptor = stop.fileHandleForReading.fileDescriptor
        Thread.detachNewThread {
            do { try bridge.run(until: descriptor) } catch { Issue.record("\(error)") }
            done.signal()
        }
        let request = Envelope(
            tpdu: TPDU(protocolID: 0x60, destination: 3, origin: 0), header: .terminalRequest,
            body: try Dialect.unionPay.encode(Message(.networkAdvice)))
        let frame = try LinkFrame.encode(request.bytes)
        // A piece of noise before the frame, and the frame in two pieces.
        _ = try terminal.write([0xEE] + frame.prefix(5))
        _ = try terminal.write([UInt8](frame.dropFirst(5)))
        var answer: [UInt8] = []
        let limit = ContinuousClock.now + .seconds(120)
        while answer.count < frame.count + 1, ContinuousClock.now < limit {
            var watched = pollfd(fd: terminal.pollable, events: Int16(POLLIN), revents: 0)
            _ = poll(&watched, 1, 50)
            answer += try terminal.read(upTo: 512)
        }
        _ = try terminal.write([0x06])
        // The begin of a frame that never ends.
        _ = try terminal.write([0x02])
        func inbound() throws -> Int {
            CaptureContents([UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))).packets
                .filter { $0.linkType == .user0 && $0.direction == .inbound }.count
        }
        while try inbound() < 3, ContinuousClock.now < limit { usleep(2000) }
        stop.fileHandleForWriting.closeFile()
        done.wait()
        host.stop()

        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let contents = CaptureContents(bytes)
        #expect(contents.problem == nil)
        #expect(contents.interfaces.first?.name == terminal.devicePath && contents.interfaces.first?.speed == 115_200)
        func frames(_ direction: CaptureDirection) -> [[UInt8]] {
            contents.packets.filter { $0.linkType == .user0 && $0.direction == direction }.map {
                [UInt8](bytes[$0.frame])
            }
        }
        // The begin of the last frame may have been on its way when the bridge was stopped.
        #expect([3, 4].contains(frames(.inbound).count))
        #expect([UInt8](frames(.inbound).joined().prefix(frame.count + 2)) == [0xEE] + frame + [6])
        #expect(frames(.outbound) == [[6], [UInt8](answer.dropFirst())])
        let conversation = try #require(TCPStreams.conversations(of: contents, in: bytes).first)
        #expect(conversation.server.port == UInt16(host.port) && conversation.isFromStart && conversation.isClosed)
        let sent = try #require(host.requests.withLock { $0.first })
        let prefix = [UInt8(sent.count >> 8), UInt8(sent.count & 0xFF)]
        #expect(conversation.bytes(from: .client, in: bytes) == prefix + sent)
        #expect(conversation.bytes(from: .server, in: bytes) == prefix + sent)
    }
}
