import Foundation
import DialectFiles
import ISO8583
import Testing
import TestSupport

@Suite("Hostile files")
struct HostileTests {
    @Test("a file is refused before it is parsed when it is too large, nested too deeply, or has aliases")
    func refused() {
        let laughs =
            "a: &a [x, x, x, x, x, x, x, x]\n" + (1...9).map { "b\($0): &b\($0) [*a, *a, *a, *a, *a, *a]\n" }.joined()
        #expect(problems(laughs) == ["2: an alias of YAML (`*name`)"])
        #expect(problems("? *a\n: x\n") == ["1: an alias of YAML (`*name`)"])
        #expect(problems("{\"a\":*b }") == ["1: an alias of YAML (`*name`)"])
        #expect(problems(String(repeating: "x", count: 10 << 20)) == ["0: the file has 10485760 bytes"])
        #expect(problems(String(repeating: "[", count: 100_000)) == ["1: brackets are nested too deeply"])
        #expect(problems(String(repeating: "- ", count: 900) + "x") == ["1: the file is nested too deeply"])
        #expect(problems(String(repeating: "- ", count: 100_000) + "x").count == 1)
        #expect(problems(String(repeating: "? ", count: 500) + "x").count == 1)
        #expect(problems("id: a\nname: \"a\u{0}b\"\n") == ["2: a control character, code 0"])
        #expect(problems("id: a\nname: \u{1B}[31m\n") == ["2: a control character, code 27"])
    }

    @Test("what is no dialect is said to be none")
    func noDialect() {
        #expect(problems("") == ["0: the file is empty"])
        #expect(problems("hello") == ["1: a dialect must be a mapping"])
        #expect(problems("- 1\n- 2\n") == ["1: a dialect must be a mapping"])
        #expect(problems("id: [\n").count == 1)
        #expect(problems("id: a\n\tname: b\n").count == 1)
        #expect(problems("id: a\n---\nid: b\n").count == 1)
        #expect(problems("id: a\nid: b\n") == ["2: the key \"id\" is there twice"])
        #expect(problems("id: !!binary x\nname: {}\ntype: 3\nbitmap: ~\nfields: 7\n").count >= 3)
        #expect(problems(dialect("  {a: b}: n 6\n  [1]: n 6\n")).count == 2)
    }

    @Test("a file of many mistakes says the first hundred")
    func many() {
        #expect(problems(dialect((2...999_9).map { "  \($0): no\n" }.joined())).count == 100)
    }

    @Test("a large text of any shape is answered", .timeLimit(.minutes(10)), arguments: LargeTexts.all.indices)
    func shapes(_ index: Int) {
        let text = LargeTexts.all[index]
        #expect(throws: DialectFileError.self) { try DialectFile.load(text, name: "large") }
        #expect(throws: DialectFileError.self) { try MoovSpec.import(json: text) }
        #expect(throws: DialectFileError.self) { try JPOSPackager.import(xml: text) }
    }

    @Test("no change of bytes makes a loader crash or hang", .timeLimit(.minutes(10)))
    func mutations() throws {
        let bank = try String(
            contentsOfFile: Fixtures.repository + "/hardware/dialects/north-bank.yaml", encoding: .utf8)
        let texts: [(String, (String) throws -> Dialect)] = [
            (bank, { try DialectFile.load($0, name: "mutated") }),
            (Samples.moov, { try MoovSpec.import(json: $0).dialect }),
            (Samples.jpos, { try JPOSPackager.import(xml: $0).dialect }),
        ]
        var random = Random(state: 8583)
        for (text, load) in texts {
            _ = try load(text)
            var loaded = 0
            for _ in 0..<1000 {
                let changed = HostileTests.change(Array(text.utf8), &random)
                do {
                    let dialect = try load(String(decoding: changed, as: UTF8.self))
                    loaded += 1
                    // What is loaded can be used: every table is whole.
                    _ = try? dialect.decode([0x30, 0x32, 0x30, 0x30] + changed.prefix(80))
                } catch let error as DialectFileError {
                    #expect(!error.problems.isEmpty && error.problems.count <= 101)
                }
            }
            #expect((1..<1000).contains(loaded))
        }
    }

    private static func change(_ text: [UInt8], _ random: inout Random) -> [UInt8] {
        var text = text
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0..<text.count, using: &random)
            switch Int.random(in: 0...4, using: &random) {
            case 0: text[place] = UInt8.random(in: 0...255, using: &random)
            case 1: text.remove(at: place)
            case 2: text.insert("{}[]:,\"'-*&!|>#%0. \n".utf8.randomElement(using: &random) ?? 0, at: place)
            case 3: text[place] = UInt8.random(in: 0x30...0x39, using: &random)
            default:
                let end = min(text.count, place + Int.random(in: 1...40, using: &random))
                text.insert(contentsOf: text[place..<end], at: Int.random(in: 0..<text.count, using: &random))
            }
        }
        return text
    }
}
