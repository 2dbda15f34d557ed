import Foundation
import ISO8583
import SerialDriver
import SerialLink
import Synchronization
import TerminalService
import Testing

/// A host that answers every message with its own bytes, over a real TCP socket, one byte at a time.
final class EchoHost: Sendable {
    let port: Int
    private let listener: Int32
    let requests = Mutex<[[UInt8]]>([])
    /// Signalled with each request.
    private let arrived = DispatchSemaphore(value: 0)

    init() throws {
        let made = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        listener = made
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(made, $0, size) }
        }
        try #require(bound == 0 && listen(made, 4) == 0)
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(made, $0, &size) }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in serve() }
    }

    private func serve() {
        while true {
            let client = accept(listener, nil, nil)
            guard client >= 0 else { return }
            var framing = MessageFraming()
            var buffer = [UInt8](repeating: 0, count: 512)
            while true {
                let count = recv(client, &buffer, buffer.count, 0)
                guard count > 0, let messages = try? framing.receive(Array(buffer[..<count])) else { break }
                for message in messages {
                    requests.withLock { $0.append(message) }
                    arrived.signal()
                    guard let frame = try? framing.encode(message) else { continue }
                    for byte in frame { _ = send(client, [byte], 1, Int32(MSG_NOSIGNAL)) }
                }
            }
            close(client)
        }
    }

    /// The requests, once there are so many, or what has come within a minute.
    func requests(_ count: Int) -> [[UInt8]] {
        while requests.withLock({ $0.count }) < count, arrived.wait(timeout: .now() + 60) == .success {}
        return requests.withLock { $0 }
    }

    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }
}

/// A bridge on a thread of its own, until it is stopped.
private final class RunningBridge {
    private let pipe = Pipe()
    private let done = DispatchSemaphore(value: 0)

    init(_ bridge: Bridge) {
        let descriptor = pipe.fileHandleForReading.fileDescriptor
        Thread.detachNewThread { [done] in
            do { try bridge.run(until: descriptor) } catch { Issue.record("\(error)") }
            done.signal()
        }
    }

    func stop() {
        pipe.fileHandleForWriting.closeFile()
        done.wait()
    }
}

@Suite("Bridge, over a real tty and a real socket")
struct BridgeTests {
    /// A request of the terminal: TPDU, header, echo test.
    private func request(_ trace: String) throws -> Envelope {
        var message = Message(.networkAdvice)
        message[text: 11] = trace
        message[text: 41] = "10000001"
        message[text: 42] = "104110070110001"
        message[text: 60] = "00000001301"
        return Envelope(
            tpdu: TPDU(protocolID: 0x60, destination: 3, origin: 0), header: .terminalRequest,
            body: try Dialect.unionPay.encode(message))
    }

    private func read(_ terminal: PseudoTerminal, until condition: ([FrameReceiver.Item]) -> Bool) throws
        -> [FrameReceiver.Item]
    {
        var receiver = FrameReceiver(largestPayload: 2048)
        var items: [FrameReceiver.Item] = []
        let limit = ContinuousClock.now + .seconds(120)
        while !condition(items), ContinuousClock.now < limit {
            var watched = pollfd(fd: terminal.pollable, events: Int16(POLLIN), revents: 0)
            _ = poll(&watched, 1, 50)
            items += receiver.receive(try terminal.read(upTo: 512))
        }
        return items
    }

    @Test("a request reaches the host with the line's address, its answer the terminal with the addresses swapped")
    func addresses() throws {
        let host = try EchoHost()
        let terminal = try PseudoTerminal()
        let frames = Mutex<[String]>([])
        let bridge = Bridge(
            path: terminal.devicePath, settings: LineSettings(baud: 115_200), address: "127.0.0.1", hostPort: host.port,
            lineAddress: 0x0077
        ) { event in
            if case .frame(let frame, _) = event { frames.withLock { $0.append(frame.summary) } }
        }
        let running = RunningBridge(bridge)
        for trace in ["000001", "000002"] {
            let sent = try request(trace)
            _ = try terminal.write(try LinkFrame.encode(sent.bytes))
            let items = try read(terminal) { $0.contains { if case .payload = $0 { true } else { false } } }
            #expect(items.first == .acknowledged)
            let answer = try #require(
                items.compactMap { if case .payload(let bytes) = $0 { bytes } else { nil } }.first)
            _ = try terminal.write([0x06])
            let envelope = try Envelope(parsing: answer)
            #expect(envelope.tpdu == sent.tpdu.swapped)
            #expect(envelope.body == sent.body)
        }
        running.stop()
        host.stop()
        let seen = try host.requests.withLock { $0 }.map { try Envelope(parsing: $0).tpdu }
        #expect(
            seen == [
                TPDU(protocolID: 0x60, destination: 3, origin: 0x0077),
                TPDU(protocolID: 0x60, destination: 3, origin: 0x0077),
            ])
        #expect(frames.withLock { $0 }.count == 4)
    }

    @Test("a message that is held, and the copy of one, go on when they are named, after others, and only once")
    func held() throws {
        let host = try EchoHost()
        let terminal = try PseudoTerminal()
        let bridge = Bridge(
            path: terminal.devicePath, settings: LineSettings(baud: 115_200), address: "127.0.0.1", hostPort: host.port,
            tap: { frame in
                guard frame.direction == .toHost else { return .lose }
                switch frame.message?[text: 11] {
                case "000001": return .held("stray")
                case "000002": return .doubleHeld("copy")
                case "000005": return .several([.doubleHeld("survivor"), .delay(1), .lose])
                default: return .pass
                }
            }, report: { _ in })
        let running = RunningBridge(bridge)
        for trace in ["000001", "000002", "000003"] {
            _ = try terminal.write(try LinkFrame.encode(try request(trace).bytes))
            #expect(try read(terminal) { !$0.isEmpty }.first == .acknowledged)
        }
        func traces(_ count: Int) throws -> [String?] {
            try host.requests(count).map { try Dialect.unionPay.decode(try Envelope(parsing: $0).body)[text: 11] }
        }
        #expect(try traces(2) == ["000002", "000003"])
        bridge.release("stray")
        #expect(try traces(3) == ["000002", "000003", "000001"])
        bridge.release("copy")
        bridge.release("stray")
        #expect(try traces(4) == ["000002", "000003", "000001", "000002"])
        _ = try terminal.write(try LinkFrame.encode(try request("000004").bytes))
        #expect(try traces(5) == ["000002", "000003", "000001", "000002", "000004"])
        // Lost and late at once is lost; its copy is not.
        for trace in ["000005", "000006"] { _ = try terminal.write(try LinkFrame.encode(try request(trace).bytes)) }
        #expect(try traces(6).last == "000006")
        bridge.release("survivor")
        #expect(try traces(7).suffix(2) == ["000006", "000005"])
        running.stop()
        host.stop()
    }

    @Test("a port that does not exist is an error, unless the bridge is told to wait for it")
    func noPort() throws {
        let stop = Pipe()
        let bridge = Bridge(
            path: "/dev/no-such-port", settings: LineSettings(baud: 9600), address: "127.0.0.1", hostPort: 1
        ) { _ in }
        #expect(throws: SerialError.self) { try bridge.run(until: stop.fileHandleForReading.fileDescriptor) }
        stop.fileHandleForWriting.closeFile()
        try bridge.run(until: stop.fileHandleForReading.fileDescriptor, waitsForPort: true)
    }

    @Test("a host that is not there is reported, and the terminal's frame is acknowledged all the same")
    func noHost() throws {
        let terminal = try PseudoTerminal()
        let lost = Mutex<[String]>([])
        let isLost = DispatchSemaphore(value: 0)
        let bridge = Bridge(
            path: terminal.devicePath, settings: LineSettings(baud: 115_200), address: "127.0.0.1", hostPort: 1
        ) { event in
            guard case .hostLost(let reason) = event else { return }
            lost.withLock { $0.append(reason) }
            isLost.signal()
        }
        let running = RunningBridge(bridge)
        _ = try terminal.write(try LinkFrame.encode(try request("000001").bytes))
        #expect(try read(terminal) { !$0.isEmpty } == [.acknowledged])
        #expect(isLost.wait(timeout: .now() + 120) == .success)
        running.stop()
        #expect(lost.withLock { $0 } == ["Connection refused"])
    }
}
