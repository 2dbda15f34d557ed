import ArgumentParser
import Capture
import Settlement
import VirtualTerminal

/// Where the wire is recorded.
struct CaptureOption: ParsableArguments {
    @Option(
        name: .customLong("capture"),
        help: ArgumentHelp(
            "Record the wire into a pcapng file, for Wireshark. It holds every byte, account numbers too.",
            valueName: "file"))
    var path: String?

    /// The file, or nil when none is wanted.
    ///
    /// - Throws: `BenchError` when it cannot be made.
    func open() throws -> CaptureFile? {
        guard let path else { return nil }
        do throws(CaptureFileError) {
            return try CaptureFile(path: path, application: "tillbench \(Tillbench.configuration.version)") { problem in
                Talk.error("\(ClockTime.workstation()) \(problem.what): \(problem.why); recording ends here")
            }
        } catch {
            throw BenchError(.file, error.what, why: error.why, next: error.nextStep)
        }
    }
}
