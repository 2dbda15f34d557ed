import SerialLink

/// Something of the serial link that passed on the line.
public struct LinkSight: Sendable, Equatable {
    /// What passed.
    public enum Kind: Sendable, Equatable {
        /// A whole frame with a payload of so many bytes, and what it says.
        case frame(bytes: Int, words: [String])
        /// ACK.
        case acknowledged
        /// NAK.
        case refused
        /// A damaged frame.
        case damaged(FrameReceiver.Damage)
        /// So many bytes that belong to no frame.
        case noise(Int)
    }

    /// Which way.
    public let direction: ConsoleDirection
    /// What passed.
    public let kind: Kind

    /// For people, the mark of the direction first.
    public var lines: [String] {
        switch kind {
        case .frame(let count, let words):
            let head = "frame, \(count) " + (count == 1 ? "byte" : "bytes")
            guard let first = words.first else { return [direction.mark + " " + head] }
            return [direction.mark + " " + head + ": " + first] + words.dropFirst()
        case .acknowledged: return [direction.mark + " ACK"]
        case .refused: return [direction.mark + " NAK"]
        case .damaged(let damage): return [direction.mark + " " + LinkNote.damaged(damage).description]
        case .noise(let count): return [direction.mark + " " + LinkNote.noise(count).description]
        }
    }
}

/// Looks on at a line on which two sides talk the serial link.
struct LinkWatch: Sendable {
    private let words: PayloadWords?
    private var receivers: [ConsoleDirection: FrameReceiver] = [:]
    private var lastAt: [ConsoleDirection: ConsoleMoment] = [:]
    /// How long the line may be silent within a frame, in milliseconds.
    private let patience = LinkParameters().interByteTimeout

    init(words: PayloadWords?) {
        self.words = words
        for way in [ConsoleDirection.received, .sent] {
            receivers[way] = FrameReceiver(largestPayload: LinkFrame.largestPayload)
        }
    }

    /// When a frame counts as unfinished if nothing comes.
    var deadline: ConsoleMoment? {
        receivers.filter(\.value.isInFrame).keys.compactMap { lastAt[$0]?.adding(milliseconds: patience) }.min()
    }

    mutating func take(_ bytes: [UInt8], _ way: ConsoleDirection, at moment: ConsoleMoment) -> [LinkSight] {
        lastAt[way] = moment
        return (receivers[way]?.receive(bytes) ?? []).map { item in
            let kind: LinkSight.Kind =
                switch item {
                case .payload(let payload): .frame(bytes: payload.count, words: words?.lines(payload) ?? [])
                case .acknowledged: .acknowledged
                case .refused: .refused
                case .damaged(let damage): .damaged(damage)
                case .noise(let count): .noise(count)
                }
            return LinkSight(direction: way, kind: kind)
        }
    }

    mutating func tick(at moment: ConsoleMoment) -> [LinkSight] {
        var sights: [LinkSight] = []
        for way in [ConsoleDirection.received, .sent] {
            guard receivers[way]?.isInFrame ?? false, let last = lastAt[way],
                last.adding(milliseconds: patience) <= moment
            else { continue }
            receivers[way]?.abandon()
            sights.append(LinkSight(direction: way, kind: .damaged(.unfinished)))
        }
        return sights
    }
}
