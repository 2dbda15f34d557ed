import FlashStore
import Foundation
import Settlement
import Testing
import VirtualTerminal

@Suite("smpclient on the service port of a terminal", .serialized)
struct SMPClientTests {
    private struct Step: Decodable {
        let step: String
        var r: String?
        var images: [[ImageField]]?
        var offsets: [Int]?
        var requests: Int?
        var rate: Int?
        var bytes: Int?
        var output: String?
        var datetime: String?
        var val: String?
        var text: String?
        var rc: Int?
        var rsn: String?
        var sha: String?
        var size: Int?
        var done: Bool?
    }

    private enum ImageField: Decodable, Equatable {
        case number(Int), flag(Bool), text(String)

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let flag = try? value.decode(Bool.self) {
                self = .flag(flag)
            } else if let number = try? value.decode(Int.self) {
                self = .number(number)
            } else {
                self = .text(try value.decode(String.self))
            }
        }
    }

    private static func steps(_ arguments: [String]) throws -> [String: Step] {
        let ran = try OtherProgram.peer("session.py", arguments)
        try #require(ran.status == 0, "\(ran.complaint.suffix(1500))")
        let steps = try ran.output.split(separator: "\n").map {
            try JSONDecoder().decode(Step.self, from: Data($0.utf8))
        }
        return Dictionary(steps.map { ($0.step, $0) }) { $1 }
    }

    /// `slot version active confirmed pending` of each image.
    private static func shown(_ step: Step?) -> [String] {
        (step?.images ?? []).map { image in
            image.dropLast().map {
                switch $0 {
                case .number(let number): "\(number)"
                case .flag(let flag): flag ? "yes" : "no"
                case .text(let text): text
                }
            }.joined(separator: " ")
        }
    }

    @Test("echo, parameters, state, upload, test, reset, revert without confirm, confirm, erase, settings, files")
    func afternoon() throws {
        let scratch = try ScratchFolder()
        let image = try OtherProgram.image("1.1.0", byteCount: 10_000, in: scratch.path)
        try FileManager.default.moveItem(atPath: image, toPath: scratch.path + "/new.img")
        let terminal = try LiveTerminal(TerminalFolder(scratch.path + "/t"))
        let trace = scratch.path + "/trace"
        let steps = try SMPClientTests.steps([terminal.folder.service, scratch.path, trace])
        try terminal.stop()
        #expect(steps["echo"]?.r == "hello 你好")
        #expect(steps["parameters"]?.size == 4092)
        #expect(steps["application"]?.output?.contains("1.0.0") == true)
        #expect(steps["clock"]?.datetime?.hasPrefix("2026-11-29T22:10:0") == true)
        #expect(SMPClientTests.shown(steps["factory"]) == ["0 1.0.0 yes yes no"])
        #expect(SMPClientTests.shown(steps["uploaded"]) == ["0 1.0.0 yes yes no", "1 1.1.0 no no no"])
        let bytes = try #require(steps["upload"]?.bytes)
        #expect(steps["upload"]?.requests == 3 && bytes > 10_000)
        #expect(steps["again"]?.offsets == [bytes])
        #expect(SMPClientTests.shown(steps["pending"]) == ["0 1.0.0 yes yes no", "1 1.1.0 no no yes"])
        #expect(SMPClientTests.shown(steps["on trial"]) == ["0 1.1.0 yes no no", "1 1.0.0 no yes no"])
        #expect(SMPClientTests.shown(steps["reverted"]) == ["0 1.0.0 yes yes no", "1 1.1.0 no no no"])
        #expect(SMPClientTests.shown(steps["confirmed"]) == ["0 1.1.0 yes yes no", "1 1.0.0 no no no"])
        #expect(steps["erase"]?.done == true)
        #expect(steps["setting"]?.val == "Corner Shop" && steps["changed"]?.val == "Teahouse 茶馆")
        #expect(steps["log"]?.text?.contains("boot.swapped") == true)
        let flash = try Data(contentsOf: URL(filePath: terminal.folder.flash))
        let size = try #require(steps["journal"]?.size)
        let used = [UInt8](flash[..<size])
        #expect(steps["journal"]?.sha == SMPClientTests.sha256(used) && flash[size...].allSatisfy { $0 == 0xFF })
        if let keep = ProcessInfo.processInfo.environment["TILLBENCH_KEEP_TRACE"] {
            try FileManager.default.copyItem(atPath: trace, toPath: keep)
        }
        let again = try LiveTerminal(terminal.folder)
        #expect(again.log.contains { $0.contains("firmware 1.1.0") })
        try again.stop()
    }

    private static func sha256(_ bytes: [UInt8]) -> String {
        var hasher = SoftwareVerifier().makeHasher()
        hasher.update(bytes)
        return hasher.finish().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test("with a sale in the batch it reads count, amount and next step in the refusal, and nothing was flashed")
    func guarded() throws {
        let scratch = try ScratchFolder()
        let image = try OtherProgram.image("1.1.0", byteCount: 10_000, in: scratch.path)
        try FileManager.default.moveItem(atPath: image, toPath: scratch.path + "/new.img")
        let folder = TerminalFolder(scratch.path + "/t")
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        try SMPClientTests.sell(folder)
        let terminal = try LiveTerminal(folder)
        let before = try Data(contentsOf: URL(filePath: folder.program))
        let steps = try SMPClientTests.steps([folder.service, scratch.path, scratch.path + "/trace", "guarded"])
        try terminal.stop()
        #expect(steps["upload refused"]?.text?.contains("45.10 CNY") == true)
        for name in ["erase refused", "rename refused"] {
            #expect(steps[name]?.rc == 256)
            #expect(steps[name]?.rsn?.contains("holds 1 record(s), 45.10 CNY; settle first") == true)
        }
        #expect(try Data(contentsOf: URL(filePath: folder.program)) == before)
    }

    /// A journal with an approved sale.
    private static func sell(_ folder: TerminalFolder) throws {
        let now = ClockTime.workstation()
        var store = try BatchStore(opening: try FileFlash(path: folder.flash, geometry: .terminal), at: now)
        let trace = try store.takeTrace()
        let transaction = Transaction(
            kind: .sale, form: .request, trace: trace, batch: try #require(store.book.batch), minorUnits: 4510,
            currency: 156, begunAt: now, businessDate: now.date,
            card: CardReference(
                masked: "622848******0001", sealedPAN: [1, 2], expiry: "3012", entryMode: "022", isForeign: false),
            original: nil)
        try store.record(.transactionBegun(transaction))
        let approval = Approval(reference: "1", authorization: "2", hostTime: "", hostDate: "")
        try store.record(.transactionApproved(trace, approval))
        try store.record(.receiptPrinted(trace))
    }
}
