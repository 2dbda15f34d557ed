import Settlement

/// What a key does on a screen. A key without a rule is ignored there: display, journal and line stay as they are.
public struct KeyRule: Equatable, Sendable {
    /// Screens on which it holds, by their stable names.
    public let screens: [String]
    /// The key as it is printed on the keypad, or `0-9` for every digit.
    public let key: String
    /// What it does.
    public let meaning: Bilingual
    /// Screens that it may lead to.
    public let leadsTo: [String]

    init(_ screens: [String], _ key: String, _ meaning: Bilingual, to leadsTo: [String]) {
        self.screens = screens
        self.key = key
        self.meaning = meaning
        self.leadsTo = leadsTo
    }

    init(_ screen: String, _ key: String, _ meaning: Bilingual, to leadsTo: [String]) {
        self.init([screen], key, meaning, to: leadsTo)
    }
}

/// What the operator may do on each screen, as data: people are taught from it, and the firmware is checked against it.
public enum Keypad {
    /// The keys, as they are printed; `0-9` stands for the digits.
    public static var keys: [String] { ["0-9", "ENTER", "CLEAR", "CANCEL", "FUNC"] }

    /// Every rule.
    public static var rules: [KeyRule] { idleRules + menuRules + entryRules + questionRules + resultRules }

    /// The rule for a key on a screen; nil when the key is ignored there.
    public static func rule(for key: Key, on screen: String) -> KeyRule? {
        let own = key.name
        let here = rules.filter { $0.screens.contains(screen) }
        return here.first { $0.key == own } ?? here.first { $0.key == "0-9" && key.isDigit }
    }
}

extension Key {
    /// The name that is printed on it.
    public var name: String {
        switch self {
        case .digit(let digit): String(digit)
        case .enter: "ENTER"
        case .clear: "CLEAR"
        case .cancel: "CANCEL"
        case .function: "FUNC"
        }
    }

    var isDigit: Bool { if case .digit = self { true } else { false } }
}
