import ISO8583
import Synchronization
import TerminalService

/// What passed the bridge so far, and the faults that wait for a message.
final class WireRecord: Sendable {
    private struct State {
        var frames: [(frame: WireFrame, fate: FrameFate)] = []
        var armed: [(fault: Fault, left: Int)] = []
        var struck = 0
        var rulesFired: [String: Int] = [:]
    }

    private let state = Mutex(State())

    /// Lets a fault wait.
    func arm(_ fault: Fault) { state.withLock { $0.armed.append((fault, fault.nth)) } }

    /// The faults that this frame sets off, most often none. They are used up then.
    func trip(_ frame: WireFrame) -> [Fault] {
        trip { !$0.kind.isOfLine && ($0.way == nil || $0.way == frame.direction) && $0.match.fits(frame) }
    }

    /// The faults that this frame of the line, or acknowledgement, meets. They are used up then.
    ///
    /// - Parameter message: What the frame carries, or the one that is acknowledged.
    func tripLine(_ way: WireFrame.Direction, _ part: Fault.LinePart, of message: Message?) -> [Fault] {
        trip {
            $0.kind.isOfLine && $0.way == way && ($0.part == nil || $0.part == part) && $0.match.fits(message)
        }
    }

    private func trip(_ fits: (Fault) -> Bool) -> [Fault] {
        state.withLock { state in
            for index in state.armed.indices where fits(state.armed[index].fault) { state.armed[index].left -= 1 }
            let met = state.armed.filter { $0.left <= 0 }.map(\.fault)
            state.armed.removeAll { $0.left <= 0 }
            state.struck += met.count
            return met
        }
    }

    /// Faults that have struck.
    var struck: Int { state.withLock { $0.struck } }

    func note(_ frame: WireFrame, _ fate: FrameFate) { state.withLock { $0.frames.append((frame, fate)) } }

    /// A rule of the host has fired.
    func note(rule: String) { state.withLock { $0.rulesFired[rule, default: 0] += 1 } }

    /// How often a rule of the host has fired.
    func count(rule: String) -> Int { state.withLock { $0.rulesFired[rule] ?? 0 } }

    /// How many messages have come on a way, those included that were lost.
    func count(_ way: WireFrame.Direction) -> Int {
        state.withLock { $0.frames.count { $0.frame.direction == way } }
    }

    /// How many messages that fit have passed.
    func count(_ match: WireMatch) -> Int {
        state.withLock { $0.frames.count { !$0.fate.isLost && match.fits($0.frame) } }
    }
}

extension WireMatch {
    func fits(_ frame: WireFrame) -> Bool { fits(frame.message) }

    func fits(_ message: Message?) -> Bool {
        if mti == nil, fields.isEmpty { return true }
        guard let message else { return false }
        if let mti, message.mti.description != mti { return false }
        return fields.allSatisfy { message[text: $0.key] == $0.value }
    }
}
