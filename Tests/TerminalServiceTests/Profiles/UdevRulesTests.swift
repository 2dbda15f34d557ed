import Foundation
import TerminalService
import Testing
import TestSupport

@Suite("Rules of udev for known terminals")
struct UdevRulesTests {
    private let file = Place.repository + "/hardware/udev/60-tillbench.rules"

    private func profiles() throws -> [TerminalProfile] {
        try ProfileLibrary.load(folder: Place.repository + "/hardware/terminals")
    }

    @Test("the file is what the profiles say")
    func upToDate() throws {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(
            text == UdevRules(try profiles()).text,
            "make it anew: tillbench ports rules > hardware/udev/60-tillbench.rules")
        let printed = try BenchProgram.run(
            Place.tillbench, ["ports", "rules", "--profiles", Place.repository + "/hardware/terminals"])
        #expect(printed.out == text)
    }

    @Test("the head says of every kind of cable that modems on it are hidden from ModemManager")
    func modems() throws {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let head = lines.prefix { $0.hasPrefix("#") }.joined(separator: "\n")
        #expect(head.contains("A real modem"))
        for cable in try profiles() where cable.kind == .cable {
            let chip = cable.name.split(separator: " ").first.map(String.init) ?? cable.name
            #expect(head.contains(chip), "\(chip)")
        }
    }

    @Test("every match of a profile has its rule, and every rule its profile")
    func bothWays() throws {
        // Read from the file, line by line, and not from what makes it.
        let text = try String(contentsOfFile: file, encoding: .utf8)
        var rules: Set<String> = []
        for line in text.split(separator: "\n") where line.hasPrefix("ENV{ID_") && line.contains("ENV{TILLBENCH_NAME}=")
        {
            rules.insert(String(line))
        }
        var expected: Set<String> = []
        for profile in try profiles() {
            for match in profile.matches {
                var keys: [String] = []
                if let id = match.vendorID { keys.append("ENV{ID_VENDOR_ID}==\"\(id)\"") }
                if let id = match.productID { keys.append("ENV{ID_MODEL_ID}==\"\(id)\"") }
                if let name = match.manufacturer { keys.append("ENV{ID_VENDOR}==\"\(name)\"") }
                keys.append("ENV{TILLBENCH_NAME}=\"\(profile.stableName)\"")
                expected.insert(keys.joined(separator: ", "))
            }
        }
        #expect(rules == expected)
        #expect(rules.count > 20)
    }
}
