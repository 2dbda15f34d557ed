import ISO8583
import Settlement

extension Bilingual {
    /// The text in a language.
    public func callAsFunction(_ language: Language) -> String {
        switch language {
        case .english: english
        case .chinese: chinese
        }
    }
}

/// Words that charts and cards share.
enum Words {
    static let waits = Bilingual("Waits", "等待")
    static let noAnswer = Bilingual("No answer", "无应答")
    static let atStart = Bilingual("At start", "上电时")
    static let keys = Bilingual("Keys", "按键")
    static let durable = Bilingual("FLASH", "闪存")
    static let volatile = Bilingual("NOT KEPT", "不保存")
    static let legend = Bilingual("Legend", "图例")

    /// A length of time in seconds, as short as it is exact.
    static func time(_ timeout: ChartTimeout, _ language: Language) -> String {
        let seconds =
            timeout.milliseconds % 1000 == 0
            ? "\(timeout.milliseconds / 1000)"
            : "\(Double(timeout.milliseconds) / 1000)"
        return seconds + (language == .english ? " s (" : " 秒 (") + timeout.parameter + ")"
    }
}

/// Keys as they stand on the keypad of each language.
enum KeyNames {
    private static let chinese = ["ENTER": "确认", "CANCEL": "取消", "CLEAR": "清除", "FUNC": "功能"]

    /// `FUNC 4` in a language.
    static func shown(_ keys: String, _ language: Language) -> String {
        guard language == .chinese else { return keys }
        return keys.split(separator: " ").map { chinese[String($0)] ?? String($0) }.joined(separator: " ")
    }
}
