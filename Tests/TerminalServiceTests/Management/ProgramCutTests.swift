import Foundation
import SMP
import SerialDriver
import Synchronization
import TerminalService
import Testing

extension ServicePortTests {
    /// The bootloader's own tests cut at every word in memory. Here a terminal's whole process dies (SIGKILL) at an operation of
    /// its program chip, over a file, with a client at its port.
    @Suite("Power cuts of a terminal's process amid an update")
    struct ProgramCutTests {
        /// What the terminal had acknowledged when its power went.
        private enum Stage: Int, Comparable, CustomStringConvertible {
            case nothing, uploaded, asked, restarted, confirmed, over

            var description: String {
                ["nothing", "uploaded", "asked", "restarted", "confirmed", "over"][rawValue]
            }

            static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
        }

        /// An update from upload to the start after its confirmation, as far as the terminal lives.
        private func live(_ terminal: ServiceTerminal, _ file: ImageFile) throws -> Stage {
            guard terminal.waitForPorts() else { return .nothing }
            var options = ManagementOptions(settings: LineSettings(baud: 921_600), patience: .seconds(60), tries: 1)
            let watched = UncheckedTerminal(terminal)
            options.isStopped = { !watched.terminal.isRunning }
            var stage = Stage.nothing
            do throws(ManagementError) {
                let client = try ManagementClient(opening: terminal.folder.service, options)
                try client.upload(file)
                stage = .uploaded
                _ = try client.ask(SetImageStateRequest(hash: file.manifest.hash, isConfirmed: false))
                stage = .asked
                _ = try client.restart(within: .seconds(30))
                stage = .restarted
                try client.confirm()
                stage = .confirmed
                _ = try client.restart(within: .seconds(30))
                stage = .over
            } catch {
                // Its end is what this is about; a refusal or a silence of a living one is not.
                let limit = ContinuousClock.now + .seconds(10)
                while terminal.isRunning, ContinuousClock.now < limit { usleep(2000) }
                #expect(!terminal.isRunning, "\(error)")
            }
            return stage
        }

        @Test("it boots the old image or the new one, what was acknowledged counts, and the journal is as it was")
        func sweep() throws {
            let template = try ServiceTerminal()
            let path = try template.image(.init(1, 4, 0), byteCount: 20_000)
            let file = try ImageFile(path: path)
            template.kill()
            let journal = try Data(contentsOf: URL(filePath: template.folder.flash))
            // All operations take minutes; some of each part of an update take seconds.
            let isWhole = ProcessInfo.processInfo.environment["TILLBENCH_SWEEP"] == "all"
            var sweep = Sweep(template: template, file: file, journal: journal)
            var operation = 1
            while try cut(operation, isWhole ? Sweep.forms : [Sweep.forms[operation / 5 % 3]], &sweep) {
                operation += isWhole ? 1 : 5
            }
            // The confirmation and the start after it are the last ones.
            if !isWhole { for last in operation - 12..<operation { _ = try cut(last, ["before"], &sweep) } }
            print(
                "power cuts of the process: \(sweep.cuts) up to operation \(operation); \(sweep.stages), \(sweep.versions)"
            )
            #expect(sweep.cuts > (isWhole ? 100 : 15))
            #expect(Set(sweep.versions.keys) == ["1.0.0 running", "1.4.0 running"])
            #expect(sweep.stages[.nothing] != nil && sweep.stages[.asked] != nil)
        }

        private struct Sweep {
            static let forms = ["before", "torn:1:129", "after"]
            let template: ServiceTerminal
            let file: ImageFile
            let journal: Data
            var cuts = 0
            var stages: [Stage: Int] = [:]
            var versions: [String: Int] = [:]
        }

        /// Cuts at an operation, and looks at what is left.
        ///
        /// - Returns: False when the update was over before that operation.
        private func cut(_ operation: Int, _ forms: [String], _ sweep: inout Sweep) throws -> Bool {
            for form in forms {
                let cut = "\(operation):\(form)"
                let terminal = try ServiceTerminal(copyOf: sweep.template, ["--cut-program-at", cut])
                let stage = try live(terminal, sweep.file)
                guard !terminal.isRunning else { return false }
                sweep.cuts += 1
                sweep.stages[stage, default: 0] += 1
                let first = try version(terminal)
                let second = try version(terminal)
                sweep.versions[second, default: 0] += 1
                // What was asked for may be in flash although its answer was lost.
                let possible: Set<String> =
                    stage < .uploaded
                    ? ["1.0.0 running"]
                    : stage < .confirmed
                        ? ["1.0.0 running", "1.4.0 on-trial", "1.4.0 running"] : ["1.4.0 running"]
                #expect(possible.contains(first), "\(cut), \(stage): \(first)")
                // A trial that nobody confirmed is over with the next start.
                #expect(
                    first == "1.4.0 on-trial" ? second == "1.0.0 running" : second == first,
                    "\(cut), \(stage): \(first), then \(second)")
                #expect(
                    try Data(contentsOf: URL(filePath: terminal.folder.flash)) == sweep.journal, "\(cut), \(stage)")
            }
            return true
        }

        /// What runs after a start: version and state.
        private func version(_ terminal: ServiceTerminal) throws -> String {
            terminal.kill()
            try terminal.start()
            let options = ManagementOptions(settings: LineSettings(baud: 921_600), patience: .seconds(5))
            let client = try ManagementClient(opening: terminal.folder.service, options)
            let running = try client.slots().first { $0.slot == 0 }
            return running.map { "\($0.version) \($0.state)" } ?? "none"
        }

        /// Only asked whether its process runs.
        private final class UncheckedTerminal: @unchecked Sendable {
            let terminal: ServiceTerminal

            init(_ terminal: ServiceTerminal) { self.terminal = terminal }
        }
    }
}
