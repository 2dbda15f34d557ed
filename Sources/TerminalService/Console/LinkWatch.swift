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
    /// When: of noise its begin, of all else its end.
    public let at: ConsoleMoment

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

/// Looks on at a line on which two sides talk the serial link. What it sees does not depend on the pieces in which the
/// bytes come, only on pauses.
struct LinkWatch: Sendable {
    /// What goes one way.
    private struct Side: Sendable {
        var receiver = FrameReceiver(largestPayload: LinkFrame.largestPayload)
        /// When the last byte passed.
        var lastAt = ConsoleMoment(milliseconds: 0)
        /// Bytes since the last item that belong to nothing; their row waits for more of them.
        var noise = 0
        /// When the first of them passed.
        var noiseAt = ConsoleMoment(milliseconds: 0)
    }

    /// Noise counts as ended after a pause, in milliseconds, as a row of bytes does.
    static let noisePause = ByteRows.hexPause
    private static let ways = [ConsoleDirection.received, .sent]

    private let words: PayloadWords?
    private var received = Side()
    private var sent = Side()
    /// How long the line may be silent within a frame, in milliseconds.
    private let patience = LinkParameters().interByteTimeout

    init(words: PayloadWords?) { self.words = words }

    /// When noise counts as ended, or a frame as unfinished, if nothing comes.
    var deadline: ConsoleMoment? {
        [received, sent].flatMap { side in
            [
                side.noise > 0 ? side.lastAt.adding(milliseconds: LinkWatch.noisePause) : nil,
                side.receiver.isInFrame ? side.lastAt.adding(milliseconds: patience) : nil,
            ].compactMap { $0 }
        }.min()
    }

    mutating func take(_ bytes: [UInt8], _ way: ConsoleDirection, at moment: ConsoleMoment) -> [LinkSight] {
        guard !bytes.isEmpty else { return [] }
        var sights = tick(at: moment)
        self[way].lastAt = moment
        for item in self[way].receiver.receive(bytes) {
            let kind: LinkSight.Kind
            switch item {
            case .payload(let payload): kind = .frame(bytes: payload.count, words: words?.lines(payload) ?? [])
            case .acknowledged: kind = .acknowledged
            case .refused: kind = .refused
            case .damaged(let damage): kind = .damaged(damage)
            case .noise(let count):
                if self[way].noise == 0 { self[way].noiseAt = moment }
                self[way].noise += count
                continue
            }
            sights += finish()
            sights.append(LinkSight(direction: way, kind: kind, at: moment))
        }
        return sights
    }

    mutating func tick(at moment: ConsoleMoment) -> [LinkSight] {
        guard let deadline, deadline <= moment else { return [] }
        var sights = finish()
        for way in LinkWatch.ways
        where self[way].receiver.isInFrame && self[way].lastAt.adding(milliseconds: patience) <= moment {
            self[way].receiver.abandon()
            sights.append(LinkSight(direction: way, kind: .damaged(.unfinished), at: moment))
        }
        return sights
    }

    /// Ends noise on both ways, the earlier first: before anything else is told, and at the end.
    mutating func finish() -> [LinkSight] {
        let noisy = LinkWatch.ways.filter { self[$0].noise > 0 }.sorted { self[$0].noiseAt < self[$1].noiseAt }
        return noisy.map { way in
            defer { self[way].noise = 0 }
            return LinkSight(direction: way, kind: .noise(self[way].noise), at: self[way].noiseAt)
        }
    }

    private subscript(way: ConsoleDirection) -> Side {
        get { way == .received ? received : sent }
        set { if way == .received { received = newValue } else { sent = newValue } }
    }
}
