import ArgumentParser
import Foundation
import ISO8583
import MessageTool

/// Where messages come from, for every verb that reads some.
struct MessageInput: ParsableArguments {
    @Argument(help: "File, hexadecimal digits, or - for standard input. Default: standard input, when it is piped.")
    var input: String?
    @Option(
        name: .customLong("input"),
        help: "Form of the input: hex, hexdump, base64, binary, log or capture. Default: found by the content.")
    var kind: InputKind?

    /// The input as it came, and what may be messages in it.
    func read(_ guesser: Guesser) throws -> (bytes: [UInt8], contents: InputContents) {
        let bytes = try load()
        return (bytes, try InputReader { guesser.isMessage($0) }.read(bytes, as: kind))
    }

    private func load() throws -> [UInt8] {
        guard let input, input != "-" else {
            guard input == "-" || isatty(FileHandle.standardInput.fileDescriptor) == 0 else {
                throw MessageToolError(
                    "there is no input", why: "none is named, and nothing is piped in",
                    next: "name a file, give hexadecimal digits, or pipe something in")
            }
            return try limited(FileHandle.standardInput, "standard input")
        }
        if FileManager.default.fileExists(atPath: input) {
            guard let file = FileHandle(forReadingAtPath: input) else {
                throw MessageToolError(
                    "\(input) cannot be read", why: "permission is missing", next: "name another file")
            }
            return try limited(file, input)
        }
        let digits = input.utf8.filter { Character(UnicodeScalar($0)).isHexDigit }
        guard digits.count >= 20, digits.count * 3 >= input.utf8.count else {
            throw MessageToolError(
                "there is no file \"\(input.prefix(80))\"", why: "and it is no message in hexadecimal digits either",
                next: "name a file, give hexadecimal digits, or pipe something in")
        }
        return [UInt8](input.utf8)
    }

    private func limited(_ file: FileHandle, _ name: String) throws -> [UInt8] {
        var data = Data()
        do {
            while data.count <= InputReader.mostBytes, let part = try file.read(upToCount: 1 << 20), !part.isEmpty {
                data += part
            }
        } catch {
            throw MessageToolError("\(name) cannot be read", why: error.localizedDescription, next: "name another file")
        }
        guard data.count <= InputReader.mostBytes else { throw InputReader.tooLarge }
        return [UInt8](data)
    }
}

/// How messages are read, for every verb that takes a dialect.
struct MessageReading: ParsableArguments {
    @Option(help: "Dialect. Default: guessed, see `tillbench msg guess`.") var dialect: String?
    @Option(help: "Transport header: none, tpdu or tpdu-unionpay. Default: found by the bytes.") var header: String?
    @Option(
        help: """
            Length header: none, binary, binary-inclusive, little, little-inclusive, bcd or ascii. Default: found by the \
            bytes.
            """)
    var length: FrameLength?
    @Option(help: "Language of names and meanings: en or zh.") var lang: LanguageOption = .en

    /// The named dialect; nil to guess.
    func namedDialect() throws -> Dialect? { try dialect.map { try DialectChoice.named($0) } }

    /// The named transport header; nil to find it.
    func namedHeader() throws -> TransportHeader? {
        guard let header else { return nil }
        guard let named = TransportHeader(id: header) else {
            throw MessageToolError(
                "\"\(header)\" is no transport header",
                next: "use one of "
                    + TransportHeader.allCases.map(\.id).joined(separator: ", "))
        }
        return named
    }

    var language: Language { lang == .en ? .english : .chinese }
}

/// A language as people type it.
enum LanguageOption: String, ExpressibleByArgument, CaseIterable {
    case en, zh
}

extension InputKind: ExpressibleByArgument {}
extension FrameLength: ExpressibleByArgument {}

/// JSON for one result or several: an object, or one line for each.
struct JSONLines {
    private let isSingle: Bool
    private let encoder = JSONEncoder()

    /// For so many results.
    init(count: Int) {
        isSingle = count == 1
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    }

    func say(_ value: some Encodable) throws {
        if isSingle { return try Talk.json(value) }
        Talk.say(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
