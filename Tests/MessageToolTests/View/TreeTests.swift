import Foundation
import ISO8583
import MessageTool
import Testing
import TestSupport

@Suite("Messages as trees")
struct TreeTests {
    private func tree(_ sample: Sample, _ header: TransportHeader = .none, _ length: FrameLengthBytes = .none)
        -> MessageTree
    {
        MessageTree(
            Candidate(sample.framed(header, length)), dialect: sample.dialect,
            framing: Framing(length: FrameLength(rawValue: length.rawValue) ?? .none, header: header))
    }

    private func text(_ tree: MessageTree, _ language: Language = .english) -> String {
        let text = TreeText(language, showsHex: true)
        return (text.lines(tree) + (tree.failure.map { text.lines($0) } ?? [])).joined(separator: "\n")
    }

    private func json(_ tree: MessageTree) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(TreeJSON(tree)), as: UTF8.self)
    }

    private func sample(_ name: String) throws -> Sample { try #require(Sample.named(name)) }

    @Test("nodes cover every byte of a frame once, in order", arguments: Sample.all)
    func coverage(_ sample: Sample) {
        for (header, length) in [
            (TransportHeader.none, FrameLengthBytes.none), (.tpduAndUnionPay, .binary), (.tpdu, .ascii),
        ] {
            let tree = tree(sample, header, length)
            var next = 0
            for node in tree.nodes {
                #expect(node.range.lowerBound == next && node.hex.utf8.count == node.range.count * 2, "\(node.id)")
                next = node.range.upperBound
            }
            #expect(next == tree.byteCount && tree.failure == nil)
        }
    }

    @Test("parts lie within their field, objects within theirs", arguments: Sample.all)
    func nesting(_ sample: Sample) {
        func check(_ node: TreeNode) {
            for child in node.children {
                #expect(
                    child.range.lowerBound >= node.range.lowerBound && child.range.upperBound <= node.range.upperBound)
                check(child)
            }
        }
        for node in tree(sample, .tpduAndUnionPay, .bcd).nodes { check(node) }
    }

    @Test("no secret is in any text, tree or JSON, in any coding, whole or cut", arguments: Sample.all)
    func secrets(_ sample: Sample) throws {
        let secrets = try Secrets(sample)
        let whole = tree(sample, .tpduAndUnionPay, .binary)
        for language in Language.allCases { #expect(secrets.leaks(in: text(whole, language)).isEmpty) }
        let report = try json(whole)
        #expect(secrets.leaks(in: report).isEmpty)
        var dumped = ""
        dump(whole.reading, to: &dumped)
        dump(Candidate(sample.bytes), to: &dumped)
        #expect(secrets.leaks(in: dumped).isEmpty)
        for count in stride(from: 0, to: sample.bytes.count, by: 3) {
            let cut = MessageTree(
                Candidate(Array(sample.bytes.prefix(count))), dialect: sample.dialect, framing: Framing())
            #expect(secrets.leaks(in: text(cut)).isEmpty, "cut at \(count)")
        }
    }

    @Test("a copy of the card's number in a field that nobody masks is hidden, also at half a byte and in ASCII")
    func copies() throws {
        let sample = try sample("bench-0200-bcd")
        var message = try sample.dialect.decode(sample.bytes)
        let number = try #require(message[text: 2])
        message[text: 60] = "1" + number + "2"
        message[text: 37] = String(number.prefix(12))
        let bytes = try sample.dialect.encode(message)
        let tree = MessageTree(Candidate(bytes), dialect: sample.dialect, framing: Framing())
        #expect(!text(tree).contains(number) && !text(tree).contains(hex([UInt8](number.utf8))))
        #expect(tree.shown(60) == "<18 hidden>")
        // Packed digits in private data, shifted by half a byte.
        var own = Message(.financialRequest)
        own[text: 2] = "6212345678901232"
        own[bytes: 63] = bytes2("F6212345678901232F")
        let shifted = MessageTree(
            Candidate(try Dialect.unionPay.encode(own)), dialect: .unionPay, framing: Framing())
        #expect(!text(shifted).contains("212345678901232"))
    }

    private func bytes2(_ digits: String) -> [UInt8] { bytes(digits) }

    @Test(
        "a cut message whose dialect is guessed shows no card number, whatever it is taken for", arguments: Sample.all)
    func guessedCuts(_ sample: Sample) throws {
        let secrets = try Secrets(sample)
        let frame = sample.framed(.tpdu, .binary)
        for count in stride(from: 8, to: frame.count, by: 5) {
            let cut = Array(frame.prefix(count))
            let result = Guesser().guess(cut)
            guard let best = result.best else { continue }
            let tree = MessageTree(Candidate(cut), dialect: best.dialect, framing: best.framing, guess: result)
            #expect(secrets.leaks(in: text(tree)).isEmpty, "cut at \(count), taken for \(best.dialect.id)")
        }
    }

    @Test("headers are told with their meaning")
    func headers() throws {
        var sample = try sample("echo test 0820, F60.3=301")
        let framed = Sample(name: "", dialect: sample.dialect, bytes: sample.bytes)
        sample = framed
        let tree = tree(sample, .tpduAndUnionPay, .binary)
        #expect(tree.nodes.prefix(5).map(\.kind) == [.length, .tpdu, .header, .type, .bitmap])
        #expect(tree.nodes[0].value == String(tree.byteCount - 2) && tree.nodes[0].notes.isEmpty)
        #expect(tree.nodes[1].children.map(\.value) == ["60", "0003", "0000"])
        var asking = sample.framed(.tpduAndUnionPay, .none)
        asking[7] = 0x03
        let other = MessageTree(
            Candidate(asking), dialect: .unionPay, framing: Framing(header: .tpduAndUnionPay))
        let request = other.nodes[1].children.first { $0.id == "header.request" }
        #expect(request?.value == "3" && request?.meaning == FieldName("sign in again", "重新签到"))
    }

    @Test(
        "a header, type or bitmap that may be anything shows no number, in a view and in a masked copy",
        arguments: [
            (TransportHeader.tpduAndUnionPay, ""), (.tpdu, ""), (.none, ""), (.tpduAndUnionPay, "60"), (.tpdu, "6000"),
        ])
    func numberInFront(_ header: TransportHeader, _ before: String) throws {
        let number = "4111111111111111"
        // Nothing behind it is a message; a type that is known, but fields that are cut.
        for rest in ["3012201000000000000000", "0000000000020070000000000000001641"] {
            let input = bytes(before + number + rest)
            let tree = MessageTree(
                Candidate(input), dialect: .unionPay, framing: Framing(length: .none, header: header))
            for shown in [text(tree), text(tree, .chinese), try json(tree)] {
                #expect(!shown.contains("41111111") && !shown.contains("11111111"), "\(shown)")
            }
            let contents = InputContents(kind: .binary, candidates: [Candidate(input)])
            let copy = Redactor(Guesser(), dialect: .unionPay, length: FrameLength.none, header: header)
                .mask(input, contents)
            #expect(copy.output.count == input.count && copy.unreadCount == 1)
            #expect(!hex(copy.output).contains("41111111") && !hex(copy.output).contains("11111111"))
        }
    }

    @Test("fields have content, meaning and parts")
    func fields() throws {
        let tree = tree(try sample("0500 settle request, 3 debits 123.45 / 1 credit 10.00 domestic"))
        let totals = try #require(tree.nodes.first { $0.id == "48" })
        #expect(totals.children.count == 10 && totals.children[0].value == "000000012345")
        #expect(totals.children[2].name.english == "domestic credit amount")
        #expect(totals.children.map(\.range).last?.upperBound == totals.range.upperBound)
        let upload = self.tree(try sample("0320 magstripe detail upload, 2 records (82 digits)"))
        #expect(upload.shown(48) == "000098 621234******0019 50.00, 000099 621234******0019 23.45")
        let sale = self.tree(try sample("bench-0200-ascii-hex"))
        #expect(sale.shown(2) == "476173******0010")
        let date = sale.nodes.first { $0.id == "7" }
        #expect(date?.meaning?.english == "11-24 09:06:11")
        let chip = sale.nodes.first { $0.id == "55" }
        #expect(chip?.children.first?.id == "9F26" && chip?.children.first?.value == "A1B2C3D4E5F60718")
        #expect(chip?.children.first?.hex == "394632363038" + hex([UInt8]("A1B2C3D4E5F60718".utf8)))
    }

    @Test("a filler that is not the dialect's is noted")
    func filler() {
        let sample = Sample.all.first { $0.name == "sales request" }
        let notes = sample.map { tree($0).nodes.flatMap(\.notes).map(\.english) } ?? []
        #expect(notes == ["filled with F where the dialect writes 0"])
    }

    @Test("chip objects with the card's number, track and name, and those of vendors, are hidden; others are not")
    func chip() throws {
        var message = Message(.financialRequest)
        message[text: 2] = "6212345678901232"
        message[bytes: 55] = bytes(
            "5A086212345678901232" + "57106212345678901232D301220100001234" + "5F2004414C4943" + "DF7D03AABBCC"
                + "9F36020007"
                + "70045F340101")
        let tree = MessageTree(Candidate(try Dialect.unionPay.encode(message)), dialect: .unionPay, framing: Framing())
        let objects = try #require(tree.nodes.first { $0.id == "55" }).children
        let values = objects.map { $0.id + "=" + $0.value }
        #expect(
            values == [
                "5A=621234******1232", "57=621234******1232D***************", "5F20=********", "DF7D=******",
                "9F36=0007", "70=",
            ])
        #expect(objects.last?.children.map(\.value) == ["01"])
        // What is no list of objects is hidden as a whole.
        message[bytes: 55] = bytes("5A2062123456")
        let broken = MessageTree(
            Candidate(try Dialect.unionPay.encode(message)), dialect: .unionPay, framing: Framing())
        #expect(broken.shown(55) == "<6 hidden>" && broken.nodes.first { $0.id == "55" }?.children.isEmpty == true)
    }

    @Test(
        "sensitive parts of a composite field are hidden, the others are shown; a content of another layout is hidden whole"
    )
    func parts() throws {
        let layout = FieldLayout.positional([
            Subfield("1", FieldFormat(.text, .bytes, .fixed(4)), FieldName("shop")),
            Subfield("2", FieldFormat(.digits, .bytes, .fixed(6), isSensitive: true), FieldName("code")),
            Subfield("3", FieldFormat(.text, .bytes, .fixed(2)), FieldName("flag")),
        ])
        let field = FieldDefinition(
            61, FieldFormat(.text, .bytes, .variable(digits: 3, most: 99)), FieldName("own"), layout: layout)
        let dialect = Dialect.hypercom.replacing([field], id: "own", name: "own")
        var message = Message(.financialRequest)
        message[text: 61] = "SHOP271828OK"
        let input = try dialect.encode(message)
        let tree = MessageTree(Candidate(input), dialect: dialect, framing: Framing())
        #expect(tree.shown(61) == "SHOP******OK" && !text(tree).contains("271828"))
        let node = try #require(tree.nodes.first { $0.id == "61" })
        #expect(node.children.map(\.value) == ["SHOP", "<6 hidden>", "OK"])
        let contents = InputContents(kind: .binary, candidates: [Candidate(input)])
        let copy = Redactor(Guesser(), dialect: dialect).mask(input, contents)
        #expect(try dialect.decode(copy.output)[text: 61] == "SHOP000000OK")
        message[text: 61] = "SHOPx71828OK"
        let other = MessageTree(Candidate(try dialect.encode(message)), dialect: dialect, framing: Framing())
        #expect(other.shown(61) == "<12 hidden>")
    }

    @Test("field 62 of a sign-on's answer is hidden in every dialect, since it may carry keys")
    func keys() throws {
        var message = Message(.networkResponse)
        message[text: 62] = "0123456789ABCDEF"
        for dialect in [Dialect.hypercom, .iso87ASCII, .iso87EBCDIC, .iso93] {
            let tree = MessageTree(Candidate(try dialect.encode(message)), dialect: dialect, framing: Framing())
            #expect(tree.shown(62) == "<16 hidden>" && !text(tree).contains("3456"))
        }
    }

    @Test("an error in the middle is told with field, byte, expected and found, and the place is marked")
    func failure() throws {
        let input = bytes("0200" + "3000000000000000" + "000000" + "00000A000000")
        let tree = MessageTree(Candidate(input), dialect: .unionPay, framing: Framing())
        let failure = try #require(tree.failure)
        #expect(failure.field == 4 && failure.offset == 15 && tree.shown(3) == "000000")
        #expect(
            TreeText().lines(failure) == [
                "field 4 amount, byte 15: not a decimal digit", "  expected: a decimal digit",
                "  found:    something else (byte 0A)", "  0000  02 00 30 00 00 00 00 00 00 00 00 00 00 ** ** 0A",
                "                                                     ^^",
            ])
        #expect(tree.nodes.last?.kind == .unread && tree.nodes.last?.meaning?.english == "fields 4")
        let trailing = MessageTree(
            Candidate(try sample("log_on request").bytes + [0x62, 0x12]), dialect: .hypercom, framing: Framing())
        #expect(trailing.nodes.last?.name.english == "bytes after the last field")
        #expect(trailing.failure?.dump.hasSuffix("** **") == true)
    }

    @Test("the JSON has its schema, and every key that is documented")
    func jsonKeys() throws {
        let tree = tree(try sample("bench-0200-bcd"), .tpdu, .binary)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(try json(tree).utf8)) as? [String: Any])
        #expect(
            object["schema"] as? Int == 1 && object["isWhole"] as? Bool == true && object["mti"] as? String == "0200")
        #expect(object["dialect"] as? String == "iso87-binary" && object["length"] as? String == "binary")
        #expect(object["header"] as? String == "tpdu" && object["offset"] as? Int == 0)
        let nodes = try #require(object["nodes"] as? [[String: Any]])
        #expect(nodes.map { $0["kind"] as? String }.prefix(4) == ["length", "tpdu", "type", "bitmap"])
        let amount = nodes.first { $0["id"] as? String == "4" && $0["kind"] as? String == "field" }
        #expect(amount?["value"] as? String == "000000012345" && amount?["start"] as? Int == 29)
        for key in ["name", "end", "hex", "isHidden", "notes", "children"] { #expect(amount?[key] != nil, "\(key)") }
    }

    @Test("changed bytes make a tree in any dialect without a trap, and what is shown hides the card's number")
    func hostile() throws {
        var random = Random(state: 2026)
        for round in 0..<600 {
            let sample = Sample.all[round % Sample.all.count]
            var changed = sample.framed(.tpduAndUnionPay, .binary)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                changed[Int.random(in: 0..<changed.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let dialect = Dialect.builtIn[Int.random(in: 0..<Dialect.builtIn.count, using: &random)]
            for header in TransportHeader.allCases {
                let tree = MessageTree(
                    Candidate(changed), dialect: dialect, framing: Framing(length: .binary, header: header))
                #expect(tree.nodes.last?.range.upperBound == changed.count)
                let leaks = Secrets(tree.reading.message, dialect).leaks(in: text(tree))
                #expect(leaks.isEmpty, "\(sample) as \(dialect.id) behind \(header)")
            }
        }
        for count in 0...14 {
            let tree = MessageTree(
                Candidate([UInt8](repeating: 0x60, count: count)), dialect: .unionPay,
                framing: Framing(length: .ascii, header: .tpduAndUnionPay))
            #expect(!text(tree).isEmpty)
        }
    }
}
