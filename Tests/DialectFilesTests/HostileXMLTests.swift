import DialectFiles
import Foundation
import Testing

@Suite("Hostile XML")
struct HostileXMLTests {
    private func problems(_ xml: String) -> [String] {
        do throws(DialectFileError) {
            _ = try JPOSPackager.import(xml: xml)
            return []
        } catch { return lines(error) }
    }

    private static let refused = "not the XML of a packager: "

    @Test("entities, document types with declarations and other parts of XML are refused")
    func xml() {
        let laughs =
            "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]>\n<isopackager/>"
        #expect(problems(laughs) == ["2: not the XML of a packager: a document type with declarations of its own"])
        #expect(
            problems("<isopackager a=\"&b;\"/>") == ["1: not the XML of a packager: an entity that XML does not have"])
        #expect(problems("<isopackager>\n<![CDATA[x]]></isopackager>").first?.hasPrefix("2: ") == true)
        #expect(
            problems(String(repeating: "<a>", count: 100_000)) == [
                "1: not the XML of a packager: elements are nested too deeply"
            ])
        #expect(problems("<isopackager>").count == 1)
        #expect(problems("<isopackager></a>").count == 1)
        #expect(problems("<isopackager a=1/>").count == 1)
        #expect(problems("<isopackager a=\"1\" a=\"2\"/>").count == 1)
        #expect(problems("").count == 1)
        #expect(problems(String(repeating: "x", count: 10 << 20)).count == 1)
    }

    @Test(
        "a declaration in the document type is refused before anything is made of it",
        arguments: [
            // A billion laughs: ten entities of ten entities of ten.
            "<!ENTITY l0 \"lol\">"
                + (1...9).map { "<!ENTITY l\($0) \"\(String(repeating: "&l\($0 - 1);", count: 10))\">" }.joined(),
            // A large entity, named many times.
            "<!ENTITY l9 \"" + String(repeating: "q", count: 20_000) + "\">",
            // A parameter entity that declares another, one of a file, an entity of a file.
            "<!ENTITY % p \"<!ENTITY l9 'y'>\"> %p;", "<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;",
            "<!ENTITY l9 SYSTEM \"file:///etc/passwd\">", "<!ENTITY l9 PUBLIC \"a\" \"http://example.com/a\">",
            // A large value that every element gets.
            "<!ATTLIST isofield name CDATA \"" + String(repeating: "q", count: 20_000) + "\">",
            "<!ATTLIST isofield name CDATA #IMPLIED>", "<!NOTATION n SYSTEM \"x\">", "<!ELEMENT isofield EMPTY>", "",
        ])
    func declarations(_ subset: String) {
        let uses = "<isopackager name=\"" + String(repeating: "&l9;", count: 20_000) + "\"/>"
        for type in ["isopackager", "isopackager SYSTEM \"a.dtd\"", "isopackager PUBLIC 'a>' 'b[.dtd'"] {
            #expect(
                problems("<?xml version='1.0'?>\n<!DOCTYPE \(type) [\(subset)]>\n\(uses)")
                    == ["2: " + Self.refused + "a document type with declarations of its own"])
        }
    }

    @Test("a document type that names a file is passed over, and the file is not read")
    func externalType() throws {
        try withTemporaryFolder { folder in
            let dtd = folder + "/packager.dtd"
            try "<!ENTITY there \"fetched\"><!ATTLIST isofield trim CDATA \"true\">".write(
                toFile: dtd, atomically: true, encoding: .utf8)
            let xml = Samples.jpos.replacing("http://example.com/packager.dtd", with: dtd)
            #expect(xml.contains(dtd))
            let result = try JPOSPackager.import(xml: xml)
            #expect(!result.warnings.contains { $0.what.contains("trim") })
            #expect(
                problems(xml.replacing("entry &amp; mode", with: "&there;"))
                    == ["8: " + Self.refused + "an entity that XML does not have"])
        }
    }

    @Test("elements may be nested 24 deep and no deeper")
    func nesting() {
        func nested(_ levels: Int) -> String {
            String(repeating: "<a>\n", count: levels) + String(repeating: "</a>", count: levels)
        }
        #expect(problems(nested(24)) == ["1: this is no packager"])
        #expect(problems(nested(25)) == ["25: " + Self.refused + "elements are nested too deeply"])
    }

    @Test("the place of an element is where it begins, of an attribute that is there twice the second one")
    func places() throws {
        let error = #expect(throws: DialectFileError.self) {
            try JPOSPackager.import(xml: "<isopackager>\n  <isofield\n    id=\"3\"\n    length=\"6\"\n    id=\"4\"/>")
        }
        #expect(error?.problems.first?.line == 5 && error?.problems.first?.column == 5)
        #expect(error?.problems.first?.what == Self.refused + "the attribute id is there twice")
        let unknown = #expect(throws: DialectFileError.self) {
            try JPOSPackager.import(xml: "<isopackager>\n  <field\n    id=\"3\"\n  />\n</isopackager>")
        }
        let problem = try #require(unknown?.problems.first { $0.what.contains("field is not known") })
        #expect(problem.line == 2 && problem.column == 3)
    }
}
