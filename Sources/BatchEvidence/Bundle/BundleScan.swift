import ISO8583
import Settlement

/// Looks for what must not leave the house: account numbers, tracks, keys.
///
/// Account numbers are found as text, also in groups of four: 13 to 19 digits that begin as cards do (2 to 6) and have the
/// right check digit. In hexadecimal digits of a message other fields touch them: within a longer run they are found after
/// their length in two digits, as field 2 writes it. Tracks: such a number and a separator. Keys: 32 or 48 hexadecimal digits,
/// the sizes of DES keys; the hashes of a bundle are longer.
public struct BundleScan: Equatable, Sendable {
    /// Something that was found. What it is, is not shown.
    public struct Finding: Equatable, Sendable, CustomStringConvertible {
        /// Name of the file.
        public let file: String
        /// Its line, from 1.
        public let line: Int
        /// What it looks like.
        public let kind: String

        /// `evidence.json:12: an account number`.
        public var description: String { "\(file):\(line): \(kind)" }
    }

    /// Numbers that are known to be something else, such as the merchant's.
    private let known: Set<String>

    /// A scan.
    ///
    /// - Parameter known: Numbers that are known to be something else.
    public init(known: Set<String> = []) { self.known = known }

    /// What a file holds that it must not.
    public func findings(in text: String, file: String) -> [Finding] {
        var findings: [Finding] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            for kind in kinds(Array(line.utf8)) { findings.append(Finding(file: file, line: index + 1, kind: kind)) }
        }
        return findings
    }

    /// What a packed journal holds that it must not: the content of its entries is looked at, too.
    public func findings(in bundle: CaseBundle, file: String) -> [Finding] {
        (bundle.terminal?.entries ?? []).flatMap { entry -> [Finding] in
            let bytes = [UInt8](entry.content)
            let place = "\(file), journal record \(entry.number)"
            guard let read = try? JournalEntry(kind: entry.kind, payload: bytes), (try? read.payload) == bytes else {
                return [Finding(file: place, line: 1, kind: "bytes that are no journal entry")]
            }
            var found = kinds(bytes).map { Finding(file: place, line: 1, kind: $0) }
            if !read.isRedacted { found.append(Finding(file: place, line: 1, kind: "a sealed account number")) }
            return found
        }
    }

    private func kinds(_ bytes: [UInt8]) -> [String] {
        var kinds: [String] = []
        var start = 0
        while start < bytes.count {
            guard BundleScan.isHexDigit(bytes[start]) else {
                start += 1
                continue
            }
            var end = start
            while end < bytes.count, BundleScan.isHexDigit(bytes[end]) { end += 1 }
            let isWord =
                start > 0 && BundleScan.isLetter(bytes[start - 1])
                || end < bytes.count && BundleScan.isLetter(bytes[end])
            if !isWord, end - start == 32 || end - start == 48 { kinds.append("a key") }
            start = end
        }
        return kinds + numbers(bytes)
    }

    /// Runs of digits; one space or hyphen between two groups of four belongs to the run.
    private func numbers(_ bytes: [UInt8]) -> [String] {
        var kinds: [String] = []
        var index = 0
        while index < bytes.count {
            guard BundleScan.isDigit(bytes[index]) else {
                index += 1
                continue
            }
            var run: [UInt8] = []
            var group = 0
            while index < bytes.count {
                if BundleScan.isDigit(bytes[index]) {
                    run.append(bytes[index])
                    group += 1
                } else if group == 4, bytes[index] == 0x20 || bytes[index] == 0x2D, index + 4 < bytes.count,
                    bytes[index + 1...index + 4].allSatisfy(BundleScan.isDigit)
                {
                    group = 0
                } else {
                    break
                }
                index += 1
            }
            guard isAccountNumber(run) || holdsAccountNumber(run) else { continue }
            let isTrack = index < bytes.count && [0x3D, 0x44, 0x5E].contains(bytes[index])
            kinds.append(isTrack ? "a track" : "an account number")
        }
        return kinds
    }

    /// True when a number follows its own length.
    private func holdsAccountNumber(_ run: [UInt8]) -> Bool {
        (0..<max(0, run.count - 14)).contains { start in
            let begin = start + 2
            let count = Int(run[start] - 0x30) * 10 + Int(run[start + 1] - 0x30)
            return begin + count <= run.count && isAccountNumber(Array(run[begin..<begin + count]))
        }
    }

    private func isAccountNumber(_ digits: [UInt8]) -> Bool {
        guard (13...19).contains(digits.count), (0x32...0x36).contains(digits[0]),
            !known.contains(String(decoding: digits, as: UTF8.self)), let number = PAN(bytes: digits)
        else { return false }
        return number.passesLuhn
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isHexDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }
    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2B || byte == 0x2F
    }
}
