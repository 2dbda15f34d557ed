import Foundation
import ISO8583

/// Sends an alarm by e-mail, through the system's `curl`.
///
/// User and password go to curl on its standard input, so that no list of processes shows them.
public struct MailChannel: AlarmChannel {
    /// How a mail server is reached.
    public struct Server: Sendable, Equatable {
        /// `smtp://mail.example.org:587` or `smtps://mail.example.org`.
        public var url: String
        /// User name, or nil.
        public var user: String?
        /// Password, or nil.
        public var password: String?
        /// True when the mail may not go without encryption.
        public var needsTLS: Bool

        /// A server.
        public init(url: String, user: String? = nil, password: String? = nil, needsTLS: Bool = true) {
            self.url = url
            self.user = user
            self.password = password
            self.needsTLS = needsTLS
        }
    }

    /// Its name in the configuration.
    public let name: String
    private let server: Server
    private let sender: String
    private let recipients: [String]
    private let language: Language

    /// A channel.
    public init(name: String, server: Server, sender: String, recipients: [String], language: Language = .english) {
        self.name = name
        self.server = server
        self.sender = sender
        self.recipients = recipients
        self.language = language
    }

    /// Sends it. The message's own number is made from the key, so that a server which got it twice can tell.
    public func deliver(_ report: AlarmReport, key: String) throws(ChannelError) {
        let file = FileManager.default.temporaryDirectory.appending(path: "tillbench-mail-\(UUID().uuidString)")
        guard
            FileManager.default.createFile(
                atPath: file.path, contents: Data(message(report, key).utf8), attributes: [.posixPermissions: 0o600])
        else { throw ChannelError("no file can be made in \(file.deletingLastPathComponent().path)") }
        defer { unlink(file.path) }
        let curl = Process()
        curl.executableURL = URL(filePath: "/usr/bin/env")
        curl.arguments = ["curl", "--config", "-"]
        let input = Pipe()
        let errors = Pipe()
        curl.standardInput = input
        curl.standardOutput = FileHandle.nullDevice
        curl.standardError = errors
        do {
            try curl.run()
            try input.fileHandleForWriting.write(contentsOf: Data(settings(file.path).utf8))
            try input.fileHandleForWriting.close()
        } catch { throw ChannelError("curl cannot be run: \(error.localizedDescription)") }
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        curl.waitUntilExit()
        guard curl.terminationStatus == 0 else {
            let why = said.split(separator: "\n").last.map(String.init) ?? "curl ended with \(curl.terminationStatus)"
            throw ChannelError(curl.terminationStatus == 127 ? "there is no curl" : why)
        }
    }

    private func settings(_ file: String) -> String {
        func quoted(_ text: String) -> String {
            "\"" + text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"") + "\""
        }
        var lines = [
            "url = " + quoted(server.url), "mail-from = " + quoted(sender), "upload-file = " + quoted(file),
            "silent", "show-error", "connect-timeout = 10", "max-time = 60",
        ]
        lines += recipients.map { "mail-rcpt = " + quoted($0) }
        if server.needsTLS { lines.append("ssl-reqd") }
        if let user = server.user { lines.append("user = " + quoted(user + ":" + (server.password ?? ""))) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The mail as it goes over the line.
    func message(_ report: AlarmReport, _ key: String) -> String {
        var lines = report.lines(language)
        if report.event == .cleared, let at = report.clearedAt {
            lines.insert(language == .english ? "It is over since \(at)." : "\(at) 已结束。", at: 0)
        }
        let title =
            (report.event == .cleared ? (language == .english ? "over: " : "已解除:") : "")
            + (lines.first {
                $0 != lines.first || report.event != .cleared
            } ?? "")
        let headers = [
            "From: <\(sender)>", "To: " + recipients.map { "<\($0)>" }.joined(separator: ", "),
            "Subject: =?utf-8?B?\(Data(title.utf8).base64EncodedString())?=",
            "Date: \(MailChannel.date(Date()))", "Message-ID: <\(key)@tillbench>", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
        ]
        let body = Data((lines.joined(separator: "\r\n") + "\r\n").utf8)
            .base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
        return headers.joined(separator: "\r\n") + "\r\n\r\n" + body + "\r\n"
    }

    private static func date(_ moment: Date) -> String {
        let writer = DateFormatter()
        writer.locale = Locale(identifier: "en_US_POSIX")
        writer.timeZone = TimeZone(secondsFromGMT: 0)
        writer.dateFormat = "EEE, dd MMM yyyy HH:mm:ss +0000"
        return writer.string(from: moment)
    }
}
