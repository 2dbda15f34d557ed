import Foundation
import ISO8583
import MessageTool
import Testing
import TestSupport

@Suite("Commands that build, compare, convert and check messages")
struct CompareCommandTests {
    private static let yaml = """
        mti: "0200"
        header: {tpdu: "6000030000", unionpay: "603100310100"}
        length: true
        fields:
          3: "000000"
          4: 12.50
          11: auto
          12: now
          13: now
          22: "022"
          25: "00"
          41: "10000001"
          42: "104110070110001"
          49: "156"
          60: {1: "22", 2: "000001", 3: "000"}
          64: "0102030405060708"
        """

    private func sale() throws -> String {
        let built = try Program.run(
            "build", "m.yaml", "--at", "2026-11-23T09:30:00", "--card", "visa",
            files: ["m.yaml": CompareCommandTests.yaml])
        #expect(built.code == 0 && built.err.isEmpty)
        return built.text
    }

    @Test("what is built is without findings, and its bytes are the same as hexadecimal, raw and base64")
    func build() throws {
        let hex = try sale().trimmingCharacters(in: .newlines)
        let bytes = Data(try #require(Hexadecimal.bytes(hex)))
        let check = try Program.run("check", hex)
        #expect(check.code == 0 && check.text.hasPrefix("0200 (unionpay) sale: 0 error(s), 0 warning(s)"))
        for format in ["raw", "base64"] {
            let result = try Program.run(
                "build", "-", "--at", "2026-11-23T09:30:00", "--card", "visa", "--format", format,
                input: Data(CompareCommandTests.yaml.utf8))
            #expect(
                (format == "raw" ? result.out : Data(base64Encoded: result.text.trimmingCharacters(in: .newlines)))
                    == bytes)
            let read = try Program.run("check", "-", input: format == "raw" ? result.out : Data(hex.utf8))
            #expect(read.code == 0, "\(read)")
        }
    }

    @Test("flags alone make a message; the trace number that was put in is told")
    func flags() throws {
        let result = try Program.run(
            "build", "--dialect", "iso87-ascii", "--mti", "0800", "--field", "7=now", "--field", "70=301", "--at",
            "2026-11-23T09:30:00", "--stan", "42", "--json")
        #expect(result.code == 0 && result.err.contains("000042"))
        let object = try #require(try JSONSerialization.jsonObject(with: result.out) as? [String: Any])
        #expect(object["schema"] as? Int == 1 && object["fields"] as? [Int] == [7, 11, 70])
        let body = try #require(Hexadecimal.bytes(object["hex"] as? String ?? ""))
        #expect(try Dialect.iso87ASCII.decode(body)[text: 7] == "1123093000")
    }

    @Test("check: code 1 for an error, and for a warning with --strict; JSON has a schema; texts come in Chinese")
    func check() throws {
        let echo =
            "0820" + "0000000000C00010" + "3130303030303031313034313130303730313130303031" + "0011000000013010"
        #expect(try Program.run("check", echo).code == 0)
        let wrong = echo.replacing("0011000000013010", with: "0006000001")
        let result = try Program.run("check", "--json", "--lang", "zh", wrong)
        #expect(result.code == 1, "\(result)")
        let list = try #require(try JSONSerialization.jsonObject(with: result.out) as? [[String: Any]])
        #expect(list.first?["schema"] as? Int == 1 && result.text.contains("批次号"))
        let logon = "0800" + "2020000000800000" + "920000" + "000002" + "3132333435363738"
        #expect(try Program.run("check", "--dialect", "hypercom", logon).code == 0)
        #expect(try Program.run("check", "--dialect", "iso87-binary", logon).code == 1)
        let unknown = "0840" + "0020000000000000" + "000001"
        #expect(try Program.run("check", unknown).code == 0 && Program.run("check", "--strict", unknown).code == 1)
    }

    @Test("diff: code 0 for the same meaning, 1 for another one, ignored fields do not count")
    func diff() throws {
        let hex = try sale()
        let other = hex.replacing("000000001250", with: "000000001300")
        let files = ["a": hex, "b": other]
        #expect(try Program.run("diff", "a", "a", files: files).code == 0)
        let result = try Program.run("diff", "a", "b", "--json", files: files)
        #expect(result.code == 1)
        let report = try JSONDecoder().decode(MessageDiff.Report.self, from: result.out)
        #expect(report.schema == 1 && !report.equal && report.differences.map(\.field) == [4])
        #expect(try Program.run("diff", "a", "b", "--ignore", "4,11", files: files).code == 0)
        #expect(try Program.run("diff", "a", "-", input: Data(other.utf8), files: ["a": hex]).code == 1)
        #expect(try Program.run("diff", "a", "b", "--ignore", "x", files: files).code == 2)
        #expect(try Program.run("diff", "-", "-").code == 2)
    }

    @Test("convert: the message on standard output, the notes on standard error, code 1 with --strict when one is lost")
    func convert() throws {
        let hex = try sale()
        let result = try Program.run("convert", "--to", "iso93", "--at", "2026-11-24", "-", input: Data(hex.utf8))
        #expect(result.code == 0 && result.err.contains("F64 NOT CARRIED OVER"))
        let body = try #require(Hexadecimal.bytes(result.text))
        #expect(try Dialect.iso93.decode(body)[text: 12] == "261123093000")
        let strict = try Program.run("convert", "--to", "iso93", "--strict", "-", input: Data(hex.utf8))
        #expect(strict.code == 1 && strict.out.isEmpty)
        let json = try Program.run("convert", "--to", "iso93", "--json", "--lang", "zh", "-", input: Data(hex.utf8))
        let report = try JSONDecoder().decode(ConversionReport.self, from: json.out)
        #expect(report.schema == 1 && !report.complete && report.notes.contains { $0.field == 64 && $0.kind == "lost" })
    }

    @Test("wrong input is code 2, with the reason on standard error, and without card data")
    func wrong() throws {
        for result in [
            try Program.run("check", "4111111111111111"), try Program.run("check", "no-such-file"),
            try Program.run("check"), try Program.run("check", "--dialect", "x", "0800"),
            try Program.run("convert", "--to", "x", "0800"), try Program.run("build"),
            try Program.run("build", "no-such-file"),
            try Program.run("build", "--mti", "0200", "--card", "4111111111111111"),
            try Program.run("build", "--mti", "0200", "--field", "4111111111111111"),
            try Program.run("build", "--mti", "0200", "--field", "2=411111111111x111"),
            try Program.run("build", "--mti", "0200", "--at", "noon"), try Program.run("build", "--stan", "-1"),
        ] {
            #expect(result.code == 2 && result.out.isEmpty && !result.err.isEmpty, "\(result)")
            #expect(!result.err.contains("411111"), "\(result.err)")
        }
    }

    @Test("each command has a help text with an example")
    func help() throws {
        for name in ["build", "diff", "convert", "check"] {
            let result = try Program.run(name, "--help")
            #expect(result.code == 0 && result.text.contains("tillbench msg \(name)"), "\(name)")
        }
    }
}
