import AcquirerHost
import Foundation
import ISO8583
import Logging
import Settlement
import Synchronization
import Testing

@Suite("The host's TCP port")
struct ServerTests {
    private func start(_ rules: String = "", _ observer: @escaping @Sendable (HostEvent) -> Void = { _ in }) throws
        -> AcquirerServer
    {
        try AcquirerServer(
            port: 0, ledger: try SQLiteLedger(path: ":memory:"), configuration: try .parse(rules, origin: "test"),
            logger: Logger(label: "test"), clock: { ClockTime(secondNumber: 1_795_424_400) }, observer: observer)
    }

    /// A connected socket with a limit on every read.
    private func connect(_ port: Int) throws -> Int32 {
        let made = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(made, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(made, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(connected == 0)
        return made
    }

    private func echo(_ trace: UInt64) throws -> [UInt8] {
        var message = Message(.networkAdvice)
        message[number: 11] = trace
        message[text: 41] = "10000001"
        message[text: 42] = "104110070110001"
        message[text: 60] = "00000001301"
        let payload = Envelope(
            tpdu: TPDU(protocolID: 0x60, destination: 3, origin: 1), header: .terminalRequest,
            body: try Dialect.unionPay.encode(message)
        ).bytes
        return [UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)] + payload
    }

    private func receive(_ descriptor: Int32) throws -> Message? {
        func read(_ count: Int) -> [UInt8]? {
            var bytes: [UInt8] = []
            while bytes.count < count {
                var buffer = [UInt8](repeating: 0, count: count - bytes.count)
                let got = recv(descriptor, &buffer, buffer.count, 0)
                guard got > 0 else { return nil }
                bytes += buffer[..<got]
            }
            return bytes
        }
        guard let length = read(2), let payload = read(Int(length[0]) << 8 | Int(length[1])) else { return nil }
        let envelope = try Envelope(parsing: payload)
        #expect(envelope.tpdu == TPDU(protocolID: 0x60, destination: 1, origin: 3))
        return try Dialect.unionPay.decode(envelope.body)
    }

    @Test("requests in single bytes, and two in one segment, are answered in order")
    func pieces() throws {
        let seen = Mutex<[String]>([])
        let server = try start { event in seen.withLock { $0.append(event.answer.request) } }
        let client = try connect(server.port)
        for byte in try echo(1) { #expect(send(client, [byte], 1, 0) == 1) }
        #expect(try receive(client)?[number: 11] == 1)
        let two = try echo(2) + echo(3)
        #expect(send(client, two, two.count, 0) == two.count)
        #expect(try receive(client)?[number: 11] == 2)
        #expect(try receive(client)?[number: 11] == 3)
        close(client)
        try server.stop()
        #expect(seen.withLock { $0 } == ["000001", "000002", "000003"].map { "0820 echo \($0) batch 000001 code 301" })
    }

    @Test(
        "an impossible length, or bytes that are no message, end the connection; others go on",
        arguments: ["length", "bytes"])
    func garbage(_ what: String) throws {
        let server = try start()
        let good = try connect(server.port)
        let bad = try connect(server.port)
        let bytes: [UInt8] =
            what == "length" ? [0xFF, 0xFF, 1, 2, 3] : [0x00, 0x14] + [UInt8](repeating: 0xEE, count: 20)
        #expect(send(bad, bytes, bytes.count, 0) == bytes.count)
        #expect(try receive(bad) == nil)
        let request = try echo(9)
        #expect(send(good, request, request.count, 0) == request.count)
        #expect(try receive(good)?[text: 39] == "00")
        close(good)
        close(bad)
        try server.stop()
    }

    @Test("a rule that drops the connection drops it without an answer")
    func drop() throws {
        let server = try start("rules: [{name: d, when: {mti: \"0820\"}, do: drop-connection}]")
        let client = try connect(server.port)
        let request = try echo(1)
        #expect(send(client, request, request.count, 0) == request.count)
        #expect(try receive(client) == nil)
        close(client)
        try server.stop()
    }

    @Test("at its day cut the server closes by itself and says so; without one it never does")
    func dayCut() throws {
        var terminal = try TestTerminal()
        try terminal.signOn()
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
        let midnight = terminal.now.adding(seconds: -Int64(terminal.now.secondOfDay))
        let clock = Mutex(midnight.adding(seconds: 84_000))
        let closed = DispatchSemaphore(value: 0)
        let seen = Mutex<[HostAnswer]>([])
        let server = try AcquirerServer(
            port: 0, ledger: terminal.ledger, configuration: try .parse("day-cut: \"23:30\"", origin: "test"),
            logger: Logger(label: "test"), clock: { clock.withLock { $0 } },
            observer: { event in
                seen.withLock { $0.append(event.answer) }
                if event.answer.isUnasked { closed.signal() }
            })
        let client = try connect(server.port)
        let request = try echo(1)
        #expect(send(client, request, request.count, 0) == request.count)
        #expect(try receive(client)?[text: 39] == "00")
        #expect(seen.withLock { $0.count } == 1, "before the cut nothing is closed")
        clock.withLock { $0 = midnight.adding(seconds: 84_600) }
        #expect(closed.wait(timeout: .now() + 20) == .success)
        #expect(
            seen.withLock { $0.last?.request } == "forced close of batch 000001 of terminal 10000001")
        #expect(try LedgerReport(terminal.ledger).batches.map(\.isForced) == [true, false])
        close(client)
        try server.stop()
    }

    @Test("a rule answers twice, or keeps an answer until the next one went")
    func wrongOrder() throws {
        let server = try start(
            """
            rules:
              - {name: late, when: {kind: echo, nth: 1}, do: answer-after-next}
              - {name: twice, when: {kind: echo, nth: 2}, do: {answer-twice: 0.01s}}
            """)
        let client = try connect(server.port)
        for trace in 1...3 as ClosedRange<UInt64> {
            let request = try echo(trace)
            #expect(send(client, request, request.count, 0) == request.count)
        }
        var traces: [UInt64] = []
        for _ in 0..<4 { traces.append(try #require(try receive(client)?[number: 11])) }
        #expect(traces.sorted() == [1, 2, 2, 3])
        #expect(
            traces.firstIndex(of: 2) ?? 9 < traces.firstIndex(of: 1) ?? 0, "the first answer comes after the second")
        close(client)
        try server.stop()
    }

    @Test("a port that is taken is an error in the system's words")
    func taken() throws {
        let server = try start()
        let error = #expect(throws: HostStartError.self) {
            _ = try AcquirerServer(
                port: server.port, ledger: try SQLiteLedger(path: ":memory:"), configuration: .test,
                logger: Logger(label: "test"), clock: { ClockTime(secondNumber: 0) }, observer: { _ in })
        }
        #expect(error?.description == "Address already in use")
        try server.stop()
    }

    @Test("a file that is no ledger is an error without the database's statements")
    func noLedger() throws {
        let path = NSTemporaryDirectory() + "no-ledger-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try String(repeating: "no ledger ", count: 100).write(toFile: path, atomically: true, encoding: .utf8)
        let error = #expect(throws: LedgerFileError.self) { try SQLiteLedger(path: path) }
        #expect(error?.description == "file is not a database")
        #expect(throws: LedgerFileError.self) { try SQLiteLedger(path: NSTemporaryDirectory()) }
    }
}
