import DialectFiles
import ISO8583
import Testing
import TestSupport

@Suite("Specs of moov-io/iso8583")
struct MoovSpecTests {
    private func imported(_ field: String) throws(DialectFileError) -> ImportResult {
        try MoovSpec.import(
            json: """
                {"name": "One", "fields": {
                "0": {"type": "String", "length": 4, "enc": "ASCII", "prefix": "ASCII.Fixed"},
                "1": {"type": "Bitmap", "enc": "HexToASCII", "prefix": "Hex.Fixed"},
                "48": \(field)
                }}
                """)
    }

    private func problem(_ field: String) -> String? {
        do throws(DialectFileError) {
            _ = try imported(field)
            return nil
        } catch { return lines(error).joined(separator: "; ") }
    }

    @Test("a spec becomes a dialect, with composite fields as layouts")
    func sample() throws {
        let result = try MoovSpec.import(json: Samples.moov)
        let dialect = result.dialect
        #expect(dialect.id == "sample-spec-1" && dialect.name == "Sample Spec 1")
        #expect(dialect.typeCoding == .packed && dialect.bitmapCoding == .binary && dialect.bitmapLimit == 2)
        #expect(
            dialect.format(of: 2)?.length == .variable(digits: 2, most: 19) && dialect.format(of: 2)?.coding == .packed)
        #expect(dialect.format(of: 2)?.isSensitive == true)
        #expect(dialect.name(of: 3) == FieldName("Processing & code"))
        #expect(dialect.format(of: 3)?.content == .digits)
        guard case .positional(let parts)? = dialect[3]?.layout,
            case .tagged(let form, let tags)? = dialect[48]?.layout,
            case .bitmap(let bytes, let bits)? = dialect[60]?.layout
        else {
            Issue.record("the layouts are not there")
            return
        }
        #expect(parts.map(\.key) == ["1", "9", "10"])
        #expect(form == TagForm(tag: .characters(2), prefix: .ascii, lengthDigits: 2))
        #expect(tags.map(\.key) == ["01", "12"])
        #expect(bytes == 2 && bits.map(\.key) == ["3"] && bits[0].format.filling == .right)
        #expect(dialect[55]?.layout == .berTLV)
        #expect(result.warnings.map(\.what) == ["the objects of field 55 (Chip) are named by EMV's own table"])
        #expect(result.warnings.first?.line == 28)
    }

    @Test("lengths of bytes and of hexadecimal digits take the room that the library gives them")
    func lengths() throws {
        let dialect = try MoovSpec.import(json: Samples.moov).dialect
        var message = Message(.networkRequest)
        message[text: 41] = "T1"
        message[text: 46] = "AB"
        message[bytes: 47] = [0x1F, 2]
        #expect(
            try dialect.encode(message)
                == bytes("0800 0000000000860000 E3F1404040404040 0002 4142 3032 31463032".filter { $0 != " " }))
    }

    @Test("what a dialect says in another way, or not at all, is warned of with the field's name")
    func warnings() throws {
        func warning(_ field: String) throws -> String? { try imported(field).warnings.first?.what }
        #expect(
            try warning(
                "{\"type\": \"String\", \"length\": 999, \"description\": \"X\", \"enc\": \"ASCII\", \"prefix\": \"ASCII.LL\"}"
            )
                == "field 48 (X) is taken to hold up to 99")
        #expect(
            try warning("{\"type\": \"String\", \"length\": 9, \"enc\": \"EBCDIC\", \"prefix\": \"EBCDIC.LL\"}")
                == "field 48 is written in code page 037")
        #expect(
            try warning("{\"type\": \"String\", \"length\": 9, \"enc\": \"HexToASCII\", \"prefix\": \"Hex.Fixed\"}")
                == "field 48 is taken as bytes")
        #expect(
            try warning("{\"type\": \"String\", \"length\": 9, \"enc\": \"ASCIIToHex\", \"prefix\": \"ASCII.Fixed\"}")
                == "field 48 is taken as bytes, and its length as their number")
        #expect(
            try warning("{\"type\": \"Track2\", \"length\": 37, \"enc\": \"BCD\", \"prefix\": \"BCD.LL\"}")
                == "the separator of field 48 is taken as the nibble D")
        #expect(
            try warning(
                "{\"type\": \"String\", \"length\": 9, \"enc\": \"ASCII\", \"prefix\": \"ASCII.L\", \"padding\": {\"type\": \"Left\", \"pad\": \"0\"}}"
            )
                == "the padding of field 48 is left out")
        #expect(
            try warning(
                "{\"type\": \"String\", \"length\": 9, \"enc\": \"ASCII\", \"prefix\": \"ASCII.L\", \"index\": 3}")
                == "the key \"index\" of field 48 is not read")
    }

    @Test(
        "what cannot be said is an error that names field and line",
        arguments: [
            (
                "{\"type\": \"Money\", \"length\": 9, \"enc\": \"ASCII\", \"prefix\": \"ASCII.L\"}",
                "the type \"Money\" of field 48 is not known here"
            ),
            (
                "{\"type\": \"String\", \"length\": 9, \"enc\": \"UTF9\", \"prefix\": \"ASCII.L\"}",
                "the encoding \"UTF9\" of field 48 is not known here"
            ),
            (
                "{\"type\": \"Binary\", \"length\": 9, \"enc\": \"BCD\", \"prefix\": \"ASCII.L\"}",
                "field 48 of the type Binary cannot be written in BCD"
            ),
            (
                "{\"type\": \"String\", \"length\": 9, \"enc\": \"ASCII\", \"prefix\": \"ASCII.LLLLLL\"}",
                "the prefix \"ASCII.LLLLLL\" of field 48 cannot be said"
            ),
            (
                "{\"type\": \"String\", \"length\": 9, \"enc\": \"ASCII\", \"prefix\": \"Binary.LLLL\"}",
                "the prefix \"Binary.LLLL\" of field 48 cannot be said"
            ),
            (
                "{\"type\": \"String\", \"length\": 9, \"enc\": \"ASCII\", \"prefix\": \"BerTLV\"}",
                "field 48 has the length of a BER-TLV object"
            ),
            ("{\"type\": \"String\", \"enc\": \"ASCII\", \"prefix\": \"ASCII.L\"}", "field 48 has no length"),
            (
                "{\"type\": \"Numeric\", \"length\": 9, \"enc\": \"ASCII\", \"prefix\": \"ASCII.Fixed\", \"padding\": {\"type\": \"Left\", \"pad\": \" \"}}",
                "field 48 cannot be"
            ),
            (
                "{\"type\": \"String\", \"length\": 9, \"enc\": \"ASCII\", \"prefix\": \"ASCII.Fixed\", \"padding\": {\"type\": \"Both\", \"pad\": \" \"}}",
                "the padding of field 48 cannot be said"
            ),
            (
                "{\"type\": \"Composite\", \"length\": 9, \"prefix\": \"ASCII.LL\", \"tag\": {\"sort\": \"StringsByInt\"}}",
                "field 48 is a composite field without `subfields`"
            ),
            (
                "{\"type\": \"Composite\", \"length\": 9, \"prefix\": \"ASCII.LL\", \"tag\": {\"length\": 2, \"enc\": \"EBCDIC\"}, \"subfields\": {\"1\": {\"type\": \"String\", \"length\": 3, \"enc\": \"ASCII\", \"prefix\": \"ASCII.LL\"}}}",
                "the tags of field 48 cannot be said"
            ),
            (
                "{\"type\": \"Composite\", \"length\": 9, \"prefix\": \"ASCII.LL\", \"bitmap\": {\"type\": \"Bitmap\", \"length\": 8, \"enc\": \"HexToASCII\", \"prefix\": \"Hex.Fixed\"}, \"subfields\": {\"1\": {\"type\": \"String\", \"length\": 3, \"enc\": \"ASCII\", \"prefix\": \"ASCII.LL\"}}}",
                "the bitmap of field 48 cannot be said"
            ),
            (
                "{\"type\": \"Composite\", \"length\": 2, \"prefix\": \"ASCII.LL\", \"subfields\": {\"1\": {\"type\": \"String\", \"length\": 3, \"enc\": \"ASCII\", \"prefix\": \"ASCII.Fixed\"}}}",
                "field 48 cannot be made of its parts"
            ),
            ("7", "field 48 must be a mapping"),
        ])
    func errors(_ field: String, _ expected: String) {
        #expect(problem(field) == "4: " + expected)
    }

    @Test("heading and shape of a spec are checked")
    func heading() {
        func problems(_ json: String) -> [String] {
            do throws(DialectFileError) {
                _ = try MoovSpec.import(json: json)
                return []
            } catch { return lines(error) }
        }
        #expect(problems("{}") == ["1: this is no spec of moov-io/iso8583"])
        #expect(problems("[1, 2") != [])
        #expect(problems("{\"fields\": {}}") == ["1: field 0 is missing", "1: field 1 is missing"])
        #expect(
            problems(
                """
                {"fields": {
                "0": {"type": "String", "length": 4, "enc": "HexToASCII", "prefix": "Hex.Fixed"},
                "1": {"type": "Bitmap", "length": 16, "enc": "Binary", "prefix": "Hex.Fixed", "disableautoexpand": true},
                "x": {}, "193": {}
                }}
                """) == [
                    "2: field 0 cannot be written in HexToASCII with a length of 4",
                    "3: a bitmap that does not expand cannot be said",
                    "4: a field must be a number from 0 to 192", "4: a field must be a number from 0 to 192",
                ])
    }
}
