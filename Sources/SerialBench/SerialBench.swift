import CSerialFloor
import Dispatch
import Glibc
import Synchronization

/// Measures the serial driver. `scripts/bench serial` runs it beside other drivers.
///
/// Each measure takes two processes: the far side of a pseudo-terminal, always in C, and the near side, which is measured.
@main
struct SerialBench {
    static func main() {
        do { try run() } catch {
            floor_complain("\(error)")
            exit(1)
        }
    }

    private static func run() throws {
        // A reader that goes away early is an error of that write, not the end of this process.
        signal(SIGPIPE, SIG_IGN)
        let words = Array(CommandLine.arguments.dropFirst())
        switch words.first {
        case "far":
            guard let side = FarSide(words.dropFirst()) else { return usage() }
            try side.run()
        case "near":
            guard words.count > 3, let driver = DriverName(rawValue: words[1]), let work = Work(words.dropFirst(3))
            else {
                return usage()
            }
            try driver.run(work, on: words[2])
        case "pairs":
            guard words.count == 3, let count = Int(words[1]), count > 0 else { return usage() }
            try PairsSide.run(count, in: words[2])
        case "ports":
            guard words.count == 4, let pairs = Int(words[1]), pairs > 0, let seconds = Int(words[3]), seconds > 0
            else {
                return usage()
            }
            try waiting { try await PortsSide.run(pairs, in: words[2], seconds: seconds) }
        default: usage()
        }
    }

    /// Runs what is asynchronous and blocks meanwhile.
    ///
    /// `main` itself is not: what is not asynchronous is measured in a process with one thread, as the programs that it is
    /// compared with. The kernel takes about a fifth more time for the same calls in a process with two.
    static func waiting(_ body: @escaping @Sendable () async throws -> Void) throws {
        let done = DispatchSemaphore(value: 0)
        let failure = Mutex<(any Error)?>(nil)
        Task {
            do { try await body() } catch { failure.withLock { $0 = error } }
            done.signal()
        }
        done.wait()
        if let error = failure.withLock({ $0 }) { throw error }
    }

    private static func usage() {
        print(
            """
            usage: serial-bench far echo|sink BYTES|source BYTES|trip SIZE COUNT
                     the far side; prints the path of the tty first; trip begins with a line of input
                   serial-bench near DRIVER PORT echo BYTES|send BYTES|take BYTES|trip SIZE COUNT
                     the near side; prints what it measured as a JSON line
                   serial-bench pairs COUNT FOLDER
                     paced pairs of ports, A0 and B0, A1 and B1 ... in a folder, until the end of input; each line of input
                     is answered with the processor time so far, in nanoseconds
                   serial-bench ports PAIRS FOLDER SECONDS
                     opens all of those, sends and checks in both directions; prints what it took as a JSON line
                     drivers: \(DriverName.allCases.map(\.rawValue).joined(separator: ", "))
            """)
        exit(2)
    }
}
