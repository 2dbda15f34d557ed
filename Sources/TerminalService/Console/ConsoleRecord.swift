import SerialLink

/// Something that passed on the line, for programs: one JSON object in a line.
public struct ConsoleRecord: Encodable, Sendable, Equatable {
    /// What passed.
    public enum Kind: String, Encodable, Sendable {
        /// Bytes, as they came at once.
        case bytes
        /// A frame.
        case frame
        /// ACK.
        case acknowledgement = "ack"
        /// NAK.
        case refusal = "nak"
        /// A damaged frame.
        case damage
        /// Bytes that belong to no frame.
        case noise
        /// The port was opened.
        case opened
        /// The port went.
        case lost
    }

    /// Number of this form.
    public let schema = 1
    /// When, in local time: `2026-01-31 12:34:56.789`.
    public let time: String
    /// What.
    public let kind: Kind
    /// Which way; absent where nothing went.
    public var direction: ConsoleDirection?
    /// How many bytes; of a frame, those of its payload.
    public var count: Int?
    /// The bytes in hexadecimal, with everything that is in them. Absent where frames are decoded and bytes not asked for.
    public var hex: String?
    /// What it says, masked.
    public var words: [String]?

    init(_ kind: Kind, at moment: ConsoleMoment) {
        time = moment.dateAndTime
        self.kind = kind
    }

    init(bytes: [UInt8], _ way: ConsoleDirection, at moment: ConsoleMoment) {
        self.init(.bytes, at: moment)
        direction = way
        count = bytes.count
        hex = bytes.map { ByteRows.hex($0) }.joined()
    }

    init(_ sight: LinkSight) {
        let moment = sight.at
        switch sight.kind {
        case .frame(let size, let said):
            self.init(.frame, at: moment)
            count = size
            words = said.isEmpty ? nil : said
        case .acknowledged: self.init(.acknowledgement, at: moment)
        case .refused: self.init(.refusal, at: moment)
        case .damaged(let damage):
            self.init(.damage, at: moment)
            words = [LinkNote.damaged(damage).description]
        case .noise(let size):
            self.init(.noise, at: moment)
            count = size
        }
        direction = sight.direction
    }
}
