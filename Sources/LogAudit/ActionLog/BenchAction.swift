import Settlement

/// Something of consequence that the bench did, as the action log keeps it.
public struct BenchAction: Equatable, Sendable {
    /// What was done.
    public enum Kind: String, Sendable, CaseIterable {
        /// A step of the doctor.
        case doctorFix = "doctor-fix"
        /// Firmware was written.
        case flashWrite = "flash-write"
        /// Settings were loaded into a terminal.
        case parametersLoad = "parameters-load"
        /// Keys were loaded into a terminal.
        case keysLoad = "keys-load"
        /// Records were audited.
        case auditRun = "audit-run"
    }

    /// How far it came.
    public enum Outcome: String, Sendable, CaseIterable {
        /// It is about to be done; written before anything is changed.
        case begun
        /// It was done.
        case done
        /// It was not done, or not wholly.
        case failed
        /// Somebody said no.
        case refused
    }

    /// What was done.
    public var kind: Kind
    /// What it was done to: a terminal number, a serial number, a file.
    public var subject: String
    /// How far it came.
    public var outcome: Outcome
    /// Who did it, or confirmed it.
    public var who: String
    /// More about it, in order: names and values. Runs of 13 digits and more are masked; keys have no place here.
    public var details: [(name: String, value: String)]

    /// An action.
    public init(
        _ kind: Kind, _ subject: String, _ outcome: Outcome, who: String, details: [(name: String, value: String)] = []
    ) {
        self.kind = kind
        self.subject = subject
        self.outcome = outcome
        self.who = who
        self.details = details
    }

    /// Compares everything.
    public static func == (left: BenchAction, right: BenchAction) -> Bool {
        left.kind == right.kind && left.subject == right.subject && left.outcome == right.outcome
            && left.who == right.who
            && left.details.elementsEqual(right.details) { $0.name == $1.name && $0.value == $1.value }
    }
}
