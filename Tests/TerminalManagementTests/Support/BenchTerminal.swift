import FlashStore
import SMP
import Settlement
import TerminalManagement
import Testing

/// A terminal with a real journal, whose shop is in the test's hand.
struct BenchTerminal: ManagedTerminal {
    var store: BatchStore<MemoryFlash>
    var now = BenchTerminal.noon
    var isBusy = false
    var selfTest = SelfTestState(isRunning: false, results: [])
    var kept: [SettingChange] = []
    var problem: String?
    var lines: [EventLog.Line] = []
    var supervisorPassword = "4711"
    /// Why it does not work now.
    var workRefusal: String?
    var file = [UInt8](repeating: 7, count: 10_000)
    private var nextTrace: UInt32 = 100

    static let noon = ClockTime(secondNumber: 1_795_424_400)

    init() throws {
        store = try BatchStore(
            opening: MemoryFlash(geometry: FlashGeometry(sectorSize: 4096, sectorCount: 32)), at: BenchTerminal.noon)
    }

    var book: BatchBook { store.book }
    var today: CalendarDate { now.date }
    var currency: UInt16 { 156 }
    var identity: TerminalIdentity { TerminalIdentity(model: "Bench", serial: "B1", board: "virtual-pos") }
    var keys: [KeyStates.KeyState] { [.init(name: "master", isPresent: true, checkValue: [1, 2, 3])] }
    var logCount: Int { lines.count }
    var statistics: [Statistics] { [Statistics(name: "flash", counters: [.init("erases", 3)])] }

    var work: WorkState { WorkState(isBusy: isBusy, screen: "idle", lines: ["READY"]) }
    var hasSupervisor: Bool { !supervisorPassword.isEmpty }
    func isSupervisor(_ password: String) -> Bool { password == supervisorPassword }
    func refusal(of request: WorkRequest) -> String? { workRefusal }

    func shown(_ minorUnits: Int64) -> String { decimalAmount(minorUnits, exponent: 2) + " CNY" }
    func logLine(_ number: Int) -> EventLog.Line? {
        // The first two are not kept any more.
        number >= 2 && number < lines.count ? lines[number] : nil
    }
    func settings() -> [AllSettings.Setting] {
        [.init("terminal-id", "10000001"), .init("merchant-name", "Corner Shop"), .init("language", "en")]
    }
    func size(ofFile name: String) -> Int? { name == "/journal" ? file.count : nil }
    func bytes(ofFile name: String, from offset: Int, count: Int) -> [UInt8]? {
        name == "/journal" ? [UInt8](file[offset..<offset + count]) : nil
    }
    mutating func keep(_ changes: [SettingChange]) -> String? {
        if problem == nil { kept += changes }
        return problem
    }
    mutating func loadKey(_ request: LoadKeyRequest) throws(KeyRefusal) {
        throw KeyRefusal(.keyBlockMalformed, "no key block is taken here")
    }

    /// Sells, and leaves it where the test wants it.
    mutating func sell(_ minorUnits: Int64, _ end: Ending = .approved) throws {
        nextTrace += 1
        let trace = try #require(TraceNumber(nextTrace))
        let batch = try #require(book.batch)
        let transaction = Transaction(
            kind: end == .offline ? .offlineSale : .sale, form: end == .offline ? .advice : .request, trace: trace,
            batch: batch, minorUnits: minorUnits, currency: 156, begunAt: now, businessDate: now.date,
            card: CardReference(
                masked: "622848******0001", sealedPAN: [1, 2], expiry: "3012", entryMode: "022", isForeign: false),
            original: nil)
        if end == .offline { return try store.record(.transactionAccepted(transaction, authorization: "")) }
        try store.record(.transactionBegun(transaction))
        switch end {
        case .approved:
            let approval = Approval(reference: "1", authorization: "2", hostTime: "", hostDate: "")
            try store.record(.transactionApproved(trace, approval))
        case .declined: try store.record(.transactionDeclined(trace, code: "51"))
        case .reversal: try store.record(.reversalRequired(trace, .noAnswer))
        case .unanswered, .offline: break
        }
    }

    enum Ending { case approved, declined, reversal, unanswered, offline }
}
