import Foundation
import PortCheck
import SerialDriver
import Synchronization

/// Shows on a terminal which check is being carried out, in a line that is written over.
final class CheckProgress: Sendable {
    private let isOn: Bool

    init(isOn: Bool) { self.isOn = isOn }

    func note(_ event: CheckEvent) {
        guard isOn, case .begins(let check, let number, let count) = event else { return }
        write("\r\u{1B}[K[\(number)/\(count)] \(check.name)")
    }

    /// Asks the person at the terminal to do something.
    func ask(_ what: String) {
        clear()
        Talk.error("--> " + TextTable.shown(what))
    }

    func clear() { if isOn { write("\r\u{1B}[K") } }

    private func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}

/// The result of a task, for the thread that waits for it.
final class Waiting<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, SerialError>?>(nil)
    private let ended = DispatchSemaphore(value: 0)

    func end(_ result: Result<Value, SerialError>) {
        self.result.withLock { $0 = result }
        ended.signal()
    }

    func wait() -> Result<Value, SerialError> {
        ended.wait()
        return result.withLock { $0 } ?? .failure(SerialError(.cancelled, path: ""))
    }
}
