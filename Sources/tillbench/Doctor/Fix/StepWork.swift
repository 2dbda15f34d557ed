import BatchDoctor
import SMP
import Settlement
import TerminalService
import VirtualTerminal

/// The acquirer closed this batch itself, or undid this transaction, and gave this number for it.
struct AcquirersWord {
    let number: String
    let batch: UInt32?
    let trace: UInt32?
}

/// Lets a live terminal do a step, and waits for its end.
struct StepWork {
    /// What came of a step.
    struct Result {
        var screen: String
        var display: [String]
        var log: [String]
    }

    let client: ManagementClient
    let limit: Duration
    private let bar = ProgressBar()

    init(_ client: ManagementClient, limit: Duration) {
        self.client = client
        self.limit = limit
    }

    /// Does it.
    ///
    /// - Throws: `ManagementError`.
    func carryOut(
        _ step: TreatmentStep, password: String?, word: AcquirersWord?, now: ClockTime
    ) throws -> Result {
        // Lines that were logged before are not of this step. An empty page tells how many there are.
        let first = try client.ask(EventLogRequest(first: Int(Int32.max))).total
        // It may be trying something again by itself: that ends first.
        _ = try waitForEnd()
        if step == .setClock {
            _ = try client.ask(SetClockRequest(text: StepWork.text(now)))
        } else if let work = StepWork.work(step) {
            let needs = work.needsSupervisor
            _ = try client.ask(
                WorkRequest(
                    work, password: needs ? password : nil, confirmation: needs ? word?.number : nil,
                    batch: needs ? word?.batch : nil, trace: needs ? word?.trace : nil))
        }
        let state = try waitForEnd()
        let log = try client.ask(EventLogRequest(first: first))
        return Result(
            screen: state.screen, display: state.lines,
            log: log.lines.map { "\($0.at) \($0.level) \($0.code): \($0.text)" })
    }

    /// Waits until it has ended what it does by itself, for example after a power cut: before that nobody can say how it
    /// stands.
    func waitForRest() throws { _ = try waitForEnd() }

    /// Waits until the terminal neither talks nor prints. What comes at once after something else is one piece of work: it
    /// has to be at rest twice.
    private func waitForEnd() throws -> WorkState {
        defer { bar.clear() }
        let begin = ContinuousClock.now
        var rests = 0
        while true {
            let state = try client.ask(WorkStateRequest())
            rests = state.isBusy ? 0 : rests + 1
            if rests >= 2 { return state }
            let seconds = (ContinuousClock.now - begin).components.seconds
            bar.show(Int(seconds), of: Int(limit.components.seconds), "s at most; the terminal shows: \(state.screen)")
            guard ContinuousClock.now - begin < limit else {
                throw ManagementError(
                    .check(
                        "it is busy after \(limit.components.seconds) s",
                        next: "look at its display; a longer time is named with --wait"),
                    path: client.path, request: "waiting for its end")
            }
            try client.rest(.milliseconds(150))
        }
    }

    private static func text(_ time: ClockTime) -> String {
        time.description.split(separator: " ").joined(separator: "T")
    }

    private static func work(_ step: TreatmentStep) -> TerminalWork? {
        switch step {
        case .signOn, .resynchronize: .signOn
        case .sendReversal: .sendReversal
        case .sendStored: .sendStored
        case .settle, .resumeClose: .settle
        case .reprintSlip: .reprintSlip
        case .closeByForce: .confirmClose
        case .reverseByForce: .confirmReversal
        case .setClock, .exportRecords: nil
        }
    }
}
