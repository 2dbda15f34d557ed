import FlashStore
import Foundation
import LogAudit
import Settlement
import StuckShops
import TestSupport
import Testing

@Suite("tillbench audit", .serialized)
struct AuditCommandTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "audit-command-\(UUID())")

    /// Runs the program; the log of actions goes into this test's folder.
    private func run(_ arguments: [String]) throws -> FinishedProgram {
        try FinishedProgram(
            "/usr/bin/env", ["XDG_STATE_HOME=\(folder.path)/state", try #require(Self.product)] + arguments)
    }

    private func run(_ arguments: String...) throws -> FinishedProgram { try run(arguments) }

    /// The program beside the tests.
    private static var product: String? {
        var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        for _ in 0..<6 {
            let program = folder.appending(path: "tillbench").path
            if FileManager.default.isExecutableFile(atPath: program) { return program }
            folder.deleteLastPathComponent()
        }
        return nil
    }

    private func file(_ name: String) -> String { folder.appending(path: name).path }

    /// The flash and the ledger of a shop, as files.
    private func written(_ shop: StuckShop) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var memory = shop.world.chip.memory
        memory.restorePower()
        let image = try memory.read(at: 0, count: memory.geometry.byteCount)
        try Data(image).write(to: URL(filePath: file("flash.bin")))
        try JSONEncoder().encode(try shop.ledger()).write(to: URL(filePath: file("ledger.json")))
    }

    /// A shop with a refund without a sale, on a flash as real terminals have it.
    private func shop() throws -> StuckShop {
        let refund = StuckShop.Visit("refund", .refund, 4_000, card: "visa-test-1") { $0.reference = 2 }
        let shop = try AuditedShop.shop(.unionPay, [AuditedShop.sales(3) + [refund]]) {
            $0.flash = MemoryFlash(geometry: .terminal)
        }
        shop.run(untilMinute: 1255)
        return shop
    }

    @Test("the same findings as text in both languages, JSON, CSV and HTML; no card number in any; exit code 1")
    func forms() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let shop = try shop()
        try written(shop)
        let at = shop.now.description.replacing(" ", with: "T")
        let sources = ["--flash", file("flash.bin"), "--ledger", file("ledger.json"), "--at", at]
        func audit(_ more: String...) throws -> FinishedProgram {
            try run(["audit"] + sources + more)
        }
        let text = try audit()
        #expect(
            text.status == 1 && text.text.contains("question: refund without a sale [refund-without-sale]"), "\(text)")
        #expect(text.text.contains("terminal 10000000: 4 record(s) in 1 batch(es)"))
        let chinese = try audit("--lang", "zh")
        #expect(chinese.text.contains("无原交易退货") && chinese.text.contains("411111"))
        let json = try audit("--json")
        let report = try JSONDecoder().decode(AuditReport.self, from: json.output)
        #expect(json.status == 1 && report.schema == 1 && report.findings.map(\.check) == [.refundWithoutSale])
        #expect(report.sources == [.terminal, .host] && report.records == 4 && !report.isClean)
        let csv = try audit("--csv")
        let rows = csv.text.components(separatedBy: "\r\n")
        #expect(rows.count == 3 && rows[0].hasPrefix("check,severity,terminal,batch,trace,at,amount,card,says"))
        #expect(rows[1].hasPrefix("refund-without-sale,warning,10000000,000001,000005,"), "\(rows[1])")
        let html = try audit("--html", "--output", file("audit.html"))
        let page = try String(contentsOfFile: file("audit.html"), encoding: .utf8)
        #expect(
            html.status == 1 && html.text.isEmpty && page.contains("</html>") && page.contains("refund without a sale"))
        #expect(!page.contains("http") && !page.contains("<script"))
        for shown in [text.text, chinese.text, json.text, csv.text, page] {
            #expect(!shown.contains("4111111111111111") && !shown.contains("6217000000000000004"))
        }
        // Every one of them is in the log of actions.
        let log = try run("audit", "log")
        #expect(log.status == 0 && log.text.contains("5 line(s)") && log.text.contains("as it was written"), "\(log)")
    }

    @Test("a sound shop is exit code 0; the ledger alone and the folder of a terminal are enough")
    func sound() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let shop = try AuditedShop.shop(.hypercom, [AuditedShop.sales(3) + [StuckShop.settle]]) {
            $0.flash = MemoryFlash(geometry: .terminal)
        }
        shop.run(untilMinute: 1255)
        try written(shop)
        for source in [["--dir", folder.path], ["--ledger", file("ledger.json")], ["--flash", file("flash.bin")]] {
            let result = try run("audit", source[0], source[1], "--at", "2030-01-01T09:00")
            #expect(result.status == 0 && result.text.contains("nothing was found"), "\(source): \(result)")
        }
    }

    @Test("wrong input is exit code 2 with a reason and a next step, never a trace of the program")
    func wrong() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("hello".utf8).write(to: URL(filePath: file("text")))
        try Data("SQLite format 3\0 and nothing more".utf8).write(to: URL(filePath: file("torn.sqlite")))
        try Data(#"{"schema":1,"capture":"host","batches":[]}"#.utf8).write(to: URL(filePath: file("empty.json")))
        try Data().write(to: URL(filePath: file("none.bin")))
        for (arguments, why) in [
            (["audit"], "give at least one of"),
            (["audit", "--flash", file("missing")], "No such file"),
            (["audit", "--flash", folder.path], "it is a folder"),
            (["audit", "--flash", file("none.bin")], "1,048,576 bytes"),
            (["audit", "--ledger", file("text")], "neither SQLite nor the JSON"),
            (["audit", "--ledger", file("torn.sqlite")], "is no ledger"),
            (["audit", "--ledger", file("empty.json")], "it holds no batches"),
            (["audit", "--ledger", file("text"), "--json", "--csv"], "exclude each other"),
            (["audit", "--ledger", file("text"), "--at", "yesterday"], "is no time"),
            (["audit", "--ledger", file("text"), "--settle-by", "25:00"], "no time of day"),
            (["audit", "log"], "cannot be read"), (["audit", "log", file("text"), "--expect", "x"], "is no head"),
        ] {
            let result = try run(arguments)
            #expect(result.status == 2 && result.output.isEmpty, "\(arguments): \(result)")
            #expect(result.complaint.contains(why), "\(arguments): \(result.complaint)")
            #expect(!result.complaint.contains("NSCocoa") && !result.complaint.contains("DecodingError"))
        }
    }

    @Test("a ledger with mad numbers and a name that a screen would obey does no harm")
    func hostile() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let shop = try shop()
        try written(shop)
        let name = "=cmd\\u001b[2J\\n<b>"
        var text = String(decoding: try Data(contentsOf: URL(filePath: file("ledger.json"))), as: UTF8.self)
        text = text.replacing("10000000", with: name).replacing("4000,", with: "9223372036854775807,")
            .replacing("\"trace\":3", with: "\"trace\":4294967295").replacing("\"number\":1,", with: "\"number\":0,")
        try text.write(toFile: file("ledger.json"), atomically: true, encoding: .utf8)
        for form in [[], ["--csv"], ["--html"], ["--json"], ["--lang", "zh"]] {
            let result = try run(["audit", "--ledger", file("ledger.json"), "--at", "2035-01-01T09:00"] + form)
            #expect(result.status <= 1 && !result.text.isEmpty, "\(form): \(result)")
            #expect(
                !result.text.contains("\u{1B}") && !result.text.contains("\n=cmd") && !result.text.contains(",=cmd"))
            #expect(form != ["--html"] || !result.text.contains("<b>\u{22}") && result.text.contains("&lt;b&gt;"))
        }
    }

    @Test("a log that was tampered with is exit code 1, with line and byte")
    func log() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = file("state/tillbench/actions.jsonl")
        let log = ActionLog(path: path)
        for number in 1...4 { try log.append(BenchAction(.keysLoad, "terminal \(number)", .done, who: "li")) }
        let head = try #require(log.head).description
        #expect(try run("audit", "log", "--expect", head).status == 0)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try text.replacing("terminal 3", with: "terminal 8").write(toFile: path, atomically: false, encoding: .utf8)
        let offset = text.utf8.count * 2 / 4
        let found = try run("audit", "log")
        #expect(
            found.status == 1 && found.text.contains("line 3, byte \(offset): line 3 was edited [edited]"), "\(found)")
        let json = try run("audit", "log", "--json", "--lang", "zh")
        #expect(json.status == 1 && json.text.contains("\"isSound\" : false") && json.text.contains("第 3 条被改动"))
    }
}
