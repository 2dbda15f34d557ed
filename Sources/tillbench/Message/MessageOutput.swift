import Foundation
import MessageTool

/// Results on standard output. A disk that is full is an error with words: Foundation's own `write` ends the program.
enum MessageOutput {
    /// Writes bytes as they are.
    static func write(_ bytes: some Sequence<UInt8>) throws(MessageToolError) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(bytes))
        } catch {
            throw MessageToolError(
                "standard output cannot be written", why: error.localizedDescription,
                next: "write to another place, or make room there")
        }
    }

    /// Writes a line.
    static func say(_ text: String) throws(MessageToolError) { try write((text + "\n").utf8) }

    /// Writes a value as JSON, keys in a steady order.
    ///
    /// - Parameter isLine: Everything on one line.
    static func json(_ value: some Encodable, isLine: Bool = false) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if !isLine { encoder.outputFormatting.insert(.prettyPrinted) }
        try write(try encoder.encode(value) + [0x0A])
    }
}
