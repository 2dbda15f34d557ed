import Foundation
import SMP

/// What a terminal says of itself on its service port. Key check values, never keys.
public struct TerminalInformation: Codable, Equatable, Sendable {
    /// What a slot holds.
    public struct Image: Codable, Equatable, Sendable {
        /// 0 for the one that runs, 1 for the one that is written.
        public let slot: Int
        /// Version.
        public let version: String
        /// Hash, in hexadecimal digits.
        public let hash: String
        /// `running`, `on-trial`, `pending`, `to-go-back-to`, `held` or `unusable`.
        public let state: String
    }

    /// A key.
    public struct Key: Codable, Equatable, Sendable {
        /// `master`, `pin` or `mac`.
        public let name: String
        /// Check value, in hexadecimal digits; nil without the key.
        public let checkValue: String?
    }

    /// What is not settled.
    public struct Batch: Codable, Equatable, Sendable {
        /// Number of the open batch.
        public let number: UInt32
        /// Records that it holds.
        public let records: Int
        /// Approved ones among them.
        public let approved: Int
        /// Minor units: what was paid, less what was paid back.
        public let minorUnits: Int64
        /// ISO 4217 numeric code.
        public let currency: UInt16
        /// Amount and currency as people write them.
        public let amount: String
        /// When the oldest approved record was made; nil without one.
        public let oldest: String?
        /// Seconds since then; nil without one.
        public let ageSeconds: Int64?
        /// Transactions that wait for a reversal.
        public let pendingReversals: Int
        /// Stored advices that the host has not answered.
        public let pendingAdvices: Int
        /// True when a record of an earlier business day is not settled.
        public let isOverdue: Bool
        /// True while it is being closed.
        public let isClosing: Bool
        /// What the terminal wants to be done before it may be flashed; nil when nothing is open.
        public let next: String?
    }

    /// Wear of a memory.
    public struct Wear: Codable, Equatable, Sendable {
        /// `program` or `journal`.
        public let memory: String
        /// Erasures of the sector with the most of them.
        public let erasures: Int64
        /// Erasures that a sector endures; 0 when it does not say.
        public let endurance: Int64
    }

    /// Number of this form.
    public let schema: Int
    /// The port.
    public let port: String
    /// Model.
    public let model: String
    /// Serial number.
    public let serial: String
    /// Board, as images name it.
    public let board: String
    /// Field 41.
    public let terminalID: String
    /// Field 42.
    public let merchantID: String
    /// Name of the shop.
    public let merchantName: String
    /// Form of the journal in flash.
    public let journalFormat: UInt32
    /// Why it was started last.
    public let bootReason: String
    /// How often it was started.
    public let bootCount: UInt32
    /// `ready`, `no-paper`, `jammed` or `overheated`.
    public let printer: String
    /// True while it talks to its host or prints.
    public let isBusy: Bool
    /// What the slots hold.
    public let images: [Image]
    /// The keys.
    public let keys: [Key]
    /// What is not settled.
    public let batch: Batch
    /// Wear of its memories.
    public let wear: [Wear]
    /// What its clock shows, `2026-11-29T22:10:05` in its own time.
    public let clock: String
    /// Seconds by which its clock is ahead of the workstation's; nil when it cannot be read as a time.
    public let clockDriftSeconds: Int64?

    /// Asks a terminal for all of it.
    ///
    /// - Throws: `ManagementError`.
    public init(_ client: ManagementClient) throws(ManagementError) {
        let identity = try client.ask(IdentityRequest())
        let batch = try client.ask(BatchStateRequest())
        let states = try client.ask(ImageStateRequest())
        let keys = try client.keys()
        let counters = try client.ask(StatisticsRequest(name: "flash"))
        let clock = try client.ask(ClockRequest())
        schema = 1
        port = client.path
        model = identity.model
        serial = identity.serial
        board = identity.board
        terminalID = identity.terminalID
        merchantID = identity.merchantID
        merchantName = identity.merchantName
        journalFormat = identity.journalVersion
        bootReason = identity.bootReason
        bootCount = identity.bootCount
        printer = identity.printer
        isBusy = identity.isBusy
        images = states.images.map(Image.init)
        self.keys = keys
        self.batch = Batch(batch)
        func count(_ name: String) -> Int64 { counters.counters.first { $0.name == name }?.value ?? 0 }
        wear = ["program", "journal"].map {
            Wear(memory: $0, erasures: count($0 + "-erases"), endurance: count($0 + "-endurance"))
        }
        self.clock = clock.text
        clockDriftSeconds = TerminalInformation.drift(clock.text, from: Date())
    }

    /// Seconds that a terminal's time is ahead; both are the shop's time, which the workstation shares.
    static func drift(_ text: String, from now: Date, in zone: TimeZone = .current) -> Int64? {
        let reader = DateFormatter()
        reader.locale = Locale(identifier: "en_US_POSIX")
        reader.calendar = Calendar(identifier: .gregorian)
        reader.timeZone = zone
        reader.dateFormat = "yyyy-MM-dd'T'HH:mm:ss"
        // A fraction of a second says nothing here.
        guard let time = reader.date(from: String(text.prefix(19))) else { return nil }
        // The terminal tells whole seconds that have begun.
        return Int64(time.timeIntervalSince1970) - Int64(now.timeIntervalSince1970.rounded(.down))
    }
}

extension ManagementClient {
    /// The keys of the terminal, by their check values.
    public func keys() throws(ManagementError) -> [TerminalInformation.Key] {
        try ask(KeyStateRequest()).keys.map { key in
            TerminalInformation.Key(
                name: key.name, checkValue: key.checkValue.map { TextShown.hex($0).uppercased() })
        }
    }
}

extension TerminalInformation.Image {
    /// What a slot holds.
    public init(_ image: ImageState) {
        slot = image.slot
        version = image.version
        hash = TextShown.hex(image.hash ?? [])
        state =
            if image.isActive {
                image.isConfirmed ? "running" : "on-trial"
            } else if image.isPending {
                "pending"
            } else if !image.isBootable {
                "unusable"
            } else {
                image.isConfirmed ? "to-go-back-to" : "held"
            }
    }
}

extension TerminalInformation.Batch {
    /// What is not settled.
    public init(_ state: BatchState) {
        let stake = state.stake
        number = stake.batch
        records = stake.records
        approved = state.approved
        minorUnits = stake.minorUnits
        currency = stake.currency
        amount = ManagementError.amount(stake)
        oldest = state.oldest
        ageSeconds = state.age
        pendingReversals = stake.reversals
        pendingAdvices = stake.advices
        isOverdue = state.isOverdue
        isClosing = stake.isClosing
        next = stake.next.isEmpty ? nil : stake.next
    }
}
