import BatchDoctor
import BatchEvidence
import Foundation
import SMP
import Settlement
import TerminalFirmware
import TerminalService
import VirtualTerminal

/// One case at a live terminal, from the first verdict to the record.
struct CaseRun {
    private(set) var record: IncidentRecord
    /// Why the terminal could not be asked any more.
    private(set) var failure: (any Error)?
    private let sources: CaseSources
    private let live: LiveTerminal
    private let consent: Consent
    private let word: AcquirersWord?
    private let stop: StopFlag
    private let work: StepWork
    private let talk: CaseTalk
    private let parameters: TerminalParameters
    private var evidence: Evidence
    private var diagnosis: Diagnosis
    private var attempts: [TriedStep] = []
    private var export: RecordExport?

    /// Looks at the terminal for the first time.
    init(
        sources: CaseSources, live: LiveTerminal, consent: Consent, word: AcquirersWord?, stop: StopFlag,
        limit: Duration, talk: CaseTalk, engineer: String
    ) throws {
        self.sources = sources
        self.live = live
        self.consent = consent
        self.word = word
        self.stop = stop
        self.talk = talk
        work = StepWork(live.client, limit: limit)
        parameters = try live.configuration().parameters()
        try work.waitForRest()
        evidence = try sources.evidence()
        diagnosis = Diagnosis(evidence)
        let information = try TerminalInformation(live.client)
        record = IncidentRecord(
            at: evidence.now, port: live.client.path,
            IncidentRecord.Terminal(
                terminalID: information.terminalID, merchantID: information.merchantID, serial: information.serial,
                model: information.model, firmware: information.images.first { $0.slot == 0 }?.version),
            engineer: engineer, before: DiagnosisReport(diagnosis, at: evidence.now))
    }

    /// Does step after step.
    mutating func treat() -> IncidentRecord.Outcome {
        talk.verdict(diagnosis)
        tellOtherSubject()
        var outcome: IncidentRecord.Outcome
        do { outcome = try steps() } catch {
            outcome = broken(by: error)
            failure = error
        }
        if failure == nil { record.after = DiagnosisReport(diagnosis, at: evidence.now) }
        record.outcome = outcome
        let words = outcome.words(left)
        record.words = DiagnosisReport.Text(words)
        record.endedAt = sources.now.description
        talk.say("")
        talk.say(words.english, words.chinese)
        return outcome
    }

    /// A number for another batch or transaction than the one that waits is of no use here.
    private func tellOtherSubject() {
        let book = evidence.terminal?.book
        func padded(_ number: UInt32?) -> String { number.map { paddedDecimal(UInt64($0), width: 6) } ?? "-" }
        if let batch = word?.batch, !wordHolds {
            let own = padded(book?.close.snapshot?.batch.value)
            talk.say(
                "the confirmation number is for batch \(padded(batch)); batch of the close that waits: \(own)",
                "确认号对应批次 \(padded(batch)); 等待结算的批次: \(own)")
        }
        if let trace = word?.trace, !reversalWordHolds {
            let own = padded(book?.unresolved?.transaction.trace.value)
            talk.say(
                "the confirmation number is for transaction \(padded(trace)); transaction that waits for its reversal: \(own)",
                "确认号对应流水号 \(padded(trace)); 等待冲正的流水号: \(own)")
        }
    }

    private mutating func steps() throws -> IncidentRecord.Outcome {
        while true {
            let means = TreatmentMeans(
                hasConfirmation: wordHolds, hasReversalWord: reversalWordHolds, style: parameters.style)
            switch Treatment(evidence, diagnosis, after: attempts, means).next {
            case .healthy: return .healthy
            case .needsConfirmation: return lastRefusal ?? .needsConfirmation
            case .forPeople: return lastRefusal ?? .forPeople
            case .step(let step, let cause):
                guard try carryOut(step, because: cause) else { return .declined }
            }
        }
    }

    /// - Returns: False when nobody consented.
    private mutating func carryOut(_ step: TreatmentStep, because cause: Cause) throws -> Bool {
        talk.step(record.steps.count + 1, step, because: cause, diagnosis.stake)
        guard let consent = try consent.to(step) else { return false }
        var password: String?
        if step.isDestructive {
            guard let given = try self.consent.password() else {
                throw BenchError(
                    .refused, "nothing was ended on the acquirer's word",
                    why: "the supervisor's password was not given",
                    next: "name a file with --pin-file, or set TILLBENCH_SUPERVISOR_PIN")
            }
            password = given
        }
        attempts.append(TriedStep(step, at: CaseMark(evidence, diagnosis)))
        record.steps.append(
            IncidentRecord.Step(
                at: sources.now, step, because: cause, stake: diagnosis.stake, consent: consent,
                confirmation: step.isDestructive ? word?.number : nil))
        let last = record.steps.count - 1
        if step == .exportRecords {
            export = try evidence.terminal.flatMap { try RecordExport($0.book, parameters) }
            record.steps[last].result =
                export.map { "\($0.recordCount) record(s), \($0.frameCount) message(s) exported" }
                ?? "no record to export"
        } else {
            let result = try Logged.run(
                .doctorFix, record.terminal.terminalID, who: record.engineer,
                details: [("step", step.rawValue), ("cause", cause.rawValue), ("confirmation", word?.number ?? "none")]
            ) {
                try work.carryOut(step, password: password, word: word, now: sources.now)
            }
            record.steps[last].result = result.screen
            record.steps[last].display = result.display
            record.steps[last].log = result.log
        }
        evidence = try sources.evidenceAfterwards()
        diagnosis = Diagnosis(evidence)
        record.steps[last].took(diagnosis)
        talk.done(record.steps[last], diagnosis)
        return true
    }

    /// The acquirer's word is for one batch, and is taken once.
    private var wordHolds: Bool {
        guard let batch = word?.batch else { return false }
        return evidence.terminal?.book.close.snapshot?.batch.value == batch
            && !attempts.contains { $0.step == .closeByForce }
    }

    /// The acquirer's word is for one transaction, and is taken once.
    private var reversalWordHolds: Bool {
        guard let trace = word?.trace else { return false }
        return evidence.terminal?.book.unresolved?.transaction.trace.value == trace
            && !attempts.contains { $0.step == .reverseByForce }
    }

    private var left: [Cause] { diagnosis.findings.map(\.cause) }

    /// What the last step that went to the host came to, when that is why nothing is left to do.
    private var lastRefusal: IncidentRecord.Outcome? {
        guard let last = record.steps.last(where: { $0.step != TreatmentStep.exportRecords.rawValue }) else {
            return nil
        }
        return switch last.result {
        case "close-interrupted", "no-answer", "reversal-pending", "advice-pending": .silent
        default: nil
        }
    }

    private mutating func broken(by error: any Error) -> IncidentRecord.Outcome {
        if let last = record.steps.indices.last, record.steps[last].result == "begun" {
            record.steps[last].result = "\(error)".split(separator: "\n").first.map(String.init) ?? ""
        }
        if stop.isSet { return .interrupted }
        guard let error = error as? ManagementError else { return .declined }
        return switch error.kind {
        case .refused, .moneyAtStake: .refused
        case .interrupted: .interrupted
        case .check: .busy
        case .port, .silent, .garbled: .terminalLost
        }
    }

    /// Writes the record and the exported files, unless nothing was wrong or nobody was there to ask.
    mutating func leave(in folder: String) throws {
        let isUntouched = record.steps.isEmpty && (record.before.isHealthy || failure != nil)
        guard !isUntouched else { return }
        let path = try IncidentFolder(folder).write(&record, export)
        talk.say("incident record: \(path)", "事件记录: \(path)")
    }
}
