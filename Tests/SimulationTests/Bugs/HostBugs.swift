import AcquirerHost
import Settlement
import Simulation

/// A mistake of a host, around the real rules.
protocol HostBug: SendableMetatype {
    init()
    /// Before the real rules see a request.
    mutating func before(_ payload: [UInt8], _ ledger: MemoryLedger) -> [UInt8]
    /// After the real rules answered: the ledger, or the answer, may be changed.
    mutating func after(_ request: WireGlance, _ answer: inout HostAnswer, _ ledger: MemoryLedger)
}

extension HostBug {
    mutating func before(_ payload: [UInt8], _ ledger: MemoryLedger) -> [UInt8] { payload }
}

/// The real host rules with a mistake around them.
struct BuggyHost<Bug: HostBug>: SimulatedHost {
    private var inner: RealHost
    private var bug = Bug()
    private let ledger: MemoryLedger
    private let terminalID: String

    init(ledger: MemoryLedger, configuration: HostConfiguration, random: SeededBytes) {
        self.ledger = ledger
        terminalID = configuration.terminals[0].terminalID
        inner = RealHost(ledger: ledger, configuration: configuration, random: random)
    }

    mutating func answer(_ payload: [UInt8], at now: ClockTime) throws -> HostAnswer {
        var answer = try inner.answer(bug.before(payload, ledger), at: now)
        if let request = WireGlance(payload) { bug.after(request, &answer, ledger) }
        return answer
    }
}

/// A reversal is confirmed, and the booking stays.
struct ConfirmsWithoutReversing: HostBug {
    mutating func after(_ request: WireGlance, _ answer: inout HostAnswer, _ ledger: MemoryLedger) {
        guard request.mti == 0x0400 else { return }
        for batch in ledger.batches() where batch.number == request.batch {
            guard var posting = ledger.posting(batch.terminalID, batch.number, request.trace) else { continue }
            posting.isReversed = false
            ledger.save(posting)
        }
    }
}

/// The end of the close is confirmed, and the batch stays open.
struct ConfirmsWithoutClosing: HostBug {
    mutating func after(_ request: WireGlance, _ answer: inout HostAnswer, _ ledger: MemoryLedger) {
        guard request.mti == 0x0320 else { return }
        for var batch in ledger.batches() where batch.number == request.batch && batch.isClosed {
            batch.isClosed = false
            ledger.save(batch)
        }
    }
}

/// A repeated request is booked a second time, under a number of its own.
struct BooksTwice: HostBug {
    private var seen: Set<UInt64> = []

    mutating func after(_ request: WireGlance, _ answer: inout HostAnswer, _ ledger: MemoryLedger) {
        guard request.isFinancial else { return }
        let key = UInt64(request.batch) << 32 | UInt64(request.trace)
        guard !seen.insert(key).inserted else { return }
        for batch in ledger.batches() where batch.number == request.batch {
            guard var posting = ledger.posting(batch.terminalID, batch.number, request.trace) else { continue }
            posting.trace += 500_000
            ledger.save(posting)
        }
    }
}

/// The upload is confirmed, and what the ledger missed stays missing; the end is confirmed all the same.
struct ConfirmsWithoutUpload: HostBug {
    mutating func after(_ request: WireGlance, _ answer: inout HostAnswer, _ ledger: MemoryLedger) {
        guard request.mti == 0x0320, request.network == 201 else { return }
        for batch in ledger.batches() where batch.number == request.batch {
            for var posting in ledger.postings(batch.terminalID, batch.number) where posting.source == .upload {
                posting.isReversed = true
                ledger.save(posting)
            }
        }
    }
}
