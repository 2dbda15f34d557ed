import FlashStore

/// A fault at one exact place of a run: the n-th flash operation, or the n-th message of a way.
///
/// As a text it is `PLACE@NUMBER:WHAT`, for example `cut@57:torn-2` or `response@4:lost`.
public enum PlannedFault: Hashable, Sendable, CustomStringConvertible {
    /// The power fails at a flash operation, counted from 1 over the whole run.
    case cut(operation: Int, CutForm)
    /// Something happens to a message, counted from 1 over the whole run on its way.
    case message(MessageWay, number: Int, MessageFault)

    /// How far the operation comes at which the power fails.
    public enum CutForm: Hashable, Sendable, CustomStringConvertible {
        /// Nothing of it is done.
        case before
        /// Part of it is done; the seed says which.
        case torn(seed: Int)
        /// All of it is done, and nobody is told.
        case after

        /// `before`, `torn-2` or `after`.
        public var description: String {
            switch self {
            case .before: "before"
            case .torn(let seed): "torn-\(seed)"
            case .after: "after"
            }
        }

        /// The form of this description.
        public init?(_ text: some StringProtocol) {
            switch text {
            case "before": self = .before
            case "after": self = .after
            default:
                guard text.hasPrefix("torn-"), let seed = Int(text.dropFirst(5)), seed >= 0 else { return nil }
                self = .torn(seed: seed)
            }
        }

        var point: MemoryFlash.CutPoint {
            switch self {
            case .before: .before
            case .torn(let seed): .torn(seed: UInt64(seed))
            case .after: .after
            }
        }
    }

    /// `PLACE@NUMBER`: where it strikes.
    var place: String {
        switch self {
        case .cut(let operation, _): "cut@\(operation)"
        case .message(let way, let number, _): "\(way.rawValue)@\(number)"
        }
    }

    /// True for a power cut, false for a message.
    public var isCut: Bool { if case .cut = self { true } else { false } }

    /// `PLACE@NUMBER:WHAT`.
    public var description: String {
        switch self {
        case .cut(let operation, let form): "cut@\(operation):\(form)"
        case .message(let way, let number, let fault): "\(way.rawValue)@\(number):\(fault.rawValue)"
        }
    }

    /// The fault of this description.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let place = parts[0].split(separator: "@", omittingEmptySubsequences: false)
        guard place.count == 2, let number = Int(place[1]), number >= 1 else { return nil }
        if place[0] == "cut" {
            guard let form = CutForm(parts[1]) else { return nil }
            self = .cut(operation: number, form)
        } else {
            guard let way = MessageWay(rawValue: String(place[0])),
                let fault = MessageFault(rawValue: String(parts[1])),
                way.faults.contains(fault)
            else { return nil }
            self = .message(way, number: number, fault)
        }
    }
}

/// A way that messages go, each with its own count.
public enum MessageWay: String, Sendable, CaseIterable, Codable {
    /// Frames and acknowledgements from the terminal to the bridge.
    case frameOut = "frame-out"
    /// Frames and acknowledgements from the bridge to the terminal.
    case frameIn = "frame-in"
    /// Requests from the bridge to the host.
    case request
    /// Responses from the host to the bridge.
    case response

    /// What can happen to its messages. A serial line keeps the order of its bytes, so that nothing is overtaken there.
    public var faults: [MessageFault] {
        switch self {
        case .frameOut, .frameIn: [.lost, .doubled, .late]
        case .request, .response: [.lost, .doubled, .late, .overtaken]
        }
    }
}

/// What happens to a message.
public enum MessageFault: String, Sendable, CaseIterable {
    /// It never arrives.
    case lost
    /// It arrives twice, the second time at once.
    case doubled
    /// It arrives after the timer of whoever waits for it.
    case late
    /// It arrives after the next message of its way.
    case overtaken
}

/// Several planned faults, as `cut@57:torn-2,cut@60:after`.
public struct FaultPlan: Hashable, Sendable, CustomStringConvertible {
    /// The faults.
    public var faults: [PlannedFault]

    /// A plan.
    public init(_ faults: [PlannedFault]) { self.faults = faults }

    /// The faults, separated by commas.
    public var description: String { faults.map(\.description).joined(separator: ",") }

    /// The plan of this description; nil when a part of it names no fault.
    public init?(_ text: String) {
        faults = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let fault = PlannedFault(part) else { return nil }
            faults.append(fault)
        }
    }

    /// A place that two of the faults name, `cut@57`; nil when each has its own.
    public var placeNamedTwice: String? {
        var seen: Set<String> = []
        return faults.map(\.place).first { !seen.insert($0).inserted }
    }
}
