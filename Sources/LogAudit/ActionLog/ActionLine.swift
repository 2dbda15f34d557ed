import BenchSupport
import Crypto
import Foundation

/// One line of the action log: a JSON object whose last member is the hash of all bytes before it.
///
/// `{"n":2,"at":"2026-11-30T02:00:00Z","action":"flash-write",…,"prev":"<hash of line 1>","hash":"<64 hex digits>"}`. The hash
/// is SHA-256 over the line's bytes up to the comma before `"hash"`; those hold the hash of the line before, so that each
/// line vouches for all that come before it. Nothing has to be parsed or written again to check it.
struct ActionLine: Equatable {
    /// Number of the line, from 1.
    let number: Int
    /// Hash of the line before; 64 zeros for the first.
    let previous: String
    /// Its own hash, as it says it.
    let hash: String
    /// What its hash must be.
    let rightHash: String
    /// Bytes before it that a power cut left and that belong to no line; 0 for none.
    let tornBytes: Int

    /// Numbers that lines can have.
    static let numbers = 1...(1 << 31)
    static let firstPrevious = String(repeating: "0", count: 64)
    private static let tail = Array(",\"hash\":\"".utf8)

    /// Writes a line, without its end.
    static func make(_ body: [UInt8]) -> (bytes: [UInt8], hash: String) {
        let hash = hex(SHA256.hash(data: body))
        return (body + tail + Array(hash.utf8) + Array("\"}".utf8), hash)
    }

    /// Reads a line, without its end; nil when it is none.
    init?(_ bytes: ArraySlice<UInt8>) {
        // The tail, 64 digits, a quote and a brace.
        let end = bytes.count - 66 - ActionLine.tail.count
        guard end > 0 else { return nil }
        let body = bytes.prefix(end)
        let rest = bytes.dropFirst(end)
        guard rest.starts(with: ActionLine.tail), rest.suffix(2).elementsEqual("\"}".utf8) else { return nil }
        hash = String(decoding: rest.dropFirst(ActionLine.tail.count).prefix(64), as: UTF8.self)
        struct Members: Decodable {
            let n: Int
            let prev: String
            let torn: Int?
        }
        guard let members = try? JSONDecoder().decode(Members.self, from: Data(body + [0x7D])) else { return nil }
        guard ActionLine.numbers.contains(members.n) else { return nil }
        number = members.n
        previous = members.prev
        tornBytes = members.torn ?? 0
        rightHash = ActionLine.hex(SHA256.hash(data: Array(body)))
    }

    static func hex(_ bytes: some Sequence<UInt8>) -> String {
        var text = ""
        for byte in bytes {
            let digits = String(byte, radix: 16)
            text += digits.utf8.count == 1 ? "0" + digits : digits
        }
        return text
    }
}

extension BenchAction {
    /// The line's bytes up to its hash.
    func body(number: Int, at time: String, previous: String, tornBytes: Int) -> [UInt8] {
        var members: [(String, String)] = [
            ("at", time), ("action", kind.rawValue), ("subject", subject), ("outcome", outcome.rawValue), ("who", who),
        ]
        members += details.map { ("detail." + $0.name, $0.value) }
        var text = "{\"n\":\(number)"
        for (name, value) in members {
            text += "," + BenchAction.quoted(name) + ":" + BenchAction.quoted(BenchAction.masked(value))
        }
        if tornBytes > 0 { text += ",\"torn\":\(tornBytes)" }
        text += ",\"prev\":\"\(previous)\""
        return Array(text.utf8)
    }

    /// Card numbers have no place in a log, wherever they come from.
    static func masked(_ text: String) -> String {
        var shown: [Character] = []
        var run: [Character] = []
        func flush() {
            shown += run.count < 13 ? run : run.indices.map { $0 < 6 || $0 >= run.count - 4 ? run[$0] : "*" }
            run = []
        }
        for character in text {
            if character.isASCII, character.isNumber {
                run.append(character)
            } else {
                flush()
                shown.append(character)
            }
        }
        flush()
        return String(shown)
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let hex = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
