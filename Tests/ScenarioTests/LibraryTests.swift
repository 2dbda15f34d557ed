import AcquirerHost
import Foundation
import Scenario
import Testing
import VirtualTerminal

/// The program beside the tests, and the scenarios that are shipped.
enum Shipped {
    /// `tillbench`, built by the same build into the same folder.
    static var program: String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let beside = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("tillbench").path
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        // Where the toolchain runs the tests, the test bundle is one of the arguments.
        for argument in CommandLine.arguments where argument.contains(".xctest") {
            return URL(fileURLWithPath: argument).deletingLastPathComponent().appendingPathComponent("tillbench").path
        }
        return beside
    }

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Sources/Scenario/Library")

    static var names: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.sorted()
    }

    static func scratch() -> URL {
        URL(
            fileURLWithPath: NSTemporaryDirectory() + "ts-\(getpid())-\(UInt32.random(in: 0...UInt32.max))",
            isDirectory: true)
    }
}

@Suite("Shipped scenarios, on real parts", .serialized)
struct LibraryTests {
    @Test("there are twelve and more of them, and together they do all that a clerk can do")
    func count() throws {
        #expect(Shipped.names.count >= 12)
        var done: Set<String> = []
        for name in Shipped.names {
            let scenario = try ScenarioFile.load(Shipped.folder.appendingPathComponent(name).path)
            for step in scenario.steps {
                done.formUnion(step.action.description.split(separator: " ").map(String.init))
            }
        }
        for word in [
            "sale", "void", "refund", "offline", "pre-authorization", "completion", "tip", "balance", "inserted",
            "settle",
            "leave", "closes",
        ] { #expect(done.contains(word) || done.contains(word + ","), "\(word)") }
    }

    @Test("every shipped scenario holds, and ledger and journal are equal", arguments: Shipped.names)
    func holds(_ name: String) throws {
        let scenario = try ScenarioFile.load(Shipped.folder.appendingPathComponent(name).path)
        let folder = Shipped.scratch()
        defer { try? FileManager.default.removeItem(at: folder) }
        let report = try ScenarioRunner(
            scenario, folder: folder, program: Shipped.program, console: Console(.silent) { _ in }
        ).run()
        for step in report.steps { #expect(step.failure == nil, "\(name):\(step.line) \(step.what)") }
        #expect(report.steps.count == scenario.steps.count)
        #expect(report.reconciliation?.isEqual == true)
        // What customers hold in their hands is in the ledger: booked, held, or named as refused.
        let papers = try TerminalPapers.read(TerminalFolder(folder.appendingPathComponent("terminal").path))
        let ledger = try LedgerReport(SQLiteLedger(path: folder.appendingPathComponent("ledger.sqlite").path))
        let receipts = ReceiptCheck.missing(papers, in: ledger, terminalID: scenario.terminal.terminalID)
        #expect(receipts.count > 0 && receipts.missing.isEmpty, "\(name): \(receipts.missing)")
    }

    @Test("a scenario whose expectation does not hold fails at that step, with what is there instead")
    func fails() throws {
        let scenario = try ScenarioFile.parse(
            """
            scenario: wrong on purpose
            start: "2026-11-23T09:00"
            steps:
              - sign-on
              - expect: {journal: {batch: 1, sales: 7}}
                within: 0s
              - settle
            """, origin: "wrong.yaml")
        let folder = Shipped.scratch()
        defer { try? FileManager.default.removeItem(at: folder) }
        let report = try ScenarioRunner(
            scenario, folder: folder, program: Shipped.program, console: Console(.silent) { _ in }
        ).run()
        #expect(!report.isPassed && report.steps.count == 2)
        #expect(report.steps.last?.failure == "journal batch 1: sales 0 instead of 7")
    }

    @Test("no account number, track or key is in any file that a run leaves behind, or in what it says")
    func secrets() throws {
        let scenario = try ScenarioFile.load(Shipped.folder.appendingPathComponent("forgotten-day.yaml").path)
        let folder = Shipped.scratch()
        defer { try? FileManager.default.removeItem(at: folder) }
        let said = Said()
        let report = try ScenarioRunner(
            scenario, folder: folder, program: Shipped.program, console: Console(.everything) { said.add($0) }
        ).run()
        #expect(report.isPassed)
        let numbers = ["6212345678901232", "6217000000000000004", "6225881234567890", "30122200000123"]
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var looked = 0
        for case let file as URL in files {
            guard let content = try? Data(contentsOf: file) else { continue }
            looked += 1
            for number in numbers {
                #expect(content.range(of: Data(number.utf8)) == nil, "\(file.lastPathComponent)")
            }
        }
        #expect(looked >= 4)
        let text = said.text
        #expect(text.contains("621234******1232"))
        for number in numbers { #expect(!text.contains(number)) }
    }
}

/// Collects lines from several threads.
private final class Said: @unchecked Sendable {
    private let lock = NSLock()
    private var lines: [String] = []

    func add(_ line: String) { lock.withLock { lines.append(line) } }
    var text: String { lock.withLock { lines.joined(separator: "\n") } }
}
