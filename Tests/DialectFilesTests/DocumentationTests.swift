import Foundation
import ISO8583
import Testing

@testable import DialectFiles

@Suite("The documentation of the format")
struct DocumentationTests {
    @Test("the examples of the documentation load")
    func examples() throws {
        let page = try String(
            contentsOfFile: Fixtures.repository + "/Sources/DialectFiles/DialectFiles.docc/DialectFiles.md",
            encoding: .utf8)
        let blocks = page.components(separatedBy: "```yaml\n").dropFirst().map { block in
            block.components(separatedBy: "```")[0]
        }
        #expect(blocks.count == 2)
        let shop = try DialectFile.load(blocks[0], name: "the short file")
        #expect(shop.fields == [2, 3, 4, 39, 41, 52, 64])
        let layouts = try DialectFile.load(dialect(blocks[1]), name: "the layouts")
        #expect(layouts.fields.allSatisfy { layouts[$0]?.layout != nil } && layouts.fields.count == 4)
    }

    @Test("every key that a file may have is in the documentation")
    func keys() throws {
        let page = try String(
            contentsOfFile: Fixtures.repository + "/Sources/DialectFiles/DialectFiles.docc/DialectFiles.md",
            encoding: .utf8)
        let keys =
            DialectReader.keys + FieldReader.fieldKeys + LayoutReader.keys + RuleReader.keys
            + [Vocabulary.types.list, Vocabulary.prefixes.list, Vocabulary.headers.list, Vocabulary.responses.list]
            .flatMap { $0.components(separatedBy: ", ") }
        let missing = keys.filter { !page.contains("`\($0)`") }
        #expect(missing == [])
    }
}
