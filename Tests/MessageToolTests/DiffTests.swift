import Foundation
import ISO8583
import MessageTool
import Testing
import TestSupport

@Suite("Two messages compared by meaning")
struct DiffTests {
    private func diff(
        _ left: Message, _ right: Message, _ a: Dialect = .unionPay, _ b: Dialect = .unionPay, ignoring: Set<Int> = []
    ) -> MessageDiff {
        MessageDiff(MessageDiff.Side(left, a), MessageDiff.Side(right, b), ignoring: ignoring)
    }

    private func changed(_ field: Int, _ text: String?) -> Message {
        var message = Samples.sale
        message[text: field] = text
        return message
    }

    @Test("a message and itself have no difference, in every dialect")
    func itself() {
        var random = Random(state: 1)
        for dialect in Dialect.builtIn {
            for _ in 0..<20 {
                let message = random.message(0x0200, dialect)
                #expect(diff(message, message, dialect, dialect).differences.isEmpty)
            }
        }
    }

    @Test("added, removed and changed fields are found, and swapped sides swap them")
    func kinds() throws {
        for (text, kind, back) in [
            (nil, Difference.Kind.removed, Difference.Kind.added), ("000000001251", .changed, .changed),
        ] {
            let one = try #require(diff(Samples.sale, changed(4, text)).differences.first)
            #expect(one.field == 4 && one.kind == kind)
            let other = diff(changed(4, text), Samples.sale)
            #expect(other.differences.map(\.kind) == [back] && !other.isEqual)
        }
        var type = Samples.sale
        type.mti = MTI(0x0220)
        #expect(diff(Samples.sale, type).differences.map(\.place) == ["MTI"])
    }

    @Test(
        "the same meaning in another spelling is the same",
        arguments: [
            (35, "4111111111111111=30122010000000000", "separator"), (4, "1250", "zeros before the number"),
            (41, "10000001  ", "spaces at the end"),
        ])
    func spelling(_ field: Int, _ text: String, _ note: String) throws {
        let result = diff(Samples.sale, changed(field, text))
        #expect(result.isEqual)
        let difference = try #require(result.differences.first)
        #expect(result.differences.count == 1 && difference.kind == .spelling && difference.note?.english == note)
    }

    @Test("an account number with a zero before it is another number")
    func accountNumber() {
        #expect(!diff(Samples.sale, changed(2, "04111111111111111")).isEqual)
    }

    @Test("hexadecimal digits in text mean bytes, in either case")
    func hexadecimal() {
        var left = Message(MTI(0x0200))
        var right = left
        left[text: 62] = "0a0b0c0dff"
        right[text: 62] = "0A0B0C0DFF"
        #expect(diff(left, right, .iso87ASCII, .iso87ASCII).isEqual)
        right[bytes: 62] = [0x0A, 0x0B, 0x0C, 0x0D, 0xFF]
        #expect(diff(left, right, .iso87ASCII, .unionPay).isEqual)
        right[bytes: 62] = [0x0A, 0x0B, 0x0C, 0x0D, 0xFE]
        #expect(!diff(left, right, .iso87ASCII, .unionPay).isEqual)
    }

    @Test("chip data is compared object by object; the order is spelling; the card's number stays hidden")
    func chipData() throws {
        var left = Samples.sale
        var right = left
        left[bytes: 55] = [0x9F, 0x26, 1, 0xAA, 0x5A, 2, 0x41, 0x11, 0x95, 1, 0]
        right[bytes: 55] = [0x95, 1, 0, 0x9F, 0x26, 1, 0xAA, 0x5A, 2, 0x41, 0x11]
        let same = diff(left, right)
        #expect(same.isEqual && same.differences.map { $0.note?.english } == ["order of the parts"])
        right[bytes: 55] = [0x95, 0x81, 1, 0, 0x9F, 0x26, 1, 0xBB, 0x5A, 2, 0x42, 0x22, 0x9A, 1, 0x26]
        let other = diff(left, right)
        #expect(other.differences.map(\.place) == ["F55.9F26", "F55.5A", "F55.9A"])
        #expect(other.differences.map(\.kind) == [.changed, .changed, .added])
        #expect(!other.text(.english).contains("4111") && !other.text(.english).contains("4222"))
    }

    @Test("field 60 is compared part by part")
    func parts() {
        let result = diff(Samples.sale, changed(60, "22000002000"))
        #expect(result.differences.map(\.place) == ["F60.2"])
        #expect(result.differences.map(\.left) == ["000001"] && result.differences.map(\.right) == ["000002"])
    }

    @Test("date and time in one field or in two are the same; the version digit goes with the dialect")
    func versions() {
        let left = Samples.message(0x0200, [4: "000000001250", 12: "093000", 13: "1123"])
        let right = Samples.message(0x1200, [4: "000000001250", 12: "261123093000"])
        #expect(diff(left, right, .iso87ASCII, .iso93).isEqual && diff(right, left, .iso93, .iso87ASCII).isEqual)
        let later = Samples.message(0x1200, [4: "000000001250", 12: "261123093001"])
        #expect(diff(left, later, .iso87ASCII, .iso93).differences.contains { $0.field == 12 && $0.kind == .changed })
    }

    @Test("a message and what it becomes in another version mean the same, from either side")
    func converted() throws {
        let moment = try #require(LocalMoment(year: 2027, month: 1, day: 2))
        for (source, target, message) in [
            (Dialect.iso87ASCII, Dialect.iso93, Samples.request87),
            (
                .iso87ASCII, .iso2003,
                Samples.message(
                    0x0200, [4: "000000001250", 11: "000001", 12: "093000", 13: "0102", 49: "840"])
            ),
        ] {
            let other = MessageConverter(from: source, to: target, near: moment).convert(message).message
            for result in [diff(message, other, source, target), diff(other, message, target, source)] {
                #expect(result.isEqual && result.differences.count > 2, "\(result.text(.english))")
            }
            var changed = other
            changed[text: 11] = target.id == "iso93" ? "999999" : "000000999999"
            #expect(
                diff(message, changed, source, target).differences.filter { $0.kind != .spelling }.map(\.field) == [11])
        }
    }

    @Test("ignored fields do not count")
    func ignored() {
        #expect(diff(Samples.sale, changed(11, "000002"), ignoring: [11]).differences.isEmpty)
    }

    @Test("no text shows an account number, a track or a PIN block, and hidden changes are told")
    func masked() throws {
        var right = changed(2, "4111111111111129".replacing("29", with: "11"))
        right[text: 35] = "4111111111111111D30122010000099999"
        var left = Samples.sale
        left[bytes: 52] = [0x12, 0x34, 0x56, 0x78, 0x90, 0x12, 0x34, 0x56]
        right[bytes: 52] = [0x12, 0x34, 0x56, 0x78, 0x90, 0x12, 0x34, 0x57]
        let result = diff(left, right)
        #expect(result.differences.map(\.field) == [35, 52])
        #expect(result.differences.allSatisfy { $0.note == FieldName("the hidden contents differ", "隐藏内容不同") })
        for language in Language.allCases {
            let text = result.text(language)
            #expect(!text.contains("1111111") && !text.contains("123456") && !text.contains("99999"))
        }
    }

    @Test(
        "objects within templates are compared one by one, and hidden as the view hides them",
        arguments: ["70", "77", "E1"])
    func templates(_ tag: String) throws {
        func message(_ number: String, _ counter: String) throws -> Message {
            let track = number + "D301220100001234"
            let inner = "5A08" + number + "5710" + track + "9F3602" + counter
            let outer = "61" + length(inner) + inner
            return Samples.message(
                0x0200, [4: "000000001250"], bytes: [55: bytes(tag + length(outer) + outer), 62: bytes(number)])
        }
        let (left, right) = (
            try message("4111111111111111", "0007"), try message("5555555555554444", "0008")
        )
        let dialect = Dialect.hypercom
        let result = diff(left, right, dialect, dialect)
        #expect(
            result.differences.map(\.place) == [
                "F55.\(tag).61.5A", "F55.\(tag).61.57", "F55.\(tag).61.9F36", "F62",
            ])
        #expect(
            result.differences.map(\.left).prefix(3) == [
                "411111******1111", "411111******1111D***************", "0007",
            ])
        for language in Language.allCases {
            let report = try JSONEncoder().encode(result.report(language))
            for text in [result.text(language), String(decoding: report, as: UTF8.self)] {
                for number in ["4111111111111111", "5555555555554444", "301220100001234"] {
                    #expect(!text.contains(number))
                }
            }
        }
        // One side without the template: all of it is told, as it may be seen.
        let added = diff(Samples.message(0x0200, [4: "000000001250"]), left, dialect, dialect)
        #expect(added.differences.map(\.field) == [55, 62] && !added.text(.english).contains("4111111111111111"))
    }

    @Test("a copy of the card's number in a field that nobody expects it in is hidden")
    func copies() throws {
        func message(_ reference: String) -> Message {
            Samples.message(0x0200, [2: "4111111111111111", 4: "000000001250", 42: reference])
        }
        let result = diff(message("411111111111111"), message("4111111111111111"), .iso87ASCII, .iso87ASCII)
        #expect(result.differences.map(\.right) == ["<16 hidden>"])
    }

    @Test("messages with changed bytes are compared without a trap, and no secret of either is shown")
    func hostile() throws {
        var random = Random(state: 14)
        for round in 0..<300 {
            let sample = Sample.all[round % Sample.all.count]
            var changed = sample.bytes
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                changed[Int.random(in: 0..<changed.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let dialect = Dialect.builtIn[Int.random(in: 0..<Dialect.builtIn.count, using: &random)]
            let (left, right) = (try sample.dialect.decode(sample.bytes), dialect.decodePrefix(changed).message)
            let text = diff(left, right, sample.dialect, dialect).text(.english)
            #expect(Secrets(left, sample.dialect).leaks(in: text).isEmpty, "\(sample)")
            #expect(Secrets(right, dialect).leaks(in: text).isEmpty, "\(sample) as \(dialect.id)")
        }
    }

    private func length(_ digits: String) -> String { Hexadecimal.upper([UInt8(digits.utf8.count / 2)]) }
}
