import ISO8583
import Testing
import TestSupport

@testable import DialectFiles

@Suite("Written dialects")
struct RoundTripTests {
    @Test("every built-in dialect and example is written as a file that loads to an equal one")
    func known() throws {
        let folder = Fixtures.repository + "/hardware/dialects/"
        let examples = [
            try DialectFile.load(path: folder + "north-bank.yaml"),
            try DialectFile.load(path: folder + "north-bank-petrol.yaml"),
        ]
        for dialect in DialectLibrary.builtIn + examples {
            let loaded = try DialectFile.load(DialectFile.write(dialect), name: dialect.id)
            #expect(differences(dialect, loaded) == [], "\(dialect.id)")
        }
    }

    @Test("any dialect that can be is written as a file that loads to an equal one")
    func random() throws {
        var random = Random(state: 8583)
        for round in 0..<400 {
            let dialect = RandomDialect.make(&random)
            let text = DialectFile.write(dialect)
            do throws(DialectFileError) {
                let loaded = try DialectFile.load(text, name: "round \(round)")
                #expect(differences(dialect, loaded) == [], "\(text)")
            } catch {
                Issue.record("\(error)\n\(text)")
            }
        }
    }

    @Test("what most fields have in common is written once")
    func common() throws {
        let text = DialectFile.write(.unionPay)
        #expect(text.contains("defaults:\n  variable: {filling: right}\nfields:\n"))
        #expect(text.contains("  44: {format: ans ..25, name: \"additional response data\", name-zh: \"附加响应数据\"}\n"))
        let bank = try DialectFile.load(path: Fixtures.repository + "/hardware/dialects/north-bank.yaml")
        #expect(DialectFile.write(bank).contains("  text: {padding: spaces}\n  b: {coding: hex}\n"))
    }

    @Test("texts of any characters come back")
    func texts() throws {
        let names = [
            "", " ", "*", ": *a", "# no", "\"q\" \\ 'x'", "tab\tline\nreturn\r", "\u{1}\u{7F}\u{85}\u{2028}\u{FEFF}",
            "交易 😀", "- a", "{b}",
        ]
        for name in names {
            let dialect = Dialect(
                id: "a", name: name, typeCoding: .ascii, bitmapCoding: .hex,
                fields: [FieldDefinition(3, FieldFormat(.digits, .bytes, .fixed(6)), FieldName(name, name + "x"))])
            let loaded = try DialectFile.load(DialectFile.write(dialect), name: "a")
            #expect(differences(dialect, loaded) == [], "\(DialectFile.write(dialect))")
        }
    }
}
