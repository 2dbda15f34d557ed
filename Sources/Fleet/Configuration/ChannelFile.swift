import CloseWatch
import Foundation
import ISO8583
import Yams

/// A channel in a watch file. Secrets stand in files of their own, or in the environment; never here.
public struct ChannelFile: Sendable {
    /// What kind.
    public enum Kind: Sendable {
        /// Posts to a URL.
        case webhook(url: URL, secret: String)
        /// Sends mail.
        case mail(MailChannel.Server, from: String, to: [String])
        /// The terminal itself.
        case terminal
    }

    /// Its name.
    public let name: String
    /// The steps that it tells.
    public let steps: Set<AlarmStep>
    /// What kind.
    public let kind: Kind

    /// True for the terminal itself.
    public var isTerminal: Bool { if case .terminal = kind { true } else { false } }

    init(_ node: Node, origin: String) throws(FleetError) {
        let config = try ConfigNode(
            node, origin: origin, what: "a channel",
            keys: [
                "name", "type", "steps", "url", "secret-file", "secret-env", "server", "user", "password-file",
                "password-env", "tls", "from", "to",
            ])
        guard let type = try config.text("type") else {
            throw ConfigNode.failure(origin, node, "a channel needs \"type\": webhook, mail or terminal")
        }
        name = try config.text("name") ?? type
        guard name != WatchFile.settling, !name.contains(".") else {
            throw config.wrong("name", "has no full stop, and is not \(WatchFile.settling)")
        }
        var steps: Set<AlarmStep> = []
        for text in try config.texts("steps") {
            guard let step = AlarmStep(name: text) else {
                throw config.wrong("steps", "is a list of " + AlarmStep.allCases.map(\.name).joined(separator: ", "))
            }
            steps.insert(step)
        }
        self.steps = steps.isEmpty && type == "terminal" ? [.terminal] : steps
        guard !self.steps.isEmpty else {
            throw ConfigNode.failure(origin, node, "the channel \(name) has no \"steps\", so it would never be used")
        }
        switch type {
        case "webhook": kind = try ChannelFile.webhook(config, node)
        case "mail": kind = try ChannelFile.mail(config, node)
        case "terminal": kind = .terminal
        default: throw config.wrong("type", "is webhook, mail or terminal")
        }
    }

    private static func webhook(_ config: ConfigNode, _ node: Node) throws(FleetError) -> Kind {
        guard let text = try config.text("url"), let url = URL(string: text),
            ["http", "https"].contains(url.scheme ?? ""), url.host() != nil
        else { throw ConfigNode.failure(config.origin, node, "a webhook needs \"url\": http://... or https://...") }
        guard let secret = try secret(config, "secret") else {
            throw ConfigNode.failure(
                config.origin, node, "a webhook needs \"secret-file\" or \"secret-env\": what it is signed with")
        }
        return .webhook(url: url, secret: secret)
    }

    private static func mail(_ config: ConfigNode, _ node: Node) throws(FleetError) -> Kind {
        guard let server = try config.text("server"),
            server.hasPrefix("smtp://") || server.hasPrefix("smtps://")
        else {
            throw ConfigNode.failure(config.origin, node, "mail needs \"server\": smtp://host:port or smtps://host")
        }
        let recipients = try config.texts("to")
        guard let sender = try config.text("from"), !recipients.isEmpty else {
            throw ConfigNode.failure(config.origin, node, "mail needs \"from\", and \"to\", a list")
        }
        let addresses = [sender] + recipients
        guard addresses.allSatisfy({ $0.contains("@") && !$0.contains { $0.isWhitespace || "<>\"".contains($0) } })
        else {
            throw ConfigNode.failure(config.origin, node, "\"from\" and \"to\" are plain addresses: a@example.org")
        }
        return .mail(
            MailChannel.Server(
                url: server, user: try config.text("user"), password: try secret(config, "password"),
                needsTLS: try config.flag("tls") ?? true), from: sender, to: recipients)
    }

    private static func secret(_ config: ConfigNode, _ name: String) throws(FleetError) -> String? {
        if let variable = try config.text(name + "-env") {
            guard let value = ProcessInfo.processInfo.environment[variable], !value.isEmpty else {
                throw config.wrong(name + "-env", "names \(variable), which is not set in the environment")
            }
            return value
        }
        guard let file = try config.text(name + "-file") else { return nil }
        do {
            let value = try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .newlines)
            guard !value.isEmpty else { throw config.wrong(name + "-file", "names \(file), which is empty") }
            return value
        } catch let error as FleetError { throw error } catch {
            throw config.wrong(name + "-file", "names \(file), which cannot be read")
        }
    }

    /// The channel; nil for one that needs the watch, which is the terminal.
    public func channel(_ language: Language) -> (any AlarmChannel)? {
        switch kind {
        case .webhook(let url, let secret): WebhookChannel(name: name, url: url, secret: secret)
        case .mail(let server, let from, let to):
            MailChannel(name: name, server: server, sender: from, recipients: to, language: language)
        case .terminal: nil
        }
    }
}
