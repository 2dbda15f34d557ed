import SerialDriver
import Synchronization

/// The moments at which pairs of one loop want to go on. Pairs that want the same moment share one timer of the loop, so
/// that hundreds of lines cost one wake-up for each tick.
final class LineTicker: Sendable {
    private struct State {
        var due: [UInt64: [VirtualPair]] = [:]
        /// Moments that the loop has a timer for.
        var timers: Set<UInt64> = []
    }

    private struct Weak: Sendable { weak var ticker: LineTicker? }

    private static let tickers = Mutex<[ObjectIdentifier: Weak]>([:])
    private static let origin = ContinuousClock.now

    private let loop: SerialLoop
    private let state = Mutex(State())

    private init(_ loop: SerialLoop) { self.loop = loop }

    /// The ticker of a loop; it lives as long as somebody uses it.
    static func of(_ loop: SerialLoop) -> LineTicker {
        tickers.withLock { tickers in
            if let ticker = tickers[ObjectIdentifier(loop)]?.ticker { return ticker }
            tickers = tickers.filter { $0.value.ticker != nil }
            let ticker = LineTicker(loop)
            tickers[ObjectIdentifier(loop)] = Weak(ticker: ticker)
            return ticker
        }
    }

    /// Nanoseconds since any beginning, the same for all tickers.
    static var now: UInt64 { UInt64(max(0, (ContinuousClock.now - origin).nanoseconds)) }

    /// Lets `pair` go on at that time, on the loop's thread.
    func wake(_ pair: VirtualPair, at time: UInt64) {
        let isNew = state.withLock { state in
            state.due[time, default: []].append(pair)
            // An earlier timer sees to the next one itself.
            guard state.timers.allSatisfy({ $0 > time }) else { return false }
            return state.timers.insert(time).inserted
        }
        if isNew { setTimer(time) }
    }

    private func setTimer(_ time: UInt64) {
        _ = loop.schedule(at: LineTicker.origin + .nanoseconds(Int64(clamping: time))) { [weak self] in self?.tick(time)
        }
    }

    private func tick(_ time: UInt64) {
        let now = LineTicker.now
        let (due, next) = state.withLock { state -> ([VirtualPair], UInt64?) in
            state.timers.remove(time)
            var pairs: [VirtualPair] = []
            for moment in state.due.keys where moment <= now {
                pairs += state.due.removeValue(forKey: moment) ?? []
            }
            guard let next = state.due.keys.min(), state.timers.allSatisfy({ $0 > next }) else { return (pairs, nil) }
            return (pairs, state.timers.insert(next).inserted ? next : nil)
        }
        if let next { setTimer(next) }
        for pair in due { pair.goOn(at: now) }
    }
}
