import Synchronization

/// A value that one task waits for and others may give; the first one counts.
final class Promise<Value: Sendable>: Sendable {
    private enum State {
        case open
        case waited(CheckedContinuation<Value, Never>)
        case kept(Value)
        case done
    }

    private let state = Mutex(State.open)

    /// Gives the value.
    ///
    /// - Returns: False when somebody was earlier.
    @discardableResult
    func keep(_ value: Value) -> Bool {
        let (isFirst, continuation) = state.withLock { state -> (Bool, CheckedContinuation<Value, Never>?) in
            switch state {
            case .open:
                state = .kept(value)
                return (true, nil)
            case .waited(let continuation):
                state = .done
                return (true, continuation)
            case .kept, .done: return (false, nil)
            }
        }
        continuation?.resume(returning: value)
        return isFirst
    }

    /// The value, once it is there. To be asked for once.
    func value() async -> Value {
        await withCheckedContinuation { continuation in
            let value = state.withLock { state -> Value? in
                guard case .kept(let value) = state else {
                    state = .waited(continuation)
                    return nil
                }
                state = .done
                return value
            }
            if let value { continuation.resume(returning: value) }
        }
    }
}
