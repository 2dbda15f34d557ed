import Synchronization
import TerminalService

/// What passed the bridge so far, and the faults that wait for a message.
final class WireRecord: Sendable {
    private struct State {
        var frames: [(frame: WireFrame, fate: FrameFate)] = []
        var armed: [(fault: Fault, left: Int)] = []
        var rulesFired: [String: Int] = [:]
    }

    private let state = Mutex(State())

    /// Lets a fault wait.
    func arm(_ fault: Fault) { state.withLock { $0.armed.append((fault, fault.nth)) } }

    /// The fault that this frame sets off, if any. It is used up then.
    func trip(_ frame: WireFrame) -> Fault? {
        state.withLock { state in
            for index in state.armed.indices where state.armed[index].fault.match.fits(frame) {
                state.armed[index].left -= 1
                if state.armed[index].left == 0 { return state.armed.remove(at: index).fault }
            }
            return nil
        }
    }

    func note(_ frame: WireFrame, _ fate: FrameFate) { state.withLock { $0.frames.append((frame, fate)) } }

    /// A rule of the host has fired.
    func note(rule: String) { state.withLock { $0.rulesFired[rule, default: 0] += 1 } }

    /// How often a rule of the host has fired.
    func count(rule: String) -> Int { state.withLock { $0.rulesFired[rule] ?? 0 } }

    /// How many messages that fit have passed.
    func count(_ match: WireMatch) -> Int {
        state.withLock { $0.frames.count { $0.fate == .pass && match.fits($0.frame) } }
    }
}

extension WireMatch {
    func fits(_ frame: WireFrame) -> Bool {
        guard let message = frame.message else { return false }
        if let mti, message.mti.description != mti { return false }
        return fields.allSatisfy { message[text: $0.key] == $0.value }
    }
}
