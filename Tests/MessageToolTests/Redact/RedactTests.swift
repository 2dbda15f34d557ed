import Foundation
import ISO8583
import MessageTool
import Testing
import TestSupport

@Suite("Masked copies")
struct RedactTests {
    private let guesser = Guesser()

    private func masked(_ input: [UInt8], as kind: InputKind? = nil, dialect: Dialect? = nil) throws -> MaskedCopy {
        let reader = InputReader { guesser.isMessage($0) }
        return Redactor(guesser, dialect: dialect).mask(input, try reader.read(input, as: kind))
    }

    private func masked(_ text: String) throws -> String {
        String(decoding: try masked([UInt8](text.utf8)).output, as: UTF8.self)
    }

    @Test(
        "a masked message has no secret in any coding, and is read with the same fields and lengths",
        arguments: Sample.all)
    func messages(_ sample: Sample) throws {
        let secrets = try Secrets(sample)
        for (header, length) in [(TransportHeader.none, FrameLengthBytes.none), (.tpduAndUnionPay, .binary)] {
            let frame = sample.framed(header, length)
            let copy = try masked(frame, as: .binary, dialect: sample.dialect)
            #expect(copy.output.count == frame.count && copy.messages == [copy.output] && copy.unreadCount == 0)
            #expect(secrets.leaks(in: copy.output).isEmpty)
            let start = frame.count - sample.bytes.count
            let (before, after) = (
                try sample.dialect.decode(sample.bytes), try sample.dialect.decode(Array(copy.output[start...]))
            )
            #expect(before.fields == after.fields && before.mti == after.mti)
            for field in before.fields {
                let (one, other) = (before[bytes: field] ?? [], after[bytes: field] ?? [])
                #expect(one.count == other.count)
                if sample.dialect.secrets(of: field, in: before).isEmpty { #expect(one == other, "field \(field)") }
            }
            if let one = before[text: 2], let other = after[text: 2] {
                #expect(one.prefix(6) == other.prefix(6) && one.suffix(4) == other.suffix(4))
            }
            if let mac = after[bytes: 64] { #expect(mac.allSatisfy { $0 == 0 }) }
        }
    }

    @Test("a copy of a copy is the same", arguments: Sample.all)
    func twice(_ sample: Sample) throws {
        let once = try masked(sample.bytes, as: .binary, dialect: sample.dialect).output
        #expect(try masked(once, as: .binary, dialect: sample.dialect).output == once)
    }

    @Test(
        "in every form of text the messages are masked where they stand, and nothing else changes",
        arguments: Sample.all)
    func forms(_ sample: Sample) throws {
        let secrets = try Secrets(sample)
        let frame = sample.framed(.tpdu, .binary)
        let pairs = frame.map { String(format: "%02x", $0) }
        let rows = stride(from: 0, to: frame.count, by: 16).map { start in
            String(format: "%04x  ", start) + pairs.dropFirst(start).prefix(16).joined(separator: " ")
                + "   "
                + frame.dropFirst(start).prefix(16).map { (0x21..<0x7F).contains($0) ? String(UnicodeScalar($0)) : "." }
                .joined()
        }
        for text in [
            pairs.joined(), pairs.joined(separator: " ") + "\n", rows.joined(separator: "\n"),
            "09:00:01 send \(pairs.joined()) ok\nnothing here\n", Data(frame).base64EncodedString(),
        ] {
            let copy = try masked(text)
            #expect(copy.utf8.count == text.utf8.count, "\(text)")
            #expect(secrets.leaks(in: copy).isEmpty)
            let changed = zip(text.utf8, copy.utf8).enumerated().filter { $0.element.0 != $0.element.1 }.map(\.offset)
            #expect(Set(changed).isSubset(of: try messagePlaces(text)))
        }
    }

    /// Where the messages of a text stand: their digits, and the characters that a dump shows beside them.
    private func messagePlaces(_ text: String) throws -> Set<Int> {
        let bytes = [UInt8](text.utf8)
        var places: Set<Int> = []
        for candidate in try InputReader(isMessage: { guesser.isMessage($0) }).read(bytes).candidates {
            places.formUnion((candidate.digits + candidate.base64).map { Int($0) })
            guard candidate.isDump else { continue }
            for place in candidate.digits.map({ Int($0) }) where bytes[place..<min(place + 4, bytes.count)].count == 4 {
                // Three blanks end the bytes of a row here.
                guard bytes[place + 1..<place + 4].allSatisfy({ $0 == 0x20 }) else { continue }
                places.formUnion(place + 4..<(bytes[place...].firstIndex(of: 0x0A) ?? bytes.count))
            }
        }
        return places
    }

    @Test("a log loses the secrets of its messages wherever they stand, and every number that looks like one of a card")
    func logs() throws {
        let sample = try #require(Sample.named("bench-0200-bcd"))
        let secrets = try Secrets(sample)
        let log = """
            09:00:00 card 4761739001010010 read, track 4761739001010010D2812201143804400001
            09:00:01 send \(hex(sample.framed(.tpdu, .binary)))
            09:00:01 PIN block 1a2b3c4d5e6f7081 = 1A 2B 3C 4D 5E 6F 70 81, again 0x1A2B3C4D5E6F7081
            09:00:02 as ASCII 34373631373339303031303130303130, as EBCDIC F4F7F6F1F7F3F9F0F0F1F0F1F0F0F1F0
            09:00:02 spaced 47 61 73 90 01 01 00 10 and shifted 0476173900101001 0
            09:00:03 other card 6212345678901232=30122010000012345678? RRN 632809000042 ok
            """
        let copy = try masked(log)
        #expect(secrets.leaks(in: copy).isEmpty)
        #expect(
            !copy.contains("6212345678901232") && copy.contains("621234") && copy.contains("1232=00000000000000000000?")
        )
        #expect(copy.contains("RRN 632809000042 ok") && copy.contains("09:00:00 card 476173"))
        #expect(copy.split(separator: "\n").count == 6)
    }

    @Test("bytes that no dialect reads become zeros, and that is said")
    func unread() throws {
        let text = "09:00 x 9F8E7D6C5B4A39281706F5E4D3C2B1A0 y"
        #expect(try masked(text) == "09:00 x 00000000000000000000000000000000 y")
        let sample = try #require(Sample.named("bench-0200-bcd"))
        let cut = Array(sample.bytes.dropLast(12))
        let guessed = try masked(cut, as: .binary)
        #expect(guessed.output.allSatisfy { $0 == 0 } && guessed.unreadCount == 1)
        #expect(guessed.notes.contains { $0.english.contains("--dialect") })
        // With a dialect that was named, the fields before the error stay.
        let named = try masked(cut, as: .binary, dialect: sample.dialect)
        #expect(named.output.prefix(10) == sample.bytes.prefix(10) && named.unreadCount == 1)
        #expect(try Secrets(sample).leaks(in: named.output).isEmpty)
    }

    @Test("rows that a dump tells only once are masked, whatever they stand for")
    func repeatedRows() throws {
        var message = Message(.financialRequest)
        message[text: 2] = "6212345678901232"
        message[bytes: 63] = [UInt8](repeating: 0x20, count: 100)
        message[bytes: 62] = [UInt8](repeating: 0xAB, count: 100)
        let bytes = try Dialect.unionPay.encode(message)
        let rows = stride(from: 0, to: bytes.count, by: 16).map { Array(bytes.dropFirst($0).prefix(16)) }
        var lines: [String] = []
        for (place, row) in rows.enumerated() {
            if place > 0, row == rows[place - 1] {
                if lines.last != "*" { lines.append("*") }
                continue
            }
            lines.append(
                String(format: "%08x  ", place * 16) + row.map { String(format: "%02x", $0) }.joined(separator: " "))
        }
        lines.append(String(format: "%08x", bytes.count))
        let text = lines.joined(separator: "\n")
        #expect(text.contains("*"))
        let copy = try masked(text)
        #expect(!copy.contains("ab ab") && copy.utf8.count == text.utf8.count)
    }

    @Test("changed texts are copied without a trap and with their length")
    func hostile() throws {
        var random = Random(state: 9)
        let reader = InputReader { guesser.isMessage($0) }
        for round in 0..<400 {
            let sample = Sample.all[round % Sample.all.count]
            var text = [UInt8]("x \(hex(sample.framed(.tpdu, .binary)))\n0000  4761739001010010 ab\n*\n".utf8)
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                let place = Int.random(in: 0..<text.count, using: &random)
                text[place] = UInt8.random(in: 0x0A...0x7E, using: &random)
            }
            do {
                let contents = try reader.read(text)
                let copy = Redactor(guesser).mask(text, contents)
                #expect(copy.output.count == text.count || contents.kind == .binary)
                // What is read again must have no secret of what was read before.
                for candidate in contents.candidates {
                    let result = guesser.guess(candidate.bytes)
                    guard result.verdict == .clear, let best = result.best else { continue }
                    let body = Array(candidate.bytes.dropFirst(best.framing.byteCount))
                    let secrets = Secrets(try best.dialect.decode(body), best.dialect)
                    #expect(secrets.leaks(in: String(decoding: copy.output, as: UTF8.self)).isEmpty, "\(sample)")
                }
            } catch let error as MessageToolError { #expect(!error.what.isEmpty) }
        }
    }
}
