import BatchDoctor
import BenchSupport
import Foundation
import Settlement
import TerminalService
import VirtualTerminal

/// Asks for consent to a step, and for the supervisor's password.
struct Consent {
    /// True when it was given for all safe steps beforehand.
    let isGiven: Bool
    let pinFile: String?
    let lang: LanguageOption
    let stop: StopFlag
    /// The port, for errors.
    let path: String

    private var hasWindow: Bool { isatty(0) == 1 && isatty(2) == 1 }

    /// How somebody consented; nil when nobody did.
    ///
    /// - Throws: `BenchError` when there is nobody to ask.
    func to(_ step: TreatmentStep) throws -> String? {
        if step.isHarmless { return "not needed" }
        if isGiven { return "--yes" }
        guard hasWindow else {
            throw BenchError(
                .file, "nothing was done", why: "the next step needs consent: " + step.words.english,
                next: "add --yes when that is meant, or run it in a terminal window to be asked")
        }
        ask(lang.pick(Bilingual("do it? [y/N] ", "是否执行? [y/N] ")))
        let answer = try typed()?.trimmingCharacters(in: .whitespaces).lowercased() ?? ""
        return ["y", "yes", "是"].contains(answer) ? "asked, yes" : nil
    }

    /// The supervisor's password; nil when nobody gives it.
    func password() throws -> String? {
        if let pinFile {
            let text = String(decoding: try EvidenceFile.bytes(pinFile), as: UTF8.self)
            return text.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        if let given = ProcessInfo.processInfo.environment["TILLBENCH_SUPERVISOR_PIN"], !given.isEmpty { return given }
        guard hasWindow else { return nil }
        ask(lang.pick(Bilingual("supervisor's password: ", "主管密码: ")))
        var before = termios()
        guard tcgetattr(0, &before) == 0 else { return nil }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(0, TCSAFLUSH, &silent)
        defer {
            tcsetattr(0, TCSAFLUSH, &before)
            Talk.error("")
        }
        return try typed()
    }

    /// A line from the keyboard; nil at its end. Ctrl-C ends the waiting, and whoever waits puts the keyboard right.
    private func typed() throws -> String? {
        while true {
            guard !stop.isSet else { throw ManagementError(.interrupted, path: path, request: "waiting for an answer") }
            var watched = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
            if poll(&watched, 1, 100) > 0 { return readLine() }
        }
    }

    private func ask(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}
