import BenchSupport
import Foundation

/// Output: results on standard output, talk on standard error.
enum Talk {
    /// A line of talk. Where it cannot be written there is nobody to tell.
    static func error(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8)) }

    /// A line of the result.
    static func say(_ text: String) { write((text + "\n").utf8) }

    /// A value as JSON, keys in a steady order.
    ///
    /// - Parameter isLine: Everything on one line.
    static func json(_ value: some Encodable, isLine: Bool = false) throws {
        write(try text(of: value, isLine: isLine).utf8)
    }

    /// The same, as a text.
    static func text(of value: some Encodable, isLine: Bool = false) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if !isLine { encoder.outputFormatting.insert(.prettyPrinted) }
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }

    /// Bytes of the result as they are. A disk that is full ends the program with a reason: half a result is none.
    static func write(_ bytes: some Sequence<UInt8>) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(bytes))
        } catch {
            Talk.error(
                """
                error: standard output cannot be written
                  why:  \(FileReason.of(error))
                  next: write to another place, or make room there
                """)
            exit(2)
        }
    }
}
