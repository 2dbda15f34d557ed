import ArgumentParser
import Foundation
import Simulation
import VirtualTerminal

struct SimulateMerge: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract:
            "Join the JSON reports of the parts of one run. Exit code 1 when an invariant broke, or a part is missing.")

    @Argument(help: "Reports, as `simulate --json` prints them.") var reports: [String]
    @Flag(help: "The report as JSON on standard output.") var json = false
    @Option(help: ArgumentHelp("Write the report as JUnit XML.", valueName: "file")) var junit: String?

    func run() throws {
        let read = try reports.map(SimulationReportFile.read)
        let joined: SimulationReport
        do { joined = try SimulationReport.merge(read) } catch {
            throw BenchError(
                .file, "the reports cannot be merged", why: error.what, next: "give each part of one run once")
        }
        if let junit { try SimulateOutput.write(joined.junit, to: junit) }
        if let missing = joined.missingWords { Talk.error(missing) }
        try SimulateOutput.finish(joined, json: json, faults: joined.profile)
    }
}

struct SimulateProfile: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile", abstract: "Print a profile of faults as YAML, to change it.")

    @Argument(help: "calm, shop or harsh.") var name = "shop"

    func run() throws {
        guard let profile = FaultProfile.all.first(where: { $0.name == name }) else {
            throw BenchError(
                .file, "there is no profile \"\(name)\"", why: "",
                next: "use one of " + FaultProfile.all.map(\.name).joined(separator: ", "))
        }
        Talk.say("# Chance of each fault at each opportunity, 0 to 1.")
        Talk.say("name: my-\(profile.name)")
        Talk.say("faults:")
        for kind in FaultKind.allCases { Talk.say("  \(kind.name): \(Double(profile[kind]) / 1_000_000)") }
    }
}
