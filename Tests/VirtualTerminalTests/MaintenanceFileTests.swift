import Foundation
import Testing

@testable import VirtualTerminal

@Suite("Counts of the virtual terminal's parts")
struct MaintenanceFileTests {
    private let path = NSTemporaryDirectory() + "maintenance-\(UUID()).json"

    @Test(
        "whatever stands in the file, counting goes on",
        arguments: [
            #"{"starts": 9223372036854775807, "swipes": -5, "printedLines": 7}"#, "no JSON", #"{"starts": "x"}"#,
        ])
    func hostile(_ text: String) throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        var file = MaintenanceFile(path: path)
        let before = file.counts
        #expect((0...1 << 40).contains(before.starts) && before.swipes == 0)
        if text.contains("printedLines") { #expect(before.printedLines == 7) }
        file.counts.starts += 1
        let battery = try #require(file.statistics(printerJobs: 0).first { $0.name == "battery" })
        #expect(battery.counters.contains { $0.name == "capacity-percent" && (0...100).contains($0.value) })
        #expect(MaintenanceFile(path: path).counts == before)
        file.keep()
        let kept = MaintenanceFile(path: path).counts.starts
        #expect(kept == min(before.starts + 1, 1 << 40))
    }
}
