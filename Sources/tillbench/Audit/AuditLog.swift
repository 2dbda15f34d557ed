import ArgumentParser
import Foundation
import LogAudit
import VirtualTerminal

struct AuditLog: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Check the log of what this bench did: is it as it was written?",
        discussion: """
            Every line holds the hash (SHA-256) of the line before it. Lines that were edited, written anew, dropped, \
            repeated or moved are found with line number and byte offset; lines that were cut off at the end by the head, a \
            small file beside the log. What cannot be found: one line that was added right behind the head with right \
            hashes, which looks like a power cut (a note says so); and a log that was written anew to its end with right \
            hashes, together with its head. So note the head elsewhere, and compare with --expect.
            """)

    @Argument(help: "The log. Default: tillbench/actions.jsonl in the state folder.") var path: String?
    @Option(help: "A head that was noted elsewhere, as this command prints it: LINES:HASH.") var expect: String?
    @Option(help: "Language: en or zh.") var lang = LanguageOption.en
    @Flag(help: "JSON instead of text.") var json = false

    private struct Report: Encodable {
        let schema = 1
        let path: String
        let lines: Int
        let isSound: Bool
        let head: String?
        let faults: [ActionLogCheck.Fault]
        let notes: [String]
    }

    func run() throws {
        let log = path.map { ActionLog(path: $0) } ?? .standard(environment: ProcessInfo.processInfo.environment)
        let expected = try expect.map { text in
            guard let head = ActionLogHead(text) else {
                throw BenchError(
                    .file, "--expect \"\(TextTable.shown(text))\" is no head", why: "",
                    next: "write it as LINES:HASH with 16 digits of the hash at least")
            }
            return head
        }
        let check: ActionLogCheck
        do throws(ActionLogError) { check = try log.check(expected: expected) } catch {
            throw BenchError(
                .file, "the action log \(error.path) \(error.what)", why: error.why,
                next: "name the log, or do something that is logged first: `tillbench audit`")
        }
        if json {
            try Talk.json(
                Report(
                    path: log.path, lines: check.lines, isSound: check.isSound, head: check.end?.description,
                    faults: check.faults, notes: check.notes.map { lang.pick($0) }))
        } else {
            say(check, log)
        }
        if !check.isSound { throw ExitCode(1) }
    }

    private func say(_ check: ActionLogCheck, _ log: ActionLog) {
        let isEnglish = lang == .en
        Talk.say(isEnglish ? "\(log.path): \(check.lines) line(s)" : "\(log.path): \(check.lines) 行")
        for fault in check.faults {
            Talk.say(
                isEnglish
                    ? "line \(fault.line), byte \(fault.offset): \(fault.en) [\(fault.kind.rawValue)]"
                    : "第 \(fault.line) 行, 字节 \(fault.offset): \(fault.zh) [\(fault.kind.rawValue)]")
        }
        for note in check.notes { Talk.say((isEnglish ? "note: " : "提示: ") + lang.pick(note)) }
        if check.isSound {
            Talk.say(isEnglish ? "as it was written, as far as can be told" : "在可查范围内与写入时一致")
        }
        if let end = check.end {
            Talk.say((isEnglish ? "head, to note elsewhere: " : "头 (请另行记录): ") + end.description)
        }
    }
}
