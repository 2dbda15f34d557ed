import AcquirerHost
import BatchDoctor
import BatchEvidence
import Settlement
import TerminalFirmware
import Testing

@testable import Simulation

/// A stuck shop to which the doctor comes.
final class TreatedShop {
    let shop: StuckShop
    /// True when the acquirer closes the batch itself and tells its number.
    var givesConfirmation = false
    /// True when the acquirer undoes the transaction itself and tells its number.
    var givesReversalWord = false
    /// Milliseconds after the beginning of the first step at which the power goes; nil when it does not.
    var cutAfter: Int64?
    private(set) var steps: [TreatmentStep] = []
    private(set) var lastChoice: TreatmentChoice?
    private(set) var exports: [RecordExport] = []
    private var attempts: [TriedStep] = []

    init(_ shop: StuckShop) { self.shop = shop }

    var world: World<RealFirmware, RealHost> { shop.world }

    /// What is known now: the terminal itself says whether something is under way.
    func evidence() throws -> Evidence {
        var evidence = Evidence(now: shop.now, terminal: shop.terminal(), host: try shop.host())
        evidence.terminal?.isAtRest = world.firmware?.isBusy == false
        evidence.terminal?.clockAhead = world.clockError
        return evidence
    }

    /// The host is started anew, and does nothing wrong any more.
    func mendHost() {
        let usual = world.hostConfiguration
        world.hostStarts += 1
        world.host = RealHost(
            ledger: world.ledger,
            configuration: HostConfiguration(
                terminals: usual.terminals, cards: usual.cards, rules: [], profile: usual.profile),
            random: SeededBytes(seed: 99, stream: 4))
    }

    /// Step after step, until nothing is left to do.
    ///
    /// - Parameter isMended: True when the fault at the host is over just then.
    func treat(isMended: Bool, most: Int = 20) throws {
        // The shop is closed: nobody presses a key while the doctor works.
        world.clerk.isPresent = false
        waitForRest()
        // From here on the terminal would try again by itself after its pause: the doctor is there before.
        if isMended { mendHost() }
        for _ in 0..<most {
            let evidence = try evidence()
            let diagnosis = Diagnosis(evidence)
            let means = TreatmentMeans(
                hasConfirmation: givesConfirmation, hasReversalWord: givesReversalWord, style: shop.style)
            let choice = Treatment(evidence, diagnosis, after: attempts, means).next
            lastChoice = choice
            guard case .step(let step, _) = choice else { return }
            steps.append(step)
            attempts.append(TriedStep(step, at: CaseMark(evidence, diagnosis)))
            try carryOut(step, evidence)
        }
        Issue.record("the treatment comes to no end: \(steps)")
    }

    private func carryOut(_ step: TreatmentStep, _ evidence: Evidence) throws {
        switch step {
        case .exportRecords:
            let book = try #require(evidence.terminal?.book)
            exports.append(try #require(try RecordExport(book, world.parameters)))
        case .setClock:
            world.clockError = 0
            world.give(.tick)
        case .closeByForce:
            world.closeByForce()
            let batch = try #require(evidence.terminal?.book.close.snapshot?.batch.value)
            let refusal = world.firmware?.refusal(of: .confirmClose("ACQ0042", batch: batch + 1))
            #expect(refusal?.contains("for another one") == true)
            give(.confirmClose("ACQ0042", batch: batch))
        case .reverseByForce:
            let trace = try #require(evidence.terminal?.book.unresolved?.transaction.trace.value)
            #expect(
                world.firmware?.refusal(of: .confirmReversal("ACQ0043", trace: trace + 1))?.contains("another one")
                    == true)
            var people = HostLogic(store: world.ledger, configuration: world.hostConfiguration)
            let done = try people.undoByHand(world.parameters.terminalID, trace: trace, at: world.wallTime)
            #expect(done.undone?.trace == trace)
            world.oracle.noticeUndoneByPeople(trace)
            give(.confirmReversal(done.confirmation, trace: trace))
        case .signOn, .resynchronize: give(.signOn)
        case .sendReversal: give(.sendReversal)
        case .sendStored: give(.sendStored)
        case .settle, .resumeClose: give(.settle)
        case .reprintSlip: give(.reprintSlip)
        }
        waitForRest()
    }

    /// Lets the terminal settle.
    func settle() throws {
        give(.settle)
        waitForRest()
    }

    private func give(_ work: ServiceWork) {
        #expect(world.firmware?.refusal(of: work) == nil, "\(work) in \(world.shown?.screen ?? "?")")
        if work == .settle { world.oracle.noticeAskedByService() }
        world.give(.service(work))
        guard let pause = cutAfter else { return }
        cutAfter = nil
        world.run(until: world.now + pause)
        world.losePower()
        // The doctor's run is broken off with it; the next one is a case of its own.
        attempts = []
    }

    /// Every repeat of a message, and the printer.
    func waitForRest() {
        var end = world.now
        repeat {
            end += 1_000
            world.run(until: end)
        } while world.firmware?.isBusy != false && world.violation == nil && end < world.now + 3_600_000
    }

    /// Approved transactions of the journal, settled or not: trace number and amount. A close may end only once.
    func approved() throws -> [UInt32: Int64] {
        let book = try #require(world.firmware?.book)
        let records = (book.closed.flatMap(\.records) + book.records).filter(\.movesMoney)
        return Dictionary(
            records.map { ($0.transaction.trace.value, $0.transaction.minorUnits) },
            uniquingKeysWith: { first, _ in
                Issue.record("a trace number is there twice")
                return first
            })
    }

    /// Journal and ledger hold the same, record by record, and nothing else that must hold is broken.
    func compare(_ comment: Comment, isForced: Bool) throws {
        guard isForced else {
            world.compareAtEnd()
            #expect(world.violation == nil, comment)
            return
        }
        // The terminal never settled what the acquirer closed: that is what the oracle finds then, and nothing else.
        #expect(world.violation?.invariant == .clearedAfterConfirmation, comment)
        let closed = try #require(world.firmware?.book.closed.last)
        #expect(closed.confirmation.evidence == .word && closed.confirmation.reference == "ACQ0042", comment)
        let host = try #require(try shop.host().batch(closed.batch.value))
        let booked = Dictionary(uniqueKeysWithValues: host.standing.map { ($0.trace, $0.minorUnits) })
        let own = closed.records.filter(\.movesMoney).map { ($0.transaction.trace.value, $0.transaction.minorUnits) }
        #expect(booked == Dictionary(uniqueKeysWithValues: own) && host.isClosed, comment)
        let export = try #require(exports.first)
        #expect(export.batch == closed.batch.value && export.frameCount == own.count, comment)
    }
}

extension Oracle {
    /// People undid this transaction of the open batch, without a message.
    fileprivate mutating func noticeUndoneByPeople(_ trace: UInt32) {
        for (key, attempt) in attempts where attempt.batch == openBatch && attempt.trace == trace {
            attempts[key]?.isReversed = true
        }
    }

    /// Somebody asked for a settlement, as with the keys.
    fileprivate mutating func noticeAskedByService() {
        time.askedBatch = openBatch
        time.askedAt = time.now
    }
}
