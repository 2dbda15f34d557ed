import SerialDriver

/// Something that a check cannot do without.
public enum Need: Hashable, Sendable, CustomStringConvertible {
    /// Two ports, joined by a null-modem cable: one port with a loopback plug will not do.
    case twoPorts
    /// A device with a line of its own; the text says what a pseudo-terminal lacks.
    case realLine(String)
    /// A person who pulls the cable.
    case person
    /// A line as fast as this, in bits per second.
    case speed(Int)

    /// What is needed, in words.
    public var description: String {
        switch self {
        case .twoPorts: "two ports"
        case .realLine: "a real line"
        case .person: "a person"
        case .speed(let baud): "\(baud) baud"
        }
    }
}

/// One rule that a pair of ports must keep, and how to find out.
public struct LineCheck: Sendable {
    /// Name, short and steady: it selects the check, and names it in reports.
    public let name: String
    /// The rule, in a sentence.
    public let rule: String
    /// What it cannot do without.
    public let needs: [Need]
    /// Ends when the rule holds; throws `Mismatch` when it does not, `Lacking` when it cannot be tried, `SerialError`.
    let body: @Sendable (Workbench) async throws -> Void

    init(
        _ name: String, _ rule: String, needs: [Need] = [],
        body: @escaping @Sendable (Workbench) async throws -> Void
    ) {
        self.name = name
        self.rule = rule
        self.needs = needs
        self.body = body
    }

    /// Why it is not tried on such ports; nil when nothing is in its way.
    func obstacle(isLoopback: Bool, isPseudoTerminal: Bool, hasPerson: Bool, maxBaud: Int?) -> Outcome? {
        for need in needs {
            switch need {
            case .twoPorts where isLoopback: return .skipped("it needs two ports, and this is one with a loopback plug")
            case .realLine(let lack) where isPseudoTerminal: return .notSupported(lack)
            case .person where !hasPerson: return .skipped("it needs a person who pulls the cable (--interactive)")
            case .speed(let baud) where maxBaud.map({ baud > $0 }) ?? false:
                return .skipped("\(baud) baud is above the limit that was given")
            default: break
            }
        }
        return nil
    }
}

extension LineCheck {
    /// Every check, in the order in which they are carried out: bytes first, since the others lean on them.
    public static let all: [LineCheck] =
        bytes + forms + speeds + volume + flow + lines + waiting + queues + owning + unplugging
}
