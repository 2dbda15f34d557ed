import Foundation

/// What shells do with a program: stop it, and let it go on. Seen as a descriptor, so that a poll loop can give the terminal
/// back before the stop, and take it again after.
enum JobControl {
    // A signal handler may touch nothing but a plain number that is set once, before the handler is installed.
    private nonisolated(unsafe) static var writeEnd: Int32 = -1

    /// Descriptor that becomes readable when the program is to stop (SIGTSTP), and when it goes on after any stop (SIGCONT).
    ///
    /// - Throws: `POSIXError`.
    static func descriptor() throws -> Int32 {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw failure() }
        // A full pipe must not hold a signal handler.
        for end in ends where fcntl(end, F_SETFL, O_NONBLOCK) < 0 || fcntl(end, F_SETFD, FD_CLOEXEC) < 0 {
            throw failure()
        }
        writeEnd = ends[1]
        catchSignal(SIGTSTP)
        catchSignal(SIGCONT)
        unblock(SIGTSTP)
        unblock(SIGCONT)
        return ends[0]
    }

    /// Does what the signals say that came: gives the terminal back and stops, and makes it raw again.
    ///
    /// - Throws: `POSIXError` when the terminal is gone.
    static func follow(_ descriptor: Int32) throws {
        var caught = [UInt8](repeating: 0, count: 64)
        let count = read(descriptor, &caught, caught.count)
        guard count > 0 else { return }
        if caught[..<count].contains(UInt8(SIGTSTP)) {
            RawTerminal.leave()
            // Stops here, as every program does, unless no shell is there that could let it go on.
            signal(SIGTSTP, SIG_DFL)
            raise(SIGTSTP)
            catchSignal(SIGTSTP)
        }
        try RawTerminal.enter()
    }

    private static func failure() -> POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }

    private static func catchSignal(_ number: Int32) {
        signal(number) { caught in
            let before = errno
            var byte = UInt8(truncatingIfNeeded: caught)
            _ = write(JobControl.writeEnd, &byte, 1)
            errno = before
        }
    }

    private static func unblock(_ number: Int32) {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, number)
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }
}
