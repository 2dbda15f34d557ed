/// Plays one end of a recording against whoever is at the other end.
///
/// It knows no clock and no port: ``receive(_:at:)`` tells it what the other side sent, ``next(at:)`` what to do.
public struct Replay: Sendable {
    /// What to do.
    public enum Action: Equatable, Sendable {
        /// Send these bytes.
        case send([UInt8])
        /// Send a break.
        case sendBreak
        /// Say that the other side did something else.
        case report(ReplayDeviation)
        /// Everything was played, or playing was stopped by a deviation.
        case finish
    }

    private struct Step {
        var action: Action
        /// How many bytes of the other side come before it in the recording.
        var after: Int
        /// Nanoseconds since the begin.
        var time: UInt64
        /// Nanoseconds since what was before it in the recording.
        var delay: UInt64
    }

    private static let most = 16

    private let options: ReplayOptions
    private let steps: [Step]
    private let wanted: [UInt8]
    private let start: UInt64
    private var position = 0
    private var heard = 0
    /// When the last step was done, or what it waits for was heard.
    private var since: UInt64
    private var reports: [ReplayDeviation] = []
    /// Up to where deviations are told already.
    private var quietUntil = 0
    private var isStopped = false
    private var hasFinished = false

    /// Plays `side` of the recording, beginning at `now` (nanoseconds).
    public init(_ recording: Recording, as side: LineSide, options: ReplayOptions = ReplayOptions(), at now: UInt64) {
        var steps: [Step] = []
        var wanted: [UInt8] = []
        var last: UInt64 = recording.events.first?.time ?? 0
        for event in recording.events {
            let action: Action?
            switch event.kind {
            case .bytes(side, let bytes): action = .send(bytes)
            case .breakSignal(side): action = .sendBreak
            case .bytes(_, let bytes):
                wanted += bytes
                action = nil
                last = event.time
            default: action = nil
            }
            guard let action else { continue }
            steps.append(
                Step(
                    action: action, after: wanted.count, time: Replay.nanoseconds(event.time),
                    delay: Replay.nanoseconds(event.time - min(last, event.time))))
            last = event.time
        }
        self.options = options
        self.steps = steps
        self.wanted = wanted
        start = now
        since = now
    }

    /// True when nothing is left to be done.
    public var isFinished: Bool { hasFinished }

    /// How many bytes of the other side were heard, of how many in the recording.
    public var progress: (heard: Int, wanted: Int) { (heard, wanted.count) }

    /// The other side sent these bytes.
    public mutating func receive(_ bytes: [UInt8], at now: UInt64) {
        guard !hasFinished else { return }
        var rest = bytes[...]
        let before = heard
        var isTooMuch = false
        while let byte = rest.first {
            // Something else at the end of what comes before our turn is something too much; before that it stands in the
            // place of what should have come.
            let isMore = heard == wanted.count || (byte != wanted[heard] && step?.after == heard)
            if isMore {
                if !isTooMuch { deviate(.more, got: rest) }
                isTooMuch = true
            } else {
                if byte != wanted[heard] { deviate(.other, got: rest) }
                heard += 1
            }
            rest = rest.dropFirst()
        }
        if heard > before { since = max(since, now) }
    }

    /// What is to be done by now, in order.
    public mutating func next(at now: UInt64) -> [Action] {
        var actions: [Action] = []
        while !hasFinished {
            actions += reports.map { .report($0) }
            if !reports.isEmpty, options.stopsOnDeviation { isStopped = true }
            reports = []
            guard !isStopped, let due = dueTime else {
                hasFinished = true
                actions.append(.finish)
                break
            }
            guard due <= now else { break }
            if heard < (step?.after ?? wanted.count), waits {
                // Patience has run out.
                let limit = step?.after ?? wanted.count
                deviate(.silent, got: [], until: limit)
                heard = limit
                since = now
            } else if let step {
                actions.append(step.action)
                position += 1
                since = now
            }
        }
        return actions
    }

    /// When ``next(at:)`` has something to do, if the other side does nothing; nil when everything is done.
    public var nextTime: UInt64? {
        guard !hasFinished else { return nil }
        return reports.isEmpty && !isStopped ? dueTime ?? 0 : 0
    }

    private var step: Step? { position < steps.count ? steps[position] : nil }

    /// True while the other side must send something first: always at the end, else in a dialogue.
    private var waits: Bool { step == nil || options.mode == .dialogue }

    /// When the next step is due, or patience runs out; nil when there is neither.
    private var dueTime: UInt64? {
        guard let step else { return heard < wanted.count ? Replay.sum(since, options.patience) : nil }
        if options.mode == .timed { return Replay.sum(start, step.time) }
        let due = Replay.sum(since, step.delay)
        return heard < step.after ? Replay.sum(due, options.patience) : due
    }

    /// Of microseconds. What does not fit is as good as never.
    private static func nanoseconds(_ microseconds: UInt64) -> UInt64 {
        let (product, isTooMuch) = microseconds.multipliedReportingOverflow(by: 1000)
        return isTooMuch ? .max : product
    }

    private static func sum(_ time: UInt64, _ delay: UInt64) -> UInt64 {
        let (sum, isTooMuch) = time.addingReportingOverflow(delay)
        return isTooMuch ? .max : sum
    }

    private mutating func deviate(_ kind: ReplayDeviation.Kind, got: ArraySlice<UInt8>, until limit: Int? = nil) {
        // One report for what belongs together: up to our next turn.
        guard kind != .other || heard >= quietUntil else { return }
        let end = min(limit ?? wanted.count, heard + Replay.most)
        reports.append(
            ReplayDeviation(
                kind: kind, offset: heard, wanted: kind == .more ? [] : Array(wanted[heard..<max(heard, end)]),
                got: Array(got.prefix(Replay.most))))
        quietUntil = steps[position...].first { $0.after > heard }?.after ?? wanted.count
    }
}
