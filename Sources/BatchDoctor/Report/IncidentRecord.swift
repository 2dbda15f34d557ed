import Settlement

/// The record of one case: what was found, what was done with whose consent, and what came of it. `schema` 1.
public struct IncidentRecord: Codable, Equatable, Sendable {
    /// How a case ended.
    public enum Outcome: String, Codable, Sendable, CaseIterable {
        /// Nothing is wrong any more.
        case healthy
        /// The acquirer has to close the batch itself, or to undo a transaction, and to give its confirmation number.
        case needsConfirmation = "needs-confirmation"
        /// What is left is for people elsewhere.
        case forPeople = "for-people"
        /// Somebody did not consent to the next step.
        case declined
        /// The host or the terminal refused a step.
        case refused
        /// The host did not answer a step.
        case silent
        /// The terminal had not ended a step when its time was over.
        case busy
        /// The terminal went away.
        case terminalLost = "terminal-lost"
        /// The engineer broke off.
        case interrupted
    }

    /// One step.
    public struct Step: Codable, Equatable, Sendable {
        /// When it was begun.
        public var at: String
        /// Its name.
        public var step: String
        /// What it is.
        public var words: DiagnosisReport.Text
        /// The cause that it treats.
        public var cause: String
        /// Money at stake before it.
        public var stake: DiagnosisReport.Money
        /// Who consented, and how.
        public var consent: String
        /// The acquirer's confirmation number, where the step needed one.
        public var confirmation: String?
        /// Name of the terminal's screen after it, or why it was not done.
        public var result: String
        /// What the display showed then.
        public var display: [String]
        /// What the terminal's log said while it was done.
        public var log: [String]
        /// Causes that were found after it.
        public var causesAfter: [String]
        /// Where the batch stood after it.
        public var stateAfter: DiagnosisReport.Text

        /// A step.
        public init(
            at time: ClockTime, _ step: TreatmentStep, because cause: Cause, stake: Stake, consent: String,
            confirmation: String?
        ) {
            at = time.description
            self.step = step.rawValue
            words = DiagnosisReport.Text(step.words)
            self.cause = cause.rawValue
            self.stake = DiagnosisReport.Money(stake)
            self.consent = consent
            self.confirmation = confirmation
            result = "begun"
            display = []
            log = []
            causesAfter = []
            stateAfter = DiagnosisReport.Text(Bilingual("", ""))
        }

        /// Takes in what is found after it.
        public mutating func took(_ diagnosis: Diagnosis) {
            causesAfter = diagnosis.findings.map(\.cause.rawValue)
            stateAfter = DiagnosisReport.Text(diagnosis.state.words)
        }
    }

    /// The terminal of the case.
    public struct Terminal: Codable, Equatable, Sendable {
        /// Field 41.
        public var terminalID: String
        /// Field 42.
        public var merchantID: String
        /// Serial number.
        public var serial: String
        /// Model.
        public var model: String
        /// Version of the firmware, or nil.
        public var firmware: String?

        /// A terminal.
        public init(terminalID: String, merchantID: String, serial: String, model: String, firmware: String?) {
            self.terminalID = terminalID
            self.merchantID = merchantID
            self.serial = serial
            self.model = model
            self.firmware = firmware
        }
    }

    /// Number of this form.
    public var schema = 1
    /// Name of the record: time, terminal and batch.
    public var id: String
    /// When the case was begun, by this workstation.
    public var begunAt: String
    /// When it ended.
    public var endedAt: String
    /// The port of the terminal.
    public var port: String
    /// The terminal.
    public var terminal: Terminal
    /// Who treats the case.
    public var engineer: String
    /// The verdict before anything was done.
    public var before: DiagnosisReport
    /// What was done.
    public var steps: [Step]
    /// The verdict at the end; nil when the terminal could not be asked any more.
    public var after: DiagnosisReport?
    /// How it ended.
    public var outcome: Outcome
    /// The same in words, with what is to be done next.
    public var words: DiagnosisReport.Text
    /// Files beside this record.
    public var files: [String]

    /// A case that begins.
    public init(
        at time: ClockTime, port: String, _ terminal: Terminal, engineer: String, before: DiagnosisReport
    ) {
        let digits = time.description.filter { $0.isASCII && $0.isNumber }
        let batch = paddedDecimal(UInt64(before.batch ?? 0), width: 6)
        let safe = terminal.terminalID.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        id = "\(digits.prefix(8))-\(digits.dropFirst(8))-\(safe)-\(batch)"
        begunAt = time.description
        endedAt = time.description
        self.port = port
        self.terminal = terminal
        self.engineer = engineer
        self.before = before
        steps = []
        outcome = .interrupted
        words = DiagnosisReport.Text(Bilingual("", ""))
        files = []
    }
}
