import BenchSupport
import Foundation
import Yams

/// Key blocks for a terminal as a file gives them.
///
/// ```yaml
/// serial: VP12345678                 # the terminal that they are for; may be left out
/// master: D0112K0TB00N0000...        # a key block alone,
/// pin: {block: D0112P0TE00N0000..., kcv: 08D7B4}   # or with the check value that its key must have
/// ```
public struct KeyFile: Equatable, Sendable {
    /// One key.
    public struct Key: Equatable, Sendable {
        /// Its name, for example `master`.
        public let name: String
        /// The key block.
        public let block: String
        /// The check value that it must have; nil when the file does not say.
        public let checkValue: [UInt8]?

        /// What the clear part of the block says of it: version, usage, algorithm and mode, one letter or two each.
        public var header: String {
            let characters = Array(block)
            guard characters.count >= 16 else { return "no key block" }
            return "version \(characters[0]), for \(String(characters[5...6])), \(String(characters[7...8]))"
        }
    }

    /// Serial number of the terminal that they are for; nil for any.
    public let serial: String?
    /// The keys, in the order of the file.
    public let keys: [Key]

    /// Reads a file.
    ///
    /// - Throws: `BenchError` with file, line and what is wrong there; without a character of a block.
    public init(path: String) throws(BenchError) {
        let text: String
        do { text = try String(contentsOfFile: path, encoding: .utf8) } catch {
            throw BenchError(
                .file, "cannot read the key blocks \(path)", why: FileReason.of(error, at: path),
                next: "name a YAML file; `tillbench keys load --help` shows its form")
        }
        try self.init(text, origin: path)
    }

    /// Reads key blocks from YAML text.
    public init(_ text: String, origin: String) throws(BenchError) {
        var serial: String?
        var keys: [Key] = []
        for (name, value) in try KeyFile.entries(text, origin) {
            guard let key = name.string, !key.isEmpty else { throw KeyFile.error(origin, name, "a name is expected") }
            if key == "serial" {
                guard let text = value.string else { throw KeyFile.error(origin, name, "serial is a serial number") }
                serial = text
                continue
            }
            keys.append(try KeyFile.key(key, value, origin))
        }
        guard !keys.isEmpty else { throw KeyFile.error(origin, nil, "it holds no key block") }
        (self.serial, self.keys) = (serial, keys)
    }

    private static func entries(_ text: String, _ origin: String) throws(BenchError) -> [(Node, Node)] {
        let root: Node?
        // What the parser says of a mistake may quote a block.
        do { root = try Yams.compose(yaml: text) } catch { throw KeyFile.error(origin, nil, "this is no YAML") }
        guard let mapping = root?.mapping else {
            throw KeyFile.error(origin, root, "names with key blocks are expected")
        }
        return mapping.map { ($0.key, $0.value) }
    }

    private static func key(_ name: String, _ value: Node, _ origin: String) throws(BenchError) -> Key {
        if let block = value.string {
            return Key(name: name, block: try checked(block, value, origin), checkValue: nil)
        }
        guard let mapping = value.mapping, let block = mapping["block"]?.string,
            mapping.keys.allSatisfy({ $0.string == "block" || $0.string == "kcv" })
        else { throw error(origin, value, "the key \(name) is a key block, or {block: ..., kcv: ...}") }
        _ = try checked(block, value, origin)
        guard let told = mapping["kcv"] else { return Key(name: name, block: block, checkValue: nil) }
        // 081234 may look like a number to YAML; the text is what was written.
        guard let digits = told.scalar?.string, digits.count % 2 == 0, (4...10).contains(digits.count),
            let number = UInt64(digits, radix: 16)
        else { throw error(origin, told, "the kcv of \(name) is 4 to 10 hexadecimal digits") }
        let count = digits.count / 2
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * (count - 1 - $0))) }
        return Key(name: name, block: block, checkValue: bytes)
    }

    /// A block says its version, A to D, and its length in four digits (ANSI X9.143). A key in clear does not, and must be
    /// neither shown nor sent.
    private static func checked(_ block: String, _ node: Node, _ origin: String) throws(BenchError) -> String {
        let bytes = Array(block.utf8)
        guard bytes.count >= 16, (0x41...0x44).contains(bytes[0]),
            bytes[1...4].allSatisfy({ (0x30...0x39).contains($0) }),
            Int(String(decoding: bytes[1...4], as: UTF8.self)) == bytes.count
        else {
            throw error(
                origin, node, "this is no key block: one begins with a letter A to D and its length in four digits")
        }
        return block
    }

    private static func error(_ origin: String, _ node: Node?, _ what: String) -> BenchError {
        BenchError(
            .file, "\(origin):\(node?.mark?.line ?? 1): \(what)", why: "nothing was sent to a terminal",
            next: "`tillbench keys load --help` shows the form of the file")
    }
}
