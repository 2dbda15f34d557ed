import ISO8583
import MessageTool
import Testing
import TestSupport

@Suite("Numbers in logs")
struct TextNumberTests {
    private let guesser = Guesser()

    /// The masked copy of these lines below a message, without the message.
    private func masked(_ lines: String...) throws -> [String] {
        let sample = try #require(Sample.named("bench-0200-bcd"))
        let text = [UInt8](([hex(sample.bytes) + " sent"] + lines).joined(separator: "\n").utf8)
        let contents = try InputReader { guesser.isMessage($0) }.read(text)
        let copy = Redactor(guesser).mask(text, contents)
        #expect(copy.output.count == text.count)
        return copy.output.split(separator: 0x0A).dropFirst().map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("letters beside an account number do not hide it, also those that are hexadecimal digits")
    func letters() throws {
        #expect(
            try masked(
                "CARD4012888888881881", "4012888888881881EXP1230", "a4012888888881881b ok", "4012888888881881d30?")
                == [
                    "CARD4012880909091881", "4012880909091881EXP1230", "a4012880909091881b ok", "4012880909091881d00?",
                ])
    }

    @Test("digits beside an account number make it another number, and numbers without a right check digit stay")
    func others() throws {
        let lines = ["n 401288888888188101", "4012888888881882", "RRN 632809000042, 2026-11-24 09:00:01.123"]
        #expect(try masked(lines[0], lines[1], lines[2]) == lines)
    }

    @Test("an account number in groups of digits is masked, with blanks or dashes between them")
    func groups() throws {
        #expect(
            try masked(
                "card 4012 8888 8888 1881 ok", "card 4012-8888-8888-1881", "amex 3782 822463 10005",
                "cup 6212 3456 7890 1232, next", "no 4012. 8888. 8888. 1881")
                == [
                    "card 4012 8809 0909 1881 ok", "card 4012-8809-0909-1881", "amex 3782 820909 00005",
                    "cup 6212 3409 0909 1232, next", "no 4012. 8888. 8888. 1881",
                ])
    }

    @Test("a number in one row of bytes becomes zeros as well")
    func oneRow() throws {
        #expect(try masked("12:00:01 DATA 41 11 11 11 11 11 11 11") == ["12:00:01 DATA 00 00 00 00 00 00 00 00"])
    }

    @Test("a message in rows that are too short to be read becomes zeros when an account number goes through them")
    func wrapped() throws {
        #expect(
            try masked(
                "12:00:01 DATA 41 11 11 11", "12:00:01 DATA 11 11 11 11", "12:00:01 DATA 30", "12:00:02 done")
                == ["12:00:01 DATA 00 00 00 00", "12:00:01 DATA 00 00 00 00", "12:00:01 DATA 00", "12:00:02 done"])
        #expect(
            try masked(
                "00000008: 3441 3131 3131 3131  4A111111", "00000010: 3431 3131 3131 3131  41111111",
                "00000018: 3131 3131 3131 3131  11111111", "00000020: 4430                 D0")
                == [
                    "00000008: 0000 0000 0000 0000  ........", "00000010: 0000 0000 0000 0000  ........",
                    "00000018: 0000 0000 0000 0000  ........", "00000020: 0000                 ..",
                ])
        #expect(
            try masked("0008 4111 1111", "000c 1111 1111") == ["0000 0000 0000", "0000 0000 0000"])
        // F4 is an EBCDIC digit.
        #expect(
            try masked("x F4 F1 F1 F1 F1 F1 F1 F1", "x F1 F1 F1 F1 F1 F1 F1 F1")
                == ["x 00 00 00 00 00 00 00 00", "x 00 00 00 00 00 00 00 00"])
    }

    @Test("rows of bytes without an account number stay, and so do times")
    func otherRows() throws {
        let lines = ["12:00:01 DATA 9F 26 08 A1", "12:00:01 DATA 00 00 00 00", "MAC 00:1B:44:11:3A:B7"]
        #expect(try masked(lines[0], lines[1], lines[2]) == lines)
    }

    @Test("of many cards of one issuer each is found wherever it stands once more")
    func manyCards() throws {
        var lines: [String] = []
        var numbers: [String] = []
        for number in UInt64(411_111_000_000_000)..<411_111_000_000_400 {
            let pan = try #require((0...9).compactMap { PAN("\(number)\($0)") }.first { $0.passesLuhn }).exposed
            let message = Samples.message(
                0x0200, [2: pan, 3: "000000", 4: "000000001250", 11: "000001", 41: "TERM0001"])
            lines.append("send \(hex(try Dialect.iso87ASCII.encode(message))) ok")
            // At half a byte no other rule finds it.
            lines.append("x0\(pan)0x")
            numbers.append(pan)
        }
        let text = [UInt8](lines.joined(separator: "\n").utf8)
        let copy = Redactor(guesser).mask(text, try InputReader { guesser.isMessage($0) }.read(text))
        let output = String(decoding: copy.output, as: UTF8.self)
        for number in numbers {
            #expect(!output.contains(number) && !output.contains(hex([UInt8](number.utf8))))
        }
    }
}
