/// Field 22 of ISO 8583:1987: how the account number was entered (positions 1 and 2), and whether a PIN can be (3).
///
/// Source: ISO 8583:1987, annex A, point of service entry mode; the values from 07 on are those of the card schemes.
public struct POSEntryMode: Hashable, Sendable, CustomStringConvertible {
    /// Positions 1 and 2: 0 to 99.
    public let panEntry: UInt8
    /// Position 3: 0 to 9.
    public let pinCapability: UInt8

    /// A mode of three digits, or of four with a zero before (as packed digits give it); nil for anything else.
    public init?(_ text: String) {
        var digits = [UInt8](text.utf8)
        if digits.count == 4, digits[0] == 0x30 { digits.removeFirst() }
        guard digits.count == 3, digits.allSatisfy({ Digits.isDigit($0) }) else { return nil }
        panEntry = (digits[0] - 0x30) * 10 + digits[1] - 0x30
        pinCapability = digits[2] - 0x30
    }

    /// Three digits.
    public var description: String { Digits.padded(UInt64(panEntry) * 10 + UInt64(pinCapability), width: 3) }

    /// The mode in words: `chip, PIN entry possible`.
    public func words(_ language: Language) -> String {
        panWords.text(language) + ", " + pinWords.text(language)
    }

    /// Positions 1 and 2 in words.
    var panWords: FieldName {
        switch panEntry {
        case 0: FieldName("entry not specified", "输入方式未指明")
        case 1: FieldName("keyed by hand", "手工输入")
        case 2: FieldName("magnetic stripe", "磁条")
        case 3: FieldName("bar code", "条码")
        case 4: FieldName("optical characters", "光学字符")
        case 5: FieldName("chip", "芯片")
        case 6: FieldName("keyed, track not readable", "键入, 磁道不可读")
        case 7: FieldName("contactless chip", "非接触芯片")
        case 10: FieldName("credentials on file", "留存凭证")
        case 79: FieldName("chip failed, keyed by hand", "芯片失败, 手工输入")
        case 80: FieldName("chip failed, magnetic stripe", "芯片失败, 磁条")
        case 81: FieldName("electronic commerce", "电子商务")
        case 90: FieldName("magnetic stripe, whole track", "磁条, 完整磁道")
        case 91: FieldName("contactless magnetic stripe", "非接触磁条")
        case 95: FieldName("chip, data may be unreliable", "芯片, 信息可能不可靠")
        case 96: FieldName("contactless, mobile device", "非接触, 移动设备")
        case 98: FieldName("contactless chip, electronic cash", "非接触芯片, 电子现金")
        default: FieldName("entry mode \(panEntry)", "输入方式\(panEntry)")
        }
    }

    private var pinWords: FieldName {
        switch pinCapability {
        case 0: FieldName("PIN entry not specified", "PIN输入能力未指明")
        case 1: FieldName("PIN entry possible", "可输入PIN")
        case 2: FieldName("no PIN entry", "不可输入PIN")
        case 3: FieldName("PIN entry on glass", "触屏输入PIN")
        case 6, 8: FieldName("PIN pad out of order", "密码键盘故障")
        case 9: FieldName("PIN verified by terminal", "终端已验证PIN")
        default: FieldName("PIN capability \(pinCapability)", "PIN输入能力\(pinCapability)")
        }
    }
}
