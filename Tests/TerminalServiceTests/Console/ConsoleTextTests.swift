import TestSupport
import Testing

@testable import TerminalService

@Suite("What a console shows of bytes")
struct ConsoleTextTests {
    private func text(_ pieces: [[UInt8]]) -> String {
        var text = ControlText()
        var shown = ""
        for piece in pieces {
            for item in text.take(piece) {
                switch item {
                case .text(let part): shown += part
                case .newline: shown += "\n"
                }
            }
        }
        return shown + text.flush()
    }

    private func utf8(_ text: String) -> [UInt8] { [UInt8](text.utf8) }

    @Test("control characters have names, and nothing is left that a terminal obeys")
    func names() {
        #expect(text([utf8("\u{1B}[2Jred\u{07}\u{7F}\u{00}\tx")]) == "<ESC>[2Jred<BEL><DEL><NUL>\tx")
        // C1 controls, as bytes and as UTF-8; a mark that turns the direction of writing; a private character.
        #expect(text([[0x9B, 0x41]]) == "<9B>A")
        #expect(text([utf8("\u{9B}A")]) == "<C2><9B>A")
        #expect(text([utf8("\u{202E}A")]) == "<E2><80><AE>A")
        #expect(text([utf8("\u{E000}")]) == "<EE><80><80>")
    }

    @Test("no bytes whatever leave a control character but tab and newline", arguments: 0..<100)
    func harmless(seed: Int) {
        var random = Random(state: UInt64(seed))
        let pieces = (0..<20).map { _ in
            (0..<Int.random(in: 0...30, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
        for scalar in text(pieces).unicodeScalars where scalar != "\n" && scalar != "\t" {
            #expect(![.control, .format].contains(scalar.properties.generalCategory))
        }
    }

    @Test("the pieces in which bytes come make no difference", arguments: 0..<50)
    func pieces(seed: Int) {
        var random = Random(state: UInt64(seed))
        let whole = utf8("caf\u{E9} \u{6240}\u{5F97}\r\n\n\r\r\u{1F4B3}") + [0xE4, 0xB8, 0x0D, 0xF0]
        var cut: [[UInt8]] = []
        var place = 0
        while place < whole.count {
            let end = min(whole.count, place + Int.random(in: 1...4, using: &random))
            cut.append([UInt8](whole[place..<end]))
            place = end
        }
        #expect(text(cut) == text([whole]))
    }

    @Test("CR, LF, and pairs of them in either order end one line each")
    func lineEnds() {
        #expect(text([utf8("a\r\nb\n\rc\rd\ne\n\nf")]) == "a\nb\nc\nd\ne\n\nf")
        #expect(text([utf8("a\r"), utf8("\nb")]) == "a\nb")
    }

    private let start = ConsoleMoment(milliseconds: 1_767_225_600_000)

    @Test("the clock is written as people read it")
    func clock() {
        #expect(start.dateAndTime == "2026-01-01 00:00:00.000")
        #expect(start.adding(milliseconds: 58 * 86_400_000 + 3_723_004).dateAndTime == "2026-02-28 01:02:03.004")
        #expect(ConsoleMoment(milliseconds: 951_782_399_999).dateAndTime == "2000-02-28 23:59:59.999")
        #expect(ConsoleMoment(milliseconds: 951_782_400_000).dateAndTime == "2000-02-29 00:00:00.000")
        #expect(ConsoleMoment(milliseconds: -1).dateAndTime == "1969-12-31 23:59:59.999")
    }

    @Test("a dump has rows of sixteen with place, bytes and characters; the rest comes after a pause")
    func dump() throws {
        var rows = ByteRows(.hex, stamp: .none)
        let bytes = utf8("Hello, this is it") + [0x1B]
        var shown = rows.take([UInt8](bytes[..<5]), .received, at: start)
        #expect(shown.isEmpty)
        shown += rows.take([UInt8](bytes[5...]), .received, at: start.adding(milliseconds: 20))
        #expect(shown == "< 000000  48 65 6C 6C 6F 2C 20 74  68 69 73 20 69 73 20 69  |Hello, this is i|\n")
        let deadline = try #require(rows.deadline)
        #expect(rows.tick(at: deadline.adding(milliseconds: -1)).isEmpty)
        let rest = "< 000010  74 1B" + String(repeating: " ", count: 45) + "|t.|\n"
        #expect(rows.tick(at: deadline) == rest)
        #expect(rows.deadline == nil)
    }

    @Test("what goes the other way ends a row, and each way counts its own bytes")
    func directions() {
        var rows = ByteRows(.hex, stamp: .time)
        _ = rows.take([1], .received, at: start)
        #expect(rows.take([2], .sent, at: start).hasPrefix("00:00:00.000 < 000000  01 "))
        #expect(rows.take([3], .received, at: start).hasPrefix("00:00:00.000 > 000000  02 "))
        #expect(rows.finish().hasPrefix("00:00:00.000 < 000001  03 "))
    }

    @Test("rows of text begin with the time; a pause or the other way ends one")
    func stampedText() {
        var rows = ByteRows(.text, stamp: .time)
        #expect(rows.take(utf8("ab"), .received, at: start) == "00:00:00.000 < ab")
        #expect(rows.take(utf8("c\r\nd"), .received, at: start.adding(milliseconds: 900)) == "c\n00:00:00.900 < d")
        #expect(rows.take(utf8("e"), .received, at: start.adding(milliseconds: 1900)) == "\n00:00:01.900 < e")
        #expect(rows.take(utf8("f"), .sent, at: start.adding(milliseconds: 1901)) == "\n00:00:01.901 > f")
        #expect(rows.finish() == "\n")
        #expect(rows.finish().isEmpty)
    }

    @Test("without the time, text runs on as it comes")
    func plainText() {
        var rows = ByteRows(.text, stamp: .none)
        #expect(rows.take(utf8("log"), .received, at: start) == "log")
        #expect(rows.take(utf8("in: "), .received, at: start.adding(milliseconds: 5000)) == "in: ")
        #expect(rows.take(utf8("x"), .sent, at: start.adding(milliseconds: 9000)) == "x")
    }

    @Test("typed bytes are pairs of digits, with spaces, commas or 0x if people like")
    func typedBytes() {
        #expect(TypedHex.bytes("02 00 5F") == [2, 0, 0x5F])
        #expect(TypedHex.bytes("02005f") == [2, 0, 0x5F])
        #expect(TypedHex.bytes("0x02,0x00, 5F") == [2, 0, 0x5F])
        for wrong in ["", " ", "2", "02 0", "0x", "zz", "02 00 zz", "\u{FF11}\u{FF11}"] {
            #expect(TypedHex.bytes(wrong) == nil, "\(wrong)")
        }
    }
}
