import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// Ctrl-C and SIGTERM as a descriptor that becomes readable, so that a poll loop ends in an orderly way.
enum Interruption {
    // A signal handler may touch nothing but a plain number that is set once, before the handler is installed.
    private nonisolated(unsafe) static var writeEnd: Int32 = -1
    private static let isCleaningUp = Atomic(false)

    /// Descriptor that becomes readable at the first Ctrl-C or SIGTERM. A second one ends the program at once.
    ///
    /// - Parameter others: Signals that mean the same to this command, such as SIGHUP.
    static func descriptor(and others: [Int32] = []) throws -> Int32 {
        let numbers = [SIGINT, SIGTERM] + others
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        writeEnd = ends[1]
        for number in numbers {
            signal(number) { caught in
                var byte = UInt8(truncatingIfNeeded: caught)
                _ = write(Interruption.writeEnd, &byte, 1)
                signal(caught, SIG_DFL)
            }
        }
        // A program that was started from a thread with blocked signals has them blocked: Ctrl-C would never come.
        var set = sigset_t()
        sigemptyset(&set)
        for number in numbers { sigaddset(&set, number) }
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        return ends[0]
    }

    /// Runs `cleanUp` at the first Ctrl-C or SIGTERM and ends the program, for work that has no poll loop.
    static func atInterruption(_ cleanUp: @escaping @Sendable () -> Void) throws {
        let descriptor = try descriptor()
        Thread.detachNewThread {
            var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            while poll(&watched, 1, -1) < 0, errno == EINTR {}
            isCleaningUp.store(true, ordering: .sequentiallyConsistent)
            cleanUp()
            exitIfCaught(descriptor)
        }
    }

    /// Lets a clean-up that has begun end the program. Work that it broke off would otherwise end it first: with another code,
    /// and with the clean-up half done.
    static func waitForCleanUp() {
        while isCleaningUp.load(ordering: .sequentiallyConsistent) { pause() }
    }

    /// Ends the program with the code for the signal that was caught, if one was.
    static func exitIfCaught(_ descriptor: Int32) {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&watched, 1, 0) > 0 else { return }
        var byte: UInt8 = 0
        guard read(descriptor, &byte, 1) == 1 else { return }
        exit(byte == UInt8(SIGINT) ? Failure.interrupted : 0)
    }
}
