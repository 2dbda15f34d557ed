import Dispatch
import Foundation
import Synchronization
import VirtualTerminal

/// Strikes at the moments of a day, from threads of its own.
final class Striker: Sendable {
    private let strikes: [Strike]
    private let switches: Switches
    private let host: HostPart
    private let tally: StrikeTally
    private let outstanding = DispatchGroup()
    private let failure = Mutex<(any Error)?>(nil)

    /// - Parameter tally: Counts the strikes that found a process alive.
    init(_ strikes: [Strike], bench: Bench, tally: StrikeTally) {
        self.strikes = strikes
        self.tally = tally
        switches = bench.switches
        host = bench.host
    }

    /// A step has begun: its strikes fall when their time comes, also when the step is over by then.
    func begin(step: Int) {
        for strike in strikes where strike.step == step {
            outstanding.enter()
            Thread.detachNewThread { [self] in
                defer { outstanding.leave() }
                Thread.sleep(forTimeInterval: strike.seconds)
                switch strike.target {
                case .terminal: if switches.cutPower() { tally.note(.terminal) }
                case .host:
                    do { try host.strike(downFor: strike.down) { tally.note(.host) } } catch {
                        failure.withLock { $0 = error }
                    }
                }
            }
        }
    }

    /// Waits until all strikes of the steps so far have fallen, and a host is back.
    ///
    /// - Throws: What kept a host from coming back.
    func wait() throws {
        outstanding.wait()
        if let failure = failure.withLock({ $0 }) { throw failure }
    }
}
