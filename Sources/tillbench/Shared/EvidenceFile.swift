import AcquirerHost
import BenchSupport
import Foundation
import VirtualTerminal

/// Files that a command looks at.
enum EvidenceFile {
    /// What a file holds.
    ///
    /// - Throws: `BenchError` when it cannot be read.
    static func bytes(_ path: String) throws -> [UInt8] {
        do { return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
            throw BenchError(
                .file, "\(path) cannot be read", why: FileReason.of(error, at: path), next: "name another file")
        }
    }

    /// A file of SQLite says so in its first bytes.
    static func isSQLite(_ content: [UInt8]) -> Bool { content.starts(with: Array("SQLite format 3".utf8)) }

    /// A host's ledger: its own file, which is only read, or the JSON of its report.
    ///
    /// - Parameters:
    ///   - otherwise: What it is when it is neither, as the end of the sentence "it is neither SQLite nor ...".
    ///   - hasMessages: Whether the messages are wanted, too: there may be many.
    /// - Returns: The report, and all messages that were answered, where they are wanted and it is the host's own file.
    /// - Throws: `BenchError` when it cannot be read, or is none.
    static func ledger(
        _ path: String, otherwise: String, hasMessages: Bool = false
    ) throws -> (report: LedgerReport, messages: [AnsweredMessage]?) {
        let content = try bytes(path)
        let next = "name another file with --ledger"
        if isSQLite(content) {
            do {
                let ledger = try SQLiteLedger(reading: path)
                return (try LedgerReport(ledger), hasMessages ? try ledger.messages() : nil)
            } catch { throw BenchError(.file, "\(path) is no ledger", why: "\(error)", next: next) }
        }
        do { return (try JSONDecoder().decode(LedgerReport.self, from: Data(content)), nil) } catch {
            throw BenchError(
                .file, "\(path) is no ledger", why: "it is neither SQLite nor \(otherwise)", next: next)
        }
    }

    /// The error of a ledger in which it is not clear which terminal is meant.
    static func unclearTerminal(_ path: String, _ report: LedgerReport) -> BenchError {
        let names = Set(report.batches.map(\.terminalID)).sorted()
        let shown = names.prefix(12).map { TextTable.shown($0) }.joined(separator: ", ")
        return BenchError(
            .file, "\(path) does not say which terminal is meant",
            why: names.isEmpty ? "it holds no batches" : "it holds \(shown)" + (names.count > 12 ? ", …" : ""),
            next: names.isEmpty ? "name the ledger of a host that has worked" : "name one with --terminal")
    }
}
