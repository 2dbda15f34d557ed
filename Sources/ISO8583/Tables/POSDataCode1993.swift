/// Field 22 of ISO 8583:1993: twelve characters, one for each question about the point of service.
///
/// Source: ISO 8583:1993, annex A, point of service data code. Letters are reserved for private use.
public struct POSDataCode1993: Hashable, Sendable, CustomStringConvertible {
    private let characters: [UInt8]

    /// A code of twelve digits and letters, or nil for anything else.
    public init?(_ text: String) {
        let bytes = [UInt8](text.utf8)
        guard bytes.count == 12,
            bytes.allSatisfy({ Digits.isDigit($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) })
        else { return nil }
        characters = bytes
    }

    /// Twelve characters.
    public var description: String { Digits.text(characters) }

    /// The twelve positions in words, one text each: `card data input capability: chip`.
    public func words(_ language: Language) -> [String] {
        characters.enumerated().map { index, character in
            let value =
                POSDataCode1993.value(index + 1, character)
                ?? FieldName("value " + Digits.text([character]), "值" + Digits.text([character]))
            return POSDataCode1993.title(index + 1).text(language) + ": " + value.text(language)
        }
    }

    private static func title(_ position: Int) -> FieldName {
        switch position {
        case 1: FieldName("card data input capability", "卡数据输入能力")
        case 2: FieldName("cardholder authentication capability", "持卡人认证能力")
        case 3: FieldName("card capture capability", "吞卡能力")
        case 4: FieldName("operating environment", "操作环境")
        case 5: FieldName("cardholder present", "持卡人在场")
        case 6: FieldName("card present", "卡在场")
        case 7: FieldName("card data input mode", "卡数据输入方式")
        case 8: FieldName("cardholder authentication method", "持卡人认证方法")
        case 9: FieldName("cardholder authentication entity", "持卡人认证方")
        case 10: FieldName("card data output capability", "卡数据输出能力")
        case 11: FieldName("terminal output capability", "终端输出能力")
        default: FieldName("PIN capture capability", "PIN输入能力")
        }
    }

    private static func value(_ position: Int, _ character: UInt8) -> FieldName? {
        let digit = Digits.isDigit(character) ? Int(character - 0x30) : nil
        switch position {
        case 1, 7: return digit.flatMap { input($0, isMode: position == 7) }
        case 2, 8: return digit.flatMap { authentication($0, isMethod: position == 8) }
        case 3: return pick(digit, [FieldName("none", "无"), FieldName("can keep the card", "可吞卡")])
        case 4: return digit.flatMap { environment($0) }
        case 5: return digit.flatMap { presence($0) }
        case 6: return pick(digit, [FieldName("no", "否"), FieldName("yes", "是")])
        case 9:
            return pick(
                digit,
                [
                    FieldName("not authenticated", "未认证"), FieldName("chip", "芯片"), FieldName("terminal", "终端"),
                    FieldName("authorizing agent", "授权机构"), FieldName("merchant", "商户"), FieldName("other", "其他"),
                ])
        case 10:
            return pick(
                digit,
                [
                    FieldName("unknown", "未知"), FieldName("none", "无"), FieldName("magnetic stripe writing", "写磁条"),
                    FieldName("chip", "芯片"),
                ])
        case 11:
            return pick(
                digit,
                [
                    FieldName("unknown", "未知"), FieldName("none", "无"), FieldName("printing", "打印"),
                    FieldName("display", "显示"),
                    FieldName("printing and display", "打印和显示"),
                ])
        default: return pinCapture(character)
        }
    }

    private static func pick(_ digit: Int?, _ values: [FieldName]) -> FieldName? {
        guard let digit, digit < values.count else { return nil }
        return values[digit]
    }

    private static func input(_ digit: Int, isMode: Bool) -> FieldName? {
        switch digit {
        case 0: isMode ? FieldName("unspecified", "未指明") : FieldName("unknown", "未知")
        case 1: FieldName("by hand, no terminal", "手工, 无终端")
        case 2: FieldName("magnetic stripe", "磁条")
        case 3: FieldName("bar code", "条码")
        case 4: FieldName("optical characters", "光学字符")
        case 5: FieldName("chip", "芯片")
        case 6: FieldName("keyed", "键入")
        default: nil
        }
    }

    private static func authentication(_ digit: Int, isMethod: Bool) -> FieldName? {
        switch digit {
        case 0: isMethod ? FieldName("not authenticated", "未认证") : FieldName("none", "无")
        case 1: FieldName("PIN", "PIN")
        case 2: FieldName("electronic signature analysis", "电子签名分析")
        case 3: FieldName("biometrics", "生物特征")
        case 4: FieldName("biographic data", "个人资料")
        case 5:
            isMethod
                ? FieldName("manual signature", "手写签名") : FieldName("electronic authentication out of order", "电子认证故障")
        case 6: isMethod ? FieldName("other manual check", "其他人工核对") : FieldName("other", "其他")
        default: nil
        }
    }

    private static func environment(_ digit: Int) -> FieldName? {
        switch digit {
        case 0: FieldName("no terminal", "无终端")
        case 1: FieldName("at the merchant, attended", "商户处, 有人值守")
        case 2: FieldName("at the merchant, unattended", "商户处, 无人值守")
        case 3: FieldName("away from the merchant, attended", "商户外, 有人值守")
        case 4: FieldName("away from the merchant, unattended", "商户外, 无人值守")
        case 5: FieldName("at the cardholder, unattended", "持卡人处, 无人值守")
        default: nil
        }
    }

    private static func presence(_ digit: Int) -> FieldName? {
        switch digit {
        case 0: FieldName("yes", "是")
        case 1: FieldName("no, unspecified", "否, 未指明")
        case 2: FieldName("no, mail order", "否, 邮购")
        case 3: FieldName("no, telephone order", "否, 电话订购")
        case 4: FieldName("no, standing order", "否, 定期授权")
        default: nil
        }
    }

    private static func pinCapture(_ character: UInt8) -> FieldName? {
        switch character {
        case 0x30: FieldName("none", "无")
        case 0x31: FieldName("unknown", "未知")
        case 0x34...0x39: FieldName("up to \(character - 0x30) digits", "最多\(character - 0x30)位")
        case 0x41...0x43: FieldName("up to \(character - 0x41 + 10) digits", "最多\(character - 0x41 + 10)位")
        default: nil
        }
    }
}
