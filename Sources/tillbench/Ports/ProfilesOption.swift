import ArgumentParser
import Foundation
import TerminalService

/// Which profiles of terminals and cables are used.
struct ProfilesOption: ParsableArguments {
    @Option(
        name: .customLong("profiles"),
        help: ArgumentHelp(
            "Folder of profiles. Default: terminals in the folder that TILLBENCH_HARDWARE names, else hardware/terminals "
                + "of the repository or installation that this program is in.", valueName: "dir"))
    var folder: String?

    /// The profiles; none, with a word about it, when there is no folder of them.
    ///
    /// - Throws: `ProfileError` when one of them cannot be used.
    func load() throws -> [TerminalProfile] {
        let found = ProfileLibrary.folder(
            named: folder, environment: ProcessInfo.processInfo.environment, executable: "/proc/self/exe")
        guard let found else {
            Talk.error("no profiles of terminals were found: name their folder with --profiles or TILLBENCH_HARDWARE")
            return []
        }
        let profiles = try ProfileLibrary.load(folder: found)
        if profiles.isEmpty {
            Talk.error("the folder of profiles \(found) has no file that ends in .yaml: no device is known by a name")
        }
        return profiles
    }
}
