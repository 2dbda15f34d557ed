import AcquirerHost
import FlashStore
import Foundation
import ISO8583
import PaymentCrypto
import Scenario
import SerialLink
import Settlement
import TerminalFirmware
import Testing
import VirtualTerminal

/// A secure element with real cryptography that outlives power cuts, as the real one does.
struct MemoryElement: SecureElement {
    private let master: SecretKey
    private let storage: SecretKey
    private var pinKey: SecretKey?
    private var macKey: SecretKey?

    init() throws {
        master = try SecretKey(hex: "0123456789ABCDEFFEDCBA9876543210")
        storage = try StorageSeal.key(derivedFrom: master)
    }

    var hasWorkingKeys: Bool { macKey != nil }
    let pinLength = 0

    mutating func loadWorkingKeys(_ cryptogram: [UInt8]) -> Bool {
        guard cryptogram.count == 40,
            let pin = try? TripleDES.decryptECB(Array(cryptogram[0..<16]), key: master),
            let mac = try? TripleDES.decryptECB(Array(cryptogram[20..<36]), key: master)
        else { return false }
        pinKey = try? SecretKey(pin)
        macKey = try? SecretKey(mac)
        return macKey != nil
    }

    func mac(over bytes: [UInt8]) -> [UInt8]? { macKey.flatMap { try? UnionPayMAC.compute(key: $0, over: bytes) } }
    mutating func enterPINDigit(_ digit: UInt8) {}
    mutating func clearPIN() {}
    mutating func takePINBlock(for pan: PAN) -> [UInt8]? { nil }
    mutating func seal(_ clear: [UInt8]) -> [UInt8]? { try? StorageSeal.seal(clear, key: storage) }
    func unseal(_ sealed: [UInt8]) -> [UInt8]? { try? StorageSeal.open(sealed, key: storage) }
}

/// A day with the real firmware, the real link and the real host rules in one process, with the power in the test's hand.
final class InProcessDay {
    private var terminal: Terminal<MemoryFlash, MemoryElement>
    private var host: HostLogic<SQLiteLedger>
    private let ledger: SQLiteLedger
    private var hostLink = LinkSession(LinkParameters())
    private var now = ClockTime(secondNumber: 1_795_424_400)
    private var timers: Set<TerminalTimer> = []
    private var isDead = false
    /// Let the power fail again at this operation after the first start, counted from 1.
    var secondCut: Int?
    /// Payloads that went over the line, requests and answers, in their order.
    private(set) var carried: [[UInt8]] = []
    /// Starts after power cuts.
    private(set) var restarts = 0
    private let element: MemoryElement

    init(flash: MemoryFlash) throws {
        ledger = try SQLiteLedger(path: ":memory:")
        var configuration = HostConfiguration.test
        configuration.rules = try HostConfiguration.parse(
            """
            rules:
              - {name: forgets, when: {kind: sale, amount: "88.00"}, do: approve-without-booking}
              - {name: silent, when: {kind: sale, amount: "60.00"}, do: withhold-response}
              - {name: silent once, when: {mti: "0320", nth: 2, times: 1}, do: withhold-response}
            """, origin: "test"
        ).rules
        host = HostLogic(store: ledger, configuration: configuration)
        element = try MemoryElement()
        terminal = try Terminal(flash: flash, element: element, parameters: InProcessDay.parameters, at: now)
        try give(.powerOn)
    }

    private static var parameters: TerminalParameters {
        var parameters = TerminalParameters(
            terminalID: "10000001", merchantID: "104110070110001", merchantName: "Corner Shop")
        parameters.recordsPerUpload = 2
        return parameters
    }

    var operationCount: Int { terminal.flash.operationCount }

    /// Plays the day; after a power cut the terminal starts again on its flash, and the clerk goes on with the next thing.
    func play() throws -> LedgerComparison {
        try keys("FUNC 5")
        for (amount, card) in [("1 0 0 0", 0), ("8 8 0 0", 2), ("6 0 0 0", 0), ("2 0 0 0", 1)] {
            try keys("\(amount) ENTER")
            try give(.card(.track2(Track2Text(InProcessDay.tracks[card]))))
            try settleDown()
        }
        if let sale = terminal.book.records.first(where: { $0.isApproved && $0.transaction.minorUnits == 1000 }) {
            try keys("FUNC 2 " + sale.transaction.trace.description.map { "\($0) " }.joined() + "ENTER ENTER")
        }
        try keys("FUNC 3 5 0 0 ENTER 1 1 2 3 ENTER 1 1 2 3 0 9 0 0 0 0 0 1 ENTER")
        try give(.card(.track2(Track2Text(InProcessDay.tracks[1]))))
        try settleDown()
        now = now.adding(seconds: 86_400)
        try keys("FUNC 4 ENTER")
        for _ in 0..<30 {
            try settleDown()
            let book = terminal.book
            if book.records.isEmpty, !book.close.isRunning, !book.closed.isEmpty { break }
            if book.records.allSatisfy({ !$0.isApproved }), book.unresolved == nil, !book.close.isRunning { break }
            try keys("CANCEL CANCEL FUNC 4 ENTER")
            try keys("ENTER")
        }
        return LedgerComparison(
            journal: JournalReport(terminal.book, today: now.date), ledger: try LedgerReport(ledger),
            terminalID: "10000001")
    }

    /// The state at the end, for checks.
    var book: BatchBook { terminal.book }

    private static let tracks = [
        "6217000000000000004=3012101000005670", "4111111111111111=30122010000000000000",
        "5555555555554444=30122010000000000000",
    ]

    private func keys(_ names: String) throws {
        for name in names.split(separator: " ") { try give(.key(try #require(Key(name: String(name))))) }
        try settleDown()
    }

    /// Lets timers run out until nothing waits any more.
    private func settleDown() throws {
        for _ in 0..<60 {
            if isDead { try restart() }
            guard let next = [TerminalTimer.response, .retry].first(where: { timers.contains($0) }) else { return }
            timers.remove(next)
            _ = hostLink.handle(.timerFired(.duplicateWindow))
            try give(.timer(next))
        }
    }

    private func restart() throws {
        restarts += 1
        isDead = false
        timers = []
        hostLink = LinkSession(LinkParameters())
        var flash = terminal.flash
        flash.restorePower()
        if let second = secondCut, restarts == 1 { flash.cutPower(at: flash.operationCount + second, .torn(seed: 5)) }
        do {
            terminal = try Terminal(flash: flash, element: element, parameters: InProcessDay.parameters, at: now)
        } catch StoreError.journal(.flash(.powerLost)) {
            // The power failed while the journal was opened: once more from what the flash held.
            restarts += 1
            flash.restorePower()
            terminal = try Terminal(flash: flash, element: element, parameters: InProcessDay.parameters, at: now)
        }
        try give(.powerOn)
    }

    private func give(_ event: TerminalEvent) throws {
        guard !isDead else { return }
        let effects = terminal.handle(event, at: now)
        if terminal.screenName == "halted" {
            // What the terminal wanted to do in the moment the power failed did not happen.
            isDead = true
            return
        }
        for effect in effects {
            guard !isDead else { return }
            switch effect {
            case .transmit(let bytes): try carry(hostLink.handle(.received(bytes)))
            case .startTimer(let timer, _): timers.insert(timer)
            case .cancelTimer(let timer): timers.remove(timer)
            case .print(let job): try give(.printed(job.number))
            case .setClock(let time): now = time
            case .display, .log, .sound: break
            }
        }
    }

    private func carry(_ effects: [LinkEffect]) throws {
        for effect in effects {
            switch effect {
            case .transmit(let bytes): try give(.line(bytes))
            case .deliver(let payload):
                carried.append(payload)
                if let reply = try host.answer(payload, at: now).reply {
                    carried.append(reply)
                    try carry(hostLink.handle(.send(reply)))
                }
            case .startTimer, .cancelTimer, .acknowledged, .failed, .note: break
            }
        }
    }
}
