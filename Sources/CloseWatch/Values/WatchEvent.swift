import Settlement

/// Something that is known to have happened at a terminal. Where it was learned, from the terminal itself, from its host or
/// from a file, makes no difference; the same thing may be told more than once.
public struct WatchEvent: Sendable, Equatable {
    /// What happened.
    public enum Kind: Sendable, Equatable {
        /// A record that stands in a batch: a sale, or what undoes or gives back one.
        case booked(batch: UInt32, record: UInt32, BookedMoney)
        /// A record stands no more: it was reversed.
        case undone(batch: UInt32, record: UInt32, BookedMoney)
        /// The number of a batch that was closed is used again, for another batch.
        case reused(batch: UInt32)
        /// A batch was closed.
        case closed(batch: UInt32, by: Closer)
        /// The terminal says which batch is open in it: lower ones that were thought to be open are closed.
        case present(batch: UInt32)
        /// What waits in the terminal for its host.
        case waiting(reversals: Int, advices: Int)

        /// Number of its batch; nil for what is waiting.
        public var batch: UInt32? {
            switch self {
            case .booked(let batch, _, _), .undone(let batch, _, _), .reused(let batch), .closed(let batch, _),
                .present(let batch):
                batch
            case .waiting: nil
            }
        }
    }

    /// Who closed a batch.
    public enum Closer: String, Sendable, Codable, CaseIterable {
        /// The terminal settled it.
        case terminal
        /// The host did, by force at its cut.
        case host
        /// It was found closed; when is not known exactly.
        case found
    }

    /// The terminal.
    public var terminal: TerminalKey
    /// When, in the shop's local time.
    public var at: ClockTime
    /// What.
    public var kind: Kind

    /// An event.
    public init(_ terminal: TerminalKey, at: ClockTime, _ kind: Kind) {
        self.terminal = terminal
        self.at = at
        self.kind = kind
    }
}

/// What a record does to the money of its batch.
public struct BookedMoney: Sendable, Equatable, Hashable {
    /// Minor units; below zero where the cardholder is credited.
    public var minorUnits: Int64
    /// ISO 4217 numeric code.
    public var currency: UInt16

    /// Money of a record.
    public init(_ minorUnits: Int64, currency: UInt16) {
        self.minorUnits = minorUnits
        self.currency = currency
    }
}
