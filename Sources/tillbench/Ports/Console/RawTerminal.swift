import Foundation
import Synchronization

/// The user's terminal while every key goes to this program as it is typed.
///
/// The former settings come back in every way out that a program has: also when it ends within a failure.
enum RawTerminal {
    private static let former = Mutex<termios?>(nil)
    private static let atExit: Void = {
        atexit { RawTerminal.leave() }
    }()

    /// Takes keys unchanged from now on: no echo, no lines, and Ctrl-C is a key. Any number of times: after a stop, a shell
    /// has set the terminal for itself.
    ///
    /// - Throws: `POSIXError` when standard input is no terminal any more.
    static func enter() throws {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { throw failure() }
        let found = settings
        _ = atExit
        // What is found between two calls without `leave` may be raw, and nothing to go back to.
        settings = former.withLock { former in
            let before = former ?? found
            former = before
            return before
        }
        cfmakeraw(&settings)
        guard tcsetattr(STDIN_FILENO, TCSANOW, &settings) == 0 else { throw failure() }
    }

    /// Gives the terminal back. Any number of times.
    static func leave() {
        former.withLock { former in
            guard var settings = former else { return }
            tcsetattr(STDIN_FILENO, TCSANOW, &settings)
            former = nil
        }
    }

    private static func failure() -> POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}
