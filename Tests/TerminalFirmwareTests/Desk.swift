import FlashStore
import ISO8583
import SerialLink
import Settlement
import Testing

@testable import TerminalFirmware

/// A terminal on a desk: keys in, display out, and the requests that it sends, answered by the test.
struct Desk {
    var terminal: Terminal<MemoryFlash, TestElement>
    var now: ClockTime
    private var link = LinkSession(LinkParameters())
    /// Requests that wait for an answer.
    var requests: [Message] = []
    var printed: [PrintJob] = []
    var logged: [TerminalLog] = []
    var sounds = 0
    /// Milliseconds since power-up, for a board that counts them.
    var uptime: Int64?
    var timers: [TerminalTimer: Int] = [:]
    var paperProblem: PrinterProblem?
    /// True while the acknowledgements of the other side get lost.
    var losesAcknowledgements = false

    init(
        language: Language = .english, flash: MemoryFlash = Desk.blank, at now: ClockTime = Desk.morning,
        element: TestElement = TestElement(), _ change: (inout TerminalParameters) -> Void = { _ in }
    ) throws {
        var parameters = TerminalParameters(
            terminalID: "10000001", merchantID: "104110070110001", merchantName: "Corner Shop")
        parameters.language = language
        change(&parameters)
        self.now = now
        terminal = try Terminal(flash: flash, element: element, parameters: parameters, at: now)
        try give(.powerOn)
    }

    static let blank = MemoryFlash(geometry: FlashGeometry(sectorSize: 4096, sectorCount: 16))
    static let morning = ClockTime(secondNumber: 1_795_424_400)

    private var dialect: Dialect { terminal.parameters.style == .unionPay ? .unionPay : .hypercom }

    var screen: String { terminal.screenName }
    var lines: [String] { terminal.display.lines }

    mutating func give(_ event: TerminalEvent) throws {
        // Time passes between the operator's doings: an equal frame is no retransmission any more.
        switch event {
        case .key, .timer: _ = link.handle(.timerFired(.duplicateWindow))
        default: break
        }
        for effect in terminal.handle(event, at: now, uptime: uptime) {
            switch effect {
            case .transmit(let bytes):
                for step in link.handle(.received(bytes)) {
                    if case .deliver(let payload) = step {
                        let body = try Envelope(parsing: payload, hasHeader: dialect.carriesHeader).body
                        let request = try dialect.decode(body)
                        let findings = MessageChecker(dialect).findings(request)
                        #expect(findings.isEmpty, "\(MessageView(request).summary()): \(findings.map(\.text.english))")
                        requests.append(request)
                    }
                    // The line itself is good here: the terminal's frames are acknowledged.
                    if case .transmit(let answer) = step, !losesAcknowledgements { try give(.line(answer)) }
                }
            case .print(let job):
                if let paperProblem {
                    try give(.printerStopped(job.number, paperProblem))
                } else {
                    printed.append(job)
                    try give(.printed(job.number))
                }
            case .startTimer(let timer, let milliseconds): timers[timer] = milliseconds
            case .cancelTimer(let timer): timers[timer] = nil
            case .setClock(let time): now = time
            case .sound: sounds += 1
            case .log(let line): logged.append(line)
            case .display: break
            }
        }
    }

    mutating func press(_ keys: String) throws {
        for name in keys.split(separator: " ") { try give(.key(try #require(Key(name: String(name))))) }
    }

    mutating func swipe(_ track: String = "4111111111111111=30122010000000000000") throws {
        try give(.card(.track2(Track2Text(track))))
    }

    /// Answers the oldest request that waits.
    mutating func answer(_ code: String, _ change: (inout Message) -> Void = { _ in }) throws {
        let request = requests.removeFirst()
        var response = Message(request.mti.response)
        for field in [3, 4, 11, 24, 41, 42, 49, 60] { response[bytes: field] = request[bytes: field] }
        response[text: 37] = "112309000001"
        response[text: 39] = code
        if request.mti == .networkRequest {
            if dialect.carriesHeader {
                response[bytes: 62] = [UInt8](repeating: 1, count: 40)
            } else {
                response[text: 62] = String(repeating: "01", count: 40)
            }
        }
        change(&response)
        if dialect.carriesMAC(response.mti), !response.has(64) {
            response[bytes: 64] = TestElement().mac(over: try dialect.macInput(of: response))
        }
        let envelope = Envelope(
            tpdu: TPDU(protocolID: 0x60, destination: 0, origin: 3),
            header: dialect.carriesHeader ? .terminalRequest : nil, body: try dialect.encode(response))
        try give(.line(try LinkFrame.encode(envelope.bytes)))
    }

    mutating func signOn() throws {
        try press("FUNC 5")
        try answer("00")
        try press("CANCEL")
    }

    /// A terminal that is signed on.
    static func ready(
        _ language: Language = .english, _ change: (inout TerminalParameters) -> Void = { _ in }
    ) throws -> Desk {
        var desk = try Desk(language: language, change)
        try desk.signOn()
        return desk
    }
}

extension Dialect {
    /// True when the header of twelve digits stands between TPDU and message.
    fileprivate var carriesHeader: Bool { id == Dialect.unionPay.id }
}
