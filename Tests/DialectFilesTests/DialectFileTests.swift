import DialectFiles
import ISO8583
import Testing

@Suite("Dialects as YAML")
struct DialectFileTests {
    private let bank = Fixtures.repository + "/hardware/dialects/north-bank.yaml"
    private let petrol = Fixtures.repository + "/hardware/dialects/north-bank-petrol.yaml"

    @Test("a file says everything about a dialect: codings, layouts, rules")
    func bankFile() throws {
        let dialect = try DialectFile.load(path: bank)
        #expect(dialect.id == "north-bank")
        #expect(dialect.typeCoding == .ascii && dialect.bitmapCoding == .hex && dialect.header == .tpdu)
        #expect(dialect.name(of: 4) == FieldName("amount", "交易金额"))
        #expect(
            dialect.format(of: 2)
                == FieldFormat(.digits, .bytes, .variable(digits: 2, most: 19), prefix: .ascii, isSensitive: true))
        #expect(dialect.format(of: 52) == FieldFormat(.binary, .hex, .fixed(8), prefix: .ascii, isSensitive: true))
        #expect(dialect.format(of: 28) == FieldFormat(.signed, .bytes, .fixed(9), prefix: .ascii, padding: .zeros))
        #expect(dialect.format(of: 55)?.coding == .bytes)
        #expect(dialect[55]?.layout == .berTLV)
        guard case .tagged(let form, let parts)? = dialect[48]?.layout else {
            Issue.record("field 48 has no tags")
            return
        }
        #expect(form == TagForm(tag: .characters(2), prefix: .ascii, lengthDigits: 3))
        #expect(parts.map(\.key) == ["01", "02", "03"])
        #expect(parts[1].format.content == .digits)
        #expect(dialect.rules.count == 4)
        #expect(dialect.rules[0].when == [.begins(3, "00")])
        #expect(dialect.rules[0].conditional[0].when == [.part(22, at: 0, oneOf: ["02", "05"])])
        #expect(dialect.rules[0].conditional[2].isRequired == false)
        #expect(dialect.rules[3].isClosed == false)
        #expect(dialect.macTypes == [.financialRequest, .financialResponse, .reversalRequest])
    }

    @Test("a message of the file's dialect goes over the wire as the file says")
    func wire() throws {
        let dialect = try DialectFile.load(path: bank)
        var message = Message(.networkRequest)
        message[text: 28] = "D5"
        message[text: 41] = "T1"
        message[bytes: 52] = [0x1A, 2, 3, 4, 5, 6, 7, 0xFF]
        let encoded = try dialect.encode(message)
        #expect(String(decoding: encoded, as: UTF8.self) == "08000000001000801000D00000005T1      1A020304050607FF")
        #expect(try dialect.decode(encoded)[text: 28] == "D00000005")
    }

    @Test("a file that extends another one changes what it says and keeps the rest")
    func extending() throws {
        let base = try DialectFile.load(path: bank)
        let dialect = try DialectFile.load(path: petrol)
        #expect(dialect.fields == (base.fields.filter { $0 != 28 } + [43, 62]).sorted())
        #expect(dialect[3] == base[3] && dialect[48] == base[48])
        #expect(dialect.bitmapCoding == .hex && dialect.header == .tpdu && dialect.macTypes == base.macTypes)
        guard case .positional(let parts)? = dialect[60]?.layout else {
            Issue.record("field 60 has no parts")
            return
        }
        #expect(parts.map(\.key) == ["PUMP", "GRADE", "VOLUME"])
        #expect(dialect.format(of: 62)?.isSensitive == true)
        #expect(dialect.rules.count == 1)
    }

    @Test("a built-in dialect can be extended; a mapping without a format changes only what it names")
    func builtIn() throws {
        let dialect = try DialectFile.load(
            """
            id: mine
            name: Mine
            extends: unionpay
            fields:
              22: {filling: left}
              39: {name: answer}
              48: n ...999
              60: {layout: {kind: positional, parts: {TYPE: n 2, BATCH: n 6}}}
              63: {length: {most: 600, digits: 3}}
            """, name: "mine.yaml")
        let base = Dialect.unionPay
        #expect(dialect.format(of: 22) == FieldFormat(.digits, .packed, .fixed(3)))
        #expect(dialect[39] == FieldDefinition(39, FieldFormat(.text, .bytes, .fixed(2)), FieldName("answer")))
        #expect(dialect.format(of: 48)?.filling == .left)
        #expect(dialect.name(of: 48) == base.name(of: 48))
        #expect(dialect.format(of: 60) == base.format(of: 60))
        #expect(dialect.format(of: 63)?.length == .variable(digits: 3, most: 600))
        #expect(dialect.responseTable == .unionPay && dialect.macTypes == base.macTypes)
        #expect(dialect.fields == base.fields)
    }

    @Test("defaults hold in layers: all fields, fixed or variable length, content, the field itself")
    func defaults() throws {
        let loaded = try DialectFile.load(
            dialect(
                """
                  3: n 5
                  2: n ..19
                  35: {format: z ..37, filling: left}
                  41: ans 8
                  52: b 8
                  48: b ...100
                """,
                type: "packed",
                heading: """
                    defaults:
                      prefix: binary
                      fixed: {filling: left}
                      variable: {filling: right}
                      z: {filler: F}
                      text: {coding: cp1047}
                      b: {coding: hex, unit: nibbles}

                    """), name: "test.yaml")
        #expect(loaded.format(of: 3)?.filling == .left && loaded.format(of: 3)?.coding == .packed)
        #expect(loaded.format(of: 2)?.filling == .right && loaded.format(of: 2)?.prefix == .binary)
        #expect(loaded.format(of: 35)?.filling == .left && loaded.format(of: 35)?.filler == 15)
        #expect(loaded.format(of: 41)?.coding == .ebcdic(.cp1047))
        #expect(loaded.format(of: 48)?.coding == .hex && loaded.format(of: 48)?.unit == .nibbles)
    }

    @Test("lines may end as they do on other systems, and a mark of the byte order may come first")
    func lineEnds() throws {
        let text = "\u{FEFF}" + dialect("  3: n 6\n  4: n x\n").replacing("\n", with: "\r\n")
        #expect(problems(text) == ["7: \"n x\" is no notation of a field"])
        #expect(try DialectFile.load(text.replacing("n x", with: "n 12"), name: "test.yaml").fields == [3, 4])
    }

    @Test("the notation of the standard: as many dots as the length has digits")
    func notation() throws {
        let loaded = try DialectFile.load(
            dialect(
                "  3: n 6\n  2: n ..19\n  48: ans ...999\n  72: an ....9999\n  28: x+n 9\n  35: z ..37\n  64: b 8\n"),
            name: "test.yaml")
        let lengths = loaded.fields.map { loaded.format(of: $0)?.length }
        #expect(
            lengths == [
                .variable(digits: 2, most: 19), .fixed(6), .fixed(9), .variable(digits: 2, most: 37),
                .variable(digits: 3, most: 999), .fixed(8), .variable(digits: 4, most: 9999),
            ])
        #expect(
            loaded.fields.map { loaded.format(of: $0)?.content } == [
                .digits, .digits, .signed, .track, .text, .binary, .text,
            ])
    }

    @Test("account numbers, tracks, PIN blocks and chip data are not shown unless the file says so")
    func sensitive() throws {
        let loaded = try DialectFile.load(
            dialect(
                "  2: n ..19\n  3: n 6\n  35: z ..37\n  52: {format: b 8, sensitive: false}\n  62: {format: b 8, sensitive: true}\n"
            ),
            name: "test.yaml")
        #expect(loaded.fields.filter { loaded.format(of: $0)?.isSensitive == true } == [2, 35, 62])
    }
}
