import Synchronization

/// How many processes a SIGKILL found alive, by whose they were.
public struct KillCount: Codable, Sendable, Equatable {
    /// Terminals.
    public var terminal = 0
    /// Hosts.
    public var host = 0

    /// None.
    public init() {}

    /// Adds those of another day.
    static func += (left: inout KillCount, right: KillCount) {
        left.terminal += right.terminal
        left.host += right.host
    }
}

/// Counts the strikes of one day that found a process alive; also of a day that does not come to its end.
final class StrikeTally: Sendable {
    private let counts = Mutex(KillCount())

    var count: KillCount { counts.withLock { $0 } }

    func note(_ target: Strike.Target) {
        counts.withLock { count in
            switch target {
            case .terminal: count.terminal += 1
            case .host: count.host += 1
            }
        }
    }
}
