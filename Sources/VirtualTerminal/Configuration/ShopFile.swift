import BenchSupport
import Foundation
public import SMP
import Yams

/// A shop's settings as a file gives them: the form that `terminal start --config` takes, and only what stands in it.
public struct ShopFile: Equatable, Sendable {
    /// What the file sets, in the order of a terminal's file, written as a terminal writes it.
    public let settings: [AllSettings.Setting]
    /// Names of secrets in it, which go to no terminal in clear.
    public let secrets: [String]

    /// Reads a file.
    ///
    /// - Throws: `BenchError` with file, line and what is wrong there.
    public init(path: String) throws {
        let text: String
        do { text = try String(contentsOfFile: path, encoding: .utf8) } catch {
            throw BenchError(
                .file, "cannot read the settings \(path)", why: FileReason.of(error, at: path),
                next: "name a YAML file like hardware/parameters/corner-shop.yaml")
        }
        try self.init(text, origin: path)
    }

    /// Reads settings from YAML text.
    public init(_ text: String, origin: String) throws {
        let configuration = try TerminalConfiguration.parse(text, origin: origin)
        let given = Set((try Yams.compose(yaml: text)?.mapping?.keys).map { $0.compactMap(\.string) } ?? [])
        guard !given.isEmpty else {
            throw BenchError(
                .file, "\(origin) sets nothing", why: "it holds no names of settings",
                next: "see hardware/parameters/corner-shop.yaml")
        }
        settings = try SettingsText.list(configuration).filter { given.contains($0.name) }
        secrets = SettingsText.secrets.filter(given.contains).sorted()
    }

    /// Settings of a terminal as a file that `init(path:)` reads again.
    public static func text(_ settings: [AllSettings.Setting]) throws -> String {
        let plain = try Yams.compose(yaml: try TerminalConfiguration().yaml())?.mapping ?? [:]
        var mapping = Node.Mapping([])
        func place(_ setting: AllSettings.Setting) -> Int {
            TerminalConfiguration.keyNames.firstIndex(of: setting.name) ?? TerminalConfiguration.keyNames.count
        }
        for setting in settings.sorted(by: { (place($0), $0.name) < (place($1), $1.name) }) {
            // A text stays a text: 00012345 is no number.
            let isNumber = plain[Node(setting.name)].map { $0.tag != Tag(.str) } ?? false
            mapping[Node(setting.name)] = isNumber ? Node(setting.value) : Node(setting.value, Tag(.str), .doubleQuoted)
        }
        return try Yams.serialize(node: .mapping(mapping), allowUnicode: true)
    }
}
