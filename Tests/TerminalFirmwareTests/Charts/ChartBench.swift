import FlashStore
import ISO8583
import SerialLink
import Settlement

@testable import TerminalFirmware

/// A terminal whose host is the test: it answers with one code, or is silent. A value, so that a walk can try every key from
/// the same moment.
struct ChartBench {
    var terminal: Terminal<MemoryFlash, TestElement>
    var now: ClockTime
    /// Requests that wait for an answer, oldest first.
    var requests: [Message] = []
    var timers: [TerminalTimer: Int] = [:]
    /// Screens that were shown, in order.
    var shown: [DisplayContent] = []
    var problem: PrinterProblem?
    /// What the printer has still to print.
    var jobs: [PrintJob] = []
    private var link = LinkSession(LinkParameters())

    static func blank(_ sectors: Int = 16) -> MemoryFlash {
        MemoryFlash(geometry: FlashGeometry(sectorSize: 4096, sectorCount: sectors))
    }

    static let morning = ClockTime(secondNumber: 1_795_424_400)

    static func parameters(_ change: (inout TerminalParameters) -> Void = { _ in }) -> TerminalParameters {
        var parameters = TerminalParameters(
            terminalID: "10000001", merchantID: "104110070110001", merchantName: "Corner Shop")
        change(&parameters)
        return parameters
    }

    /// A terminal that has just been switched on.
    init(
        _ flash: MemoryFlash = ChartBench.blank(), hasKeys: Bool = false, at now: ClockTime = ChartBench.morning,
        _ change: (inout TerminalParameters) -> Void = { _ in }
    ) throws {
        self.now = now
        var element = TestElement()
        element.hasWorkingKeys = hasKeys
        terminal = try Terminal(
            flash: flash, element: element, parameters: ChartBench.parameters(change), at: now)
        try give(.powerOn)
    }

    /// A terminal that is signed on and idle.
    static func ready(
        _ flash: MemoryFlash = ChartBench.blank(), _ change: (inout TerminalParameters) -> Void = { _ in }
    ) throws -> ChartBench {
        var bench = try ChartBench(flash, change)
        try bench.press("FUNC 5")
        try bench.answerAll()
        try bench.press("CANCEL")
        return bench
    }

    var screen: String { terminal.screenName }

    mutating func give(_ event: TerminalEvent) throws {
        switch event {
        case .key, .timer: _ = link.handle(.timerFired(.duplicateWindow))
        default: break
        }
        for effect in terminal.handle(event, at: now) {
            switch effect {
            case .transmit(let bytes):
                for step in link.handle(.received(bytes)) {
                    if case .deliver(let payload) = step {
                        requests.append(try Dialect.unionPay.decode(try Envelope(parsing: payload).body))
                    }
                    if case .transmit(let answer) = step { try give(.line(answer)) }
                }
            case .print(let job): jobs.append(job)
            case .startTimer(let timer, let milliseconds): timers[timer] = milliseconds
            case .cancelTimer(let timer): timers[timer] = nil
            case .display(let content): shown.append(content)
            case .setClock(let time): now = time
            case .sound, .log: break
            }
        }
    }

    mutating func press(_ keys: String) throws {
        for name in keys.split(separator: " ") {
            if let key = Key(name: String(name)) { try give(.key(key)) }
        }
    }

    mutating func swipe(_ track: String = "4111111111111111=30122010000000000000") throws {
        try give(.card(.track2(Track2Text(track))))
    }

    /// Answers the oldest request.
    mutating func answer(_ code: String, hasRightMAC: Bool = true) throws {
        let request = requests.removeFirst()
        var response = Message(request.mti.response)
        for field in [3, 4, 11, 41, 42, 49, 60] { response[bytes: field] = request[bytes: field] }
        response[text: 37] = "112309000001"
        response[text: 38] = "123456"
        response[text: 39] = code
        if request.mti == .networkRequest { response[bytes: 62] = [UInt8](repeating: 1, count: 40) }
        if request[text: 3] == "310000" { response[text: 54] = "0002156C000000012345" }
        if Dialect.unionPay.carriesMAC(response.mti) {
            let mac = TestElement().mac(over: try Dialect.unionPay.macInput(of: response)) ?? []
            response[bytes: 64] = hasRightMAC ? mac : mac.map { $0 == 0x30 ? 0x31 : 0x30 }
        }
        let envelope = Envelope(
            tpdu: TPDU(protocolID: 0x60, destination: 0, origin: 3), header: .terminalRequest,
            body: try Dialect.unionPay.encode(response))
        try give(.line(try LinkFrame.encode(envelope.bytes)))
    }

    /// Answers every request, also those that follow.
    mutating func answerAll(_ code: String = "00") throws {
        for _ in 0..<50 where !requests.isEmpty { try answer(code) }
        try print()
    }

    /// The printer prints all that it has, or stops.
    mutating func print() throws {
        for _ in 0..<50 where !jobs.isEmpty {
            let job = jobs.removeFirst()
            try give(problem.map { .printerStopped(job.number, $0) } ?? .printed(job.number))
        }
    }

    /// Nobody answers until the terminal gives up.
    mutating func silence() throws {
        for _ in 0..<50 where terminal.exchange != nil { try give(.timer(.response)) }
        requests = []
    }

    /// A sale that the host approves; its trace number comes back.
    @discardableResult
    mutating func sale() throws -> String {
        try press("5 0 0 ENTER")
        try swipe()
        let trace = requests.last?[text: 11] ?? ""
        try answerAll()
        try press("CANCEL")
        return trace
    }

    /// An offline sale, which waits for the host.
    mutating func offlineSale() throws {
        try press("FUNC 9 1 7 0 0 ENTER ENTER")
        try swipe()
        try print()
        try press("CANCEL")
    }
}
