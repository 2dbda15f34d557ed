import ArgumentParser
import BatchDoctor
import Foundation
import SMP
import TerminalService
import VirtualTerminal

struct DoctorBundle: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle", abstract: "Pack a case into one archive that may go into a ticket.",
        discussion: """
            Journal, messages of the line, the host's bookings, settings with their origins, versions, the terminal's log \
            and the verdict. Account numbers are masked or left out, sealed ones and data of chips are taken out, keys are \
            told by their check values alone. Before it is written all of it is looked through for account numbers, tracks \
            and keys; when one is found nothing is written.

            `tillbench doctor batch --bundle FILE` comes to the same verdict. Exit code 0 when it was written, 1 when \
            something was found in it.
            """)

    @OptionGroup var sources: EvidenceOptions
    @Option(name: .shortAndLong, help: "The archive: .tar, .tar.gz or .tgz. Default: named by terminal and time.")
    var output: String?
    @Flag(help: "JSON instead of text.") var json = false

    /// What was written.
    private struct Written: Encodable {
        let schema = 1
        let path: String
        let files: [String]
        let causes: [String]
    }

    func validate() throws {
        if sources.isEmpty {
            throw ValidationError("give at least one of --port, --dir, --flash, --ledger and --capture")
        }
        if let output, ![".tar", ".tar.gz", ".tgz"].contains(where: output.hasSuffix) {
            throw ValidationError("an archive is named .tar, .tar.gz or .tgz")
        }
    }

    func run() throws {
        let sources = try CaseSources(sources, stop: try .atInterruption())
        let evidence = try sources.evidence()
        let archive = try BundleArchive(
            evidence, configuration: try sources.configuration(),
            information: try sources.live.map { try TerminalInformation($0.client) }, log: try sources.live?.log() ?? []
        )
        guard archive.findings.isEmpty else {
            throw BenchError(
                .check, "nothing was written: the bundle would hold what must not leave the house",
                why: archive.findings.prefix(10).map(\.description).joined(separator: "; "),
                next: "report it with the first lines of this message")
        }
        let path = output ?? DoctorBundle.name(evidence)
        try archive.write(to: path)
        let causes = Diagnosis(evidence).findings.map(\.cause.rawValue)
        if json { return try Talk.json(Written(path: path, files: archive.files.map(\.name), causes: causes)) }
        Talk.say("bundle: \(path), \(archive.files.count) files, no account number, track or key in it")
        Talk.say("verdict: " + (causes.isEmpty ? "healthy" : causes.joined(separator: ", ")))
    }

    private static func name(_ evidence: Evidence) -> String {
        let digits = evidence.now.description.filter { $0.isASCII && $0.isNumber }
        let terminal = evidence.terminal?.settings?.terminalID ?? evidence.host?.terminalID ?? "case"
        let safe = terminal.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return "case-\(safe)-\(digits.prefix(8))-\(digits.dropFirst(8)).tar.gz"
    }
}
