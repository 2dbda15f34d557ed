import Foundation
import ISO8583
import MessageTool
import Testing
import TestSupport

@Suite("Messages from files and texts")
struct InputTests {
    private let guesser = Guesser()
    private var reader: InputReader { InputReader { guesser.isMessage($0) } }
    private let frame = Sample.all.first { $0.name == "bench-0320-bcd" }?.framed(.tpdu, .binary) ?? []
    private let second = Sample.all.first { $0.name == "log_on request" }?.framed(.tpdu, .binary) ?? []

    private func read(_ text: String, as kind: InputKind? = nil) throws -> InputContents {
        try reader.read([UInt8](text.utf8), as: kind)
    }

    /// The input holds these messages in this form.
    private func expect(
        _ text: String, _ kind: InputKind, _ messages: [[UInt8]], lines: [Int]? = nil,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let contents = try read(text)
        #expect(contents.kind == kind, sourceLocation: location)
        #expect(contents.candidates.map(\.bytes) == messages, sourceLocation: location)
        if let lines { #expect(contents.candidates.map(\.line) == lines, sourceLocation: location) }
        for candidate in contents.candidates where !candidate.digits.isEmpty {
            let input = [UInt8](text.utf8)
            let digits = candidate.digits.map { input[Int($0)] }
            #expect(String(decoding: digits, as: UTF8.self).uppercased() == hex(candidate.bytes))
        }
    }

    @Test("hexadecimal digits in any dress are one message")
    func hexForms() throws {
        let pairs = frame.map { String(format: "%02x", $0) }
        let digits = pairs.joined()
        var texts = [" ", ":", "\n"].map { pairs.joined(separator: $0) }
        texts += [digits, digits.uppercased(), "0x" + digits, "  " + digits + "\r\n"]
        texts.append(pairs.map { "0x" + $0 }.joined(separator: ", "))
        texts.append(pairs.map { "\\x" + $0 }.joined())
        for text in texts { try expect(text, .hex, [frame]) }
        // Broken to fit a line.
        let broken = stride(from: 0, to: digits.count, by: 40).map { start in
            String(digits.dropFirst(start).prefix(40))
        }
        try expect(broken.joined(separator: "\n"), .hex, [frame], lines: [1])
    }

    @Test("several messages, one on each line, or with blank lines between them")
    func severalLines() throws {
        let text = hex(frame) + "\n" + hex(second) + "\n" + hex(second) + "\n"
        try expect(text, .hex, [frame, second, second], lines: [1, 2, 3])
        try expect(hex(frame) + "\n\n" + hex(second), .hex, [frame, second], lines: [1, 3])
        try expect(hex(second) + "\n" + hex(second), .hex, [second, second], lines: [1, 2])
    }

    @Test("half a byte at the end is left out, and said")
    func halfByte() throws {
        let candidate = try #require(try read(hex(frame) + "6").candidates.first)
        #expect(candidate.hasHalfByte && candidate.bytes == frame)
    }

    @Test("dumps of xxd, hexdump, od and tshark's shape are read, whatever their characters look like")
    func dumps() throws {
        // Characters beside the bytes that look like bytes themselves.
        let tricky: [UInt8] = Array(frame.prefix(30)) + Array("AB CD 12 34 EF 00".utf8) + frame.dropFirst(30)
        for bytes in [frame, second, tricky, Array(frame.prefix(64)), Array(frame.prefix(24))] {
            for arguments in [
                ["xxd"], ["xxd", "-g1"], ["xxd", "-u", "-c", "8"], ["hexdump", "-C"], ["od", "-An", "-tx1"],
                ["od", "-tx1"], ["od", "-Ax", "-tx1z"], ["od", "-Ad", "-tx1"],
            ] {
                let text = try piped(arguments, bytes)
                let contents = try read(text)
                #expect(contents.candidates.map(\.bytes) == [bytes], "\(arguments)\n\(text)")
            }
            try expect(wireshark(bytes), .hexdump, [bytes])
        }
    }

    @Test("rows that a dump leaves out as repeated are filled in, but never without bound")
    func repeatedRows() throws {
        let bytes = frame + [UInt8](repeating: 0x20, count: 100) + [1, 2, 3]
        for arguments in [["hexdump", "-C"], ["od", "-tx1"]] {
            #expect(try read(try piped(arguments, bytes)).candidates.map(\.bytes) == [bytes])
        }
        let endless = "00000000  20 20 20 20 20 20 20 20  20 20 20 20 20 20 20 20\n*\nfffffff0  20\n"
        for candidate in try read(endless).candidates { #expect(candidate.bytes.count <= 65_536) }
    }

    @Test("a text that begins a dump on every line is read in one pass")
    func manyDumps() throws {
        // A reader that tries every offset for each of these lines would not come to an end.
        let text = String(repeating: "00000000  20 20\n*\n", count: 3000)
        let contents = try read(text)
        #expect(contents.kind == .hexdump && contents.candidates.count == 3000)
    }

    @Test("base64 is read in one line, broken, and one message on each line")
    func base64() throws {
        let text = Data(frame).base64EncodedString()
        try expect(text, .base64, [frame])
        try expect(Data(frame).base64EncodedString(options: .lineLength64Characters), .base64, [frame])
        try expect(text + "\n" + Data(second).base64EncodedString() + "\n", .base64, [frame, second], lines: [1, 2])
    }

    @Test("raw bytes are one message, or the frames of a stream")
    func binary() throws {
        let one = try reader.read(frame)
        #expect(one.kind == .binary && one.candidates.map(\.bytes) == [frame])
        let stream = try reader.read(frame + second + frame)
        #expect(stream.candidates.map(\.bytes) == [frame, second, frame])
        #expect(stream.candidates.map(\.offset) == [0, frame.count, frame.count + second.count])
        // A message of nothing but digits in ASCII is, as a text, the same message packed.
        for sample in Sample.all where !sample.bytes.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }) {
            let contents = try reader.read(sample.bytes)
            #expect(contents.kind == .binary && contents.candidates.map(\.bytes) == [sample.bytes], "\(sample)")
        }
    }

    @Test("a log gives its runs and dumps with their lines, and no numbers, times or identifiers")
    func logs() throws {
        let spaced = frame.map { String(format: "%02X", $0) }.joined(separator: " ")
        let log = """
            2026-11-24 09:00:00.123 INFO start 550e8400-e29b-41d4-a716-446655440000 at 10.0.0.1:8583
            2026-11-24 09:00:01 DEBUG send(66) \(hex(frame)) ok
            09:00:02 <- 57 \(spaced)
            2026-11-24 09:00:03 two: \(hex(second)),\(hex(frame).lowercased())
            09:00:04 dump follows
            09:00:04 \(wireshark(frame).split(separator: "\n").joined(separator: "\n09:00:04 "))
            [09:00:05] RRN 123456789012 done
            """
        try expect(log, .log, [frame, frame, second, frame, frame], lines: [2, 3, 4, 4, 6])
        // Only digits with a time before them.
        try expect("10:15:30 " + hex(frame), .log, [frame], lines: [1])
    }

    @Test("the form can be said, and what is not of it is refused")
    func forced() throws {
        #expect(try read(hex(frame), as: .log).kind == .log)
        for kind in [InputKind.hexdump, .capture] {
            #expect(throws: MessageToolError.self) { try read(hex(frame), as: kind) }
        }
        #expect(throws: MessageToolError.self) { try read("no digits here", as: .hex) }
        #expect(throws: MessageToolError.self) { try read("no digits here") }
        #expect(throws: MessageToolError.self) { try read(" \n\n") }
        #expect(throws: MessageToolError.self) { try reader.read([0xA1, 0xB2, 0xC3, 0xD4, 0, 0]) }
        #expect(throws: MessageToolError.self) { try reader.read([UInt8](repeating: 0x30, count: (64 << 20) + 1)) }
    }

    @Test("any bytes are contents or an error, and candidates describe themselves without their bytes")
    func hostile() throws {
        var random = Random(state: 77)
        let seeds = [
            hex(frame), wireshark(frame), Data(frame).base64EncodedString(), "x 10:00 " + hex(frame) + " y",
            "00000000  20 20\n*\n00000010", "0x0x0x", "\\x", String(repeating: "0000 ", count: 40),
        ].map { [UInt8]($0.utf8) }
        for round in 0..<1500 {
            var input = seeds[round % seeds.count]
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<input.count, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0: input[place] = UInt8.random(in: 0...255, using: &random)
                case 1: input.insert([0x20, 0x0A, 0x2A, 0x30, 0x3A][place % 5], at: place)
                default: input = Array(input.prefix(place + 1))
                }
            }
            for kind in [nil] + InputKind.allCases.map({ Optional($0) }) {
                do {
                    for candidate in try reader.read(input, as: kind).candidates {
                        #expect(candidate.digits.isEmpty || candidate.digits.count == candidate.bytes.count * 2)
                        if candidate.bytes.count > 8 { #expect(!"\(candidate)".contains(hex(candidate.bytes))) }
                    }
                } catch { #expect(!error.what.isEmpty) }
            }
        }
    }

    private func wireshark(_ bytes: [UInt8]) -> String {
        stride(from: 0, to: bytes.count, by: 16).map { start in
            let row = bytes.dropFirst(start).prefix(16)
            let digits = row.map { String(format: "%02x", $0) }.joined(separator: " ")
            let text = row.map { (0x21..<0x7F).contains($0) ? String(UnicodeScalar($0)) : "." }.joined()
            return String(format: "%04x", start) + "   " + digits.padding(toLength: 50, withPad: " ", startingAt: 0)
                + text
        }.joined(separator: "\n")
    }

    /// Output of a program of the system.
    private func piped(_ arguments: [String], _ bytes: [UInt8]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(bytes))
        try input.fileHandleForWriting.close()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
