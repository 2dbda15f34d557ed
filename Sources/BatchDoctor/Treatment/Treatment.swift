import Settlement

/// Where a case stands, as far as a step could change it: two equal marks say that a step did nothing.
public struct CaseMark: Equatable, Sendable {
    private let batch: UInt32?
    private let records: Int
    private let close: CloseState?
    private let unresolved: TraceNumber?
    private let stored: Int
    private let isSignedOn: Bool
    private let causes: [Cause]

    /// The mark of a case.
    public init(_ evidence: Evidence, _ diagnosis: Diagnosis) {
        let book = evidence.terminal?.book
        batch = book?.batch?.value
        records = book?.records.count ?? 0
        close = book?.close
        unresolved = book?.unresolved?.transaction.trace
        stored = book?.pendingAdviceCount ?? 0
        isSignedOn = book?.isSignedOn ?? false
        causes = diagnosis.findings.map(\.cause)
    }
}

/// A step that was done.
public struct TriedStep: Equatable, Sendable {
    /// The step.
    public let step: TreatmentStep
    /// Where the case stood before it.
    public let mark: CaseMark

    /// A step that was done.
    public init(_ step: TreatmentStep, at mark: CaseMark) {
        self.step = step
        self.mark = mark
    }
}

/// What a treatment may use.
public struct TreatmentMeans: Equatable, Sendable {
    /// True when the acquirer gave a confirmation number for the batch.
    public var hasConfirmation: Bool
    /// True when the acquirer gave a confirmation number for the transaction that waits for its reversal.
    public var hasReversalWord: Bool
    /// The rules by which the terminal settles, where they are known.
    public var style: SettlementStyle?

    /// Means.
    public init(hasConfirmation: Bool = false, hasReversalWord: Bool = false, style: SettlementStyle? = nil) {
        self.hasConfirmation = hasConfirmation
        self.hasReversalWord = hasReversalWord
        self.style = style
    }
}

/// What comes next.
public enum TreatmentChoice: Equatable, Sendable {
    /// Nothing is wrong.
    case healthy
    /// Do this, because of that.
    case step(TreatmentStep, because: Cause)
    /// The acquirer has to close the batch itself first, or to undo the transaction, and to give its confirmation number.
    case needsConfirmation(Cause)
    /// No safe step is left at the terminal: this is for people elsewhere.
    case forPeople([Cause])
}

/// Chooses the next safe step of a case. A value without I/O: the same case gives the same step.
public struct Treatment {
    /// So often a step is done in one case, whatever it changes.
    public static let mostAttempts = 3

    private let evidence: Evidence
    private let diagnosis: Diagnosis
    private let mark: CaseMark
    private let attempts: [TriedStep]
    private let means: TreatmentMeans

    /// The treatment of a case.
    ///
    /// - Parameters:
    ///   - evidence: What is known now, with the terminal.
    ///   - diagnosis: The verdict on it.
    ///   - attempts: What was done in this case before.
    ///   - means: What may be used.
    public init(_ evidence: Evidence, _ diagnosis: Diagnosis, after attempts: [TriedStep], _ means: TreatmentMeans) {
        self.evidence = evidence
        self.diagnosis = diagnosis
        mark = CaseMark(evidence, diagnosis)
        self.attempts = attempts
        self.means = means
    }

    /// What comes next.
    public var next: TreatmentChoice {
        var left: [Cause] = []
        for cause in causes {
            for step in cause.treatment.compactMap(possible) where !isUsedUp(step) {
                guard hasWord(for: step) else { return .needsConfirmation(cause) }
                return .step(step, because: cause)
            }
            left.append(cause)
            if cause.holdsUpTheRest { break }
        }
        return left.isEmpty ? .healthy : .forPeople(left)
    }

    private func hasWord(for step: TreatmentStep) -> Bool {
        switch step {
        case .closeByForce: means.hasConfirmation
        case .reverseByForce: means.hasReversalWord
        default: true
        }
    }

    /// What was found. A close that stands still is one even where the ledger shows that the host knows nothing of it: its
    /// totals never came.
    private var causes: [Cause] {
        let found = diagnosis.findings.map(\.cause)
        let stands = evidence.terminal?.book.close.isRunning == true && evidence.terminal?.isAtRest != false
        return found.isEmpty && stands ? [.closeAnswerLost] : found
    }

    /// The step as it is possible now; nil when it is not.
    private func possible(_ step: TreatmentStep) -> TreatmentStep? {
        guard let book = evidence.terminal?.book else { return nil }
        switch step {
        case .resumeClose where !book.close.isRunning, .settle where !book.close.isRunning:
            return book.hasSomethingToSettle ? .settle : nil
        case .settle: return .resumeClose
        // In this style the sign-on tells no batch number.
        case .resynchronize where (book.close.snapshot?.style ?? means.style) == .hypercom: return nil
        case .closeByForce where !book.mayConfirmByWord: return nil
        // A frozen close takes no answers to what is stored: it goes into the next batch.
        case .sendStored where book.pendingAdvice == nil || book.close.isFrozen: return nil
        case .sendReversal where book.unresolved == nil, .reverseByForce where book.unresolved == nil: return nil
        case .reprintSlip where book.closed.isEmpty: return nil
        default: return step
        }
    }

    /// True when a step was done in this very state without changing it, or too often. To export twice is of no use.
    private func isUsedUp(_ step: TreatmentStep) -> Bool {
        let own = attempts.filter { $0.step == step }
        if step == .exportRecords { return !own.isEmpty }
        return own.count >= Treatment.mostAttempts || own.contains { $0.mark == mark }
    }
}

extension BatchBook {
    /// True when a settlement would find something.
    fileprivate var hasSomethingToSettle: Bool {
        unresolved != nil || pendingAdvice != nil || records.contains { $0.isApproved || $0.refusal != nil }
    }
}
