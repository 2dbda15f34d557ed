/// The ledger as people and programs read it, batch by batch.
public struct LedgerReport: Codable, Sendable, Equatable {
    /// One batch of one terminal.
    public struct Batch: Codable, Sendable, Equatable {
        /// Terminal.
        public var terminalID: String
        /// Number.
        public var number: UInt32
        /// True once it is closed: the host confirmed the terminal's close, or closed it by itself.
        public var isClosed: Bool
        /// Its bookings.
        public var postings: [Posting]
        /// When it was closed, or nil.
        public var closedAt: String?
        /// True when the host closed it by itself.
        public var isForced = false
        /// True when its bookings changed after a forced close.
        public var isCorrected = false
        /// When the terminal settled it, or nil: a batch that was closed by force waits for it.
        public var confirmedAt: String?
        /// Records in which the two sides differed, in words.
        public var exceptions: [String] = []
        /// The confirmation number, when the acquirer's people settled it by hand.
        public var handConfirmation: String?
        /// Holds that were asked for in it. They move no money.
        public var holds: [Hold] = []
        /// Chip records that were uploaded as refused.
        public var refused: [RefusedRecord] = []
        /// What is booked and stands, debits minus credits, in minor units.
        public var netMinorUnits: Int64 = 0
        /// What of it counts as paid: all of it when the host captures, nothing before the close when the terminal does.
        public var paidMinorUnits: Int64 = 0
        /// When it counts as paid: when it was closed, where the terminal captures; nil where each booking counts when it is
        /// booked, or while it waits.
        public var paidAt: String?
    }

    /// Version of this form.
    public var schema = 1
    /// Who moves the money.
    public var capture: HostProfile.Capture
    /// The batches, oldest first.
    public var batches: [Batch]

    /// Reads the whole ledger.
    ///
    /// - Parameters:
    ///   - store: The ledger.
    ///   - capture: Who moves the money, by the host's profile.
    public init(_ store: some LedgerStore, capture: HostProfile.Capture = .host) throws {
        self.capture = capture
        batches = try store.inTransaction { session in
            try session.batches().map { head in
                var batch = Batch(
                    terminalID: head.terminalID, number: head.number, isClosed: head.isClosed,
                    postings: try session.postings(head.terminalID, head.number), closedAt: head.closedAt,
                    isForced: head.isForced, isCorrected: head.isCorrected, confirmedAt: head.confirmedAt,
                    exceptions: head.exceptions, handConfirmation: head.handConfirmation,
                    holds: try session.holds(head.terminalID, head.number),
                    refused: try session.refusedRecords(head.terminalID, head.number))
                batch.pay(capture)
                return batch
            }
        }
    }
}

extension LedgerReport.Batch {
    fileprivate mutating func pay(_ capture: HostProfile.Capture) {
        for posting in postings where !posting.isReversed {
            netMinorUnits += posting.kind.isCredit ? -posting.minorUnits : posting.minorUnits
        }
        switch capture {
        case .host: paidMinorUnits = netMinorUnits
        case .terminal where isClosed:
            paidMinorUnits = netMinorUnits
            paidAt = closedAt
        case .terminal: paidMinorUnits = 0
        }
    }
}
