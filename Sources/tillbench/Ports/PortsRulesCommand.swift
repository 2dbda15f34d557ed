import ArgumentParser
import TerminalService
import VirtualTerminal

struct PortsRules: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Print udev's rules for the profiles: stable names, group, no ModemManager.",
        discussion: "scripts/install-udev installs those of hardware/udev, which are the output of this command.")

    @OptionGroup var profiles: ProfilesOption

    func run() throws {
        let profiles = try profiles.load()
        guard !profiles.isEmpty else {
            throw BenchError(
                .file, "there are no profiles to make rules of", why: "no folder of profiles has one",
                next: "name it with --profiles")
        }
        for line in UdevRules(profiles).text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            Talk.say(String(line))
        }
    }
}
