import DialectFiles
import Foundation
import ISO8583
import Testing

@Suite("The library of dialects")
struct DialectLibraryTests {
    @Test("a dialect is found by its built-in name, or by the path of a file of any kind")
    func found() throws {
        #expect(try DialectLibrary.find("unionpay").dialect.name == Dialect.unionPay.name)
        #expect(
            try DialectLibrary.find(Fixtures.repository + "/hardware/dialects/north-bank.yaml").dialect.id
                == "north-bank")
        #expect(try DialectLibrary.find(Fixtures.folder + "/pos-bcd-1987.json").dialect.typeCoding == .packed)
        #expect(try DialectLibrary.find(Fixtures.folder + "/ebcdic-1987-binbitmap.xml").dialect.typeCoding == .ebcdic)
    }

    @Test("a file of another ending is told by its content")
    func content() throws {
        try withTemporaryFolder { folder in
            for (text, id) in [
                (Samples.moov, "sample-spec-1"), (Samples.jpos, "spec"), (dialect("  3: n 6\n"), "test"),
            ] {
                try ("\n" + text).write(toFile: folder + "/spec", atomically: true, encoding: .utf8)
                #expect(try DialectLibrary.find(folder + "/spec").dialect.id == id)
            }
        }
    }

    @Test("an unknown name is an error that lists what there is; so is a file that cannot be read")
    func missing() throws {
        let error = #expect(throws: DialectFileError.self) { try DialectLibrary.find("visa") }
        #expect(error?.problems.first?.what == "there is no dialect \"visa\"")
        #expect(error?.problems.first?.next.contains("built-in dialects are unionpay") == true)
        #expect(throws: DialectFileError.self) { try DialectLibrary.find(Fixtures.folder) }
        try withTemporaryFolder { folder in
            try Data([0x69, 0x64, 0x3A, 0xFF, 0xFE]).write(to: URL(fileURLWithPath: folder + "/a.yaml"))
            let error = #expect(throws: DialectFileError.self) { try DialectLibrary.find(folder + "/a.yaml") }
            #expect(error?.problems.first?.what == "the file is no text in UTF-8")
            try Data(repeating: 0x20, count: 2 << 20).write(to: URL(fileURLWithPath: folder + "/b.yaml"))
            let large = #expect(throws: DialectFileError.self) { try DialectLibrary.find(folder + "/b.yaml") }
            #expect(large?.problems.first?.what == "the file is too large")
        }
    }
}
