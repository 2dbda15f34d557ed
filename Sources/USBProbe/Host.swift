import Glibc
import Synchronization

/// The host's half of the bench, asked over the console: it alone can pull the cable and be the terminal.
final class Host: Sendable {
    /// The host would not, or could not.
    struct Refused: Error, CustomStringConvertible {
        let description: String
    }

    private let turn = Mutex(())

    /// Asks for something and waits for the answer. The words are those of `Tests/USBBench/hands.py`.
    @discardableResult
    func ask(_ words: String...) throws(Refused) -> String {
        let answer = turn.withLock { _ in
            say("@ask " + words.joined(separator: " "))
            return readLine(strippingNewline: true)
        }
        guard let answer else { throw Refused(description: "the host went away") }
        guard answer.hasPrefix("ok ") else { throw Refused(description: "the host: \(answer)") }
        return String(answer.dropFirst(3))
    }

    /// A line for the host; lines of several threads do not mix.
    func say(_ line: String) {
        var bytes = Array((line + "\n").utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { return }
            bytes = bytes.dropFirst(max(0, count))
        }
    }
}
