import ArgumentParser

struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Simulate days of many terminals under faults, and check what must always hold.",
        discussion: """
            The real firmware, the real link, and the host's real rules run in one process under a virtual clock. An oracle \
            watches what cardholders see and what the ledger books. The same seed gives the same run, on any number of threads \
            and machines: the hash of all that happened says so.

            Faults are of a built-in profile (calm, shop, harsh), or of a YAML file: `simulate profile` prints one to begin with.
            """,
        subcommands: [SimulateRun.self, SimulateMerge.self, SimulateProfile.self, SimulateSweep.self],
        defaultSubcommand: SimulateRun.self)
}
