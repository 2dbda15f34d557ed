import ArgumentParser
import Foundation
import ISO8583
import MessageTool

/// How messages are read that are given on the command line.
struct MessageArguments: ParsableArguments {
    /// What stands before a message.
    enum Header: String, ExpressibleByArgument, CaseIterable {
        case none, tpdu
        case both = "tpdu+unionpay"

        var transport: TransportHeader {
            switch self {
            case .none: .none
            case .tpdu: .tpdu
            case .both: .tpduAndUnionPay
            }
        }
    }

    @Option(help: "Dialect of the messages: \(MessageArguments.dialects).") var dialect = "unionpay"
    @Option(
        help: """
            What stands before a message: none, tpdu, tpdu+unionpay. Without this, the dialect's own header is taken off where \
            the bytes begin with one. A length of two bytes is taken off where it is right.
            """)
    var header: Header?

    /// A message with what stood before it.
    struct Input {
        let message: Message
        let dialect: Dialect
        let tpdu: TPDU?
    }

    static let dialects = Dialect.builtIn.map(\.id).joined(separator: ", ")

    /// The dialect with this short name.
    static func dialect(_ id: String) throws -> Dialect {
        guard let dialect = Dialect.builtIn(id) else {
            throw MessageToolError("no dialect \"\(id)\"", next: "name one of: \(dialects)")
        }
        return dialect
    }

    /// Reads a message: hexadecimal digits, a file with them or with the bytes, or `-` for standard input.
    func read(_ argument: String, dialect id: String? = nil) throws -> Input {
        let dialect = try MessageArguments.dialect(id ?? self.dialect)
        let frame = try MessageArguments.bytes(argument)
        let (tpdu, body) = strip(frame, dialect)
        do {
            return Input(message: try dialect.decode(body), dialect: dialect, tpdu: tpdu)
        } catch {
            throw MessageToolError(
                "the message cannot be read as \(dialect.id)", why: error.description,
                next: "name another dialect with --dialect, or what stands before the message with --header")
        }
    }

    private func strip(_ frame: [UInt8], _ dialect: Dialect) -> (TPDU?, [UInt8]) {
        var bytes = frame[...]
        if bytes.count > 2, Int(bytes[0]) << 8 | Int(bytes[1]) == bytes.count - 2 { bytes = bytes.dropFirst(2) }
        let transport = header?.transport ?? (bytes.first == 0x60 ? dialect.header : .none)
        guard transport != .none, bytes.count > transport.byteCount else { return (nil, [UInt8](bytes)) }
        return (try? TPDU(bytes.prefix(TPDU.byteCount)), [UInt8](bytes.dropFirst(transport.byteCount)))
    }

    /// The longest input that is read, in bytes: no message comes near it.
    private static let mostBytes = 1_000_000

    /// Text or bytes of an argument, a file, or standard input.
    static func content(_ argument: String) throws -> Data {
        let isInput = argument == "-"
        guard isInput || FileManager.default.fileExists(atPath: argument) else { return Data(argument.utf8) }
        guard let file = isInput ? FileHandle.standardInput : FileHandle(forReadingAtPath: argument) else {
            throw MessageToolError("cannot read \(argument)", why: "permission is missing", next: "name another file")
        }
        var content = Data()
        do {
            while content.count <= mostBytes, let part = try file.read(upToCount: mostBytes), !part.isEmpty {
                content += part
            }
        } catch {
            throw MessageToolError(
                "cannot read \(argument)", why: error.localizedDescription, next: "name another file")
        }
        guard content.count <= mostBytes else {
            throw MessageToolError("\(argument) is too long", why: "a message has at most \(mostBytes) bytes here")
        }
        return content
    }

    private static func bytes(_ argument: String) throws -> [UInt8] {
        let content = [UInt8](try content(argument))
        guard !content.isEmpty else { throw MessageToolError("no message in the input", why: "it is empty") }
        if let bytes = Hexadecimal.bytes(String(decoding: content, as: UTF8.self)) { return bytes }
        let isFile = argument == "-" || FileManager.default.fileExists(atPath: argument)
        guard isFile else {
            throw MessageToolError(
                "no message in the input", why: "it is neither a file nor an even number of hexadecimal digits",
                next: "give hexadecimal digits, a file, or - for standard input")
        }
        return content
    }
}

/// Language of texts.
enum TextLanguage: String, ExpressibleByArgument, CaseIterable {
    case en, zh

    var language: Language { self == .en ? .english : .chinese }
}

/// How bytes are printed.
enum ByteFormat: String, ExpressibleByArgument, CaseIterable {
    case hex, raw, base64

    func write(_ bytes: [UInt8]) {
        switch self {
        case .hex: Talk.say(Hexadecimal.upper(bytes))
        case .base64: Talk.say(Data(bytes).base64EncodedString())
        case .raw: FileHandle.standardOutput.write(Data(bytes))
        }
    }
}

extension LocalMoment {
    /// The moment that `--at` names, or the clock's.
    static func at(_ text: String?) throws -> LocalMoment {
        if let text {
            guard let moment = LocalMoment(text) else {
                throw MessageToolError("--at \(text) is no date and time", next: "write it as 2026-11-23T09:30:00")
            }
            return moment
        }
        let parts = Calendar(identifier: .gregorian).dateComponents(
            [.year, .month, .day, .hour, .minute, .second], from: Date())
        guard
            let moment = LocalMoment(
                year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0, hour: parts.hour ?? 0,
                minute: parts.minute ?? 0, second: min(parts.second ?? 0, 59))
        else { throw MessageToolError("the clock's date cannot be used", next: "name a date with --at") }
        return moment
    }
}
