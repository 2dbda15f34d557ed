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
                ?? Words("value " + Digits.text([character]), "值" + Digits.text([character]))
            return POSDataCode1993.title(index + 1).text(language) + ": " + value.text(language)
        }
    }

    private static func title(_ position: Int) -> Words {
        switch position {
        case 1: Words("card data input capability", "卡数据输入能力")
        case 2: Words("cardholder authentication capability", "持卡人认证能力")
        case 3: Words("card capture capability", "吞卡能力")
        case 4: Words("operating environment", "操作环境")
        case 5: Words("cardholder present", "持卡人在场")
        case 6: Words("card present", "卡在场")
        case 7: Words("card data input mode", "卡数据输入方式")
        case 8: Words("cardholder authentication method", "持卡人认证方法")
        case 9: Words("cardholder authentication entity", "持卡人认证方")
        case 10: Words("card data output capability", "卡数据输出能力")
        case 11: Words("terminal output capability", "终端输出能力")
        default: Words("PIN capture capability", "PIN输入能力")
        }
    }

    private static func value(_ position: Int, _ character: UInt8) -> Words? {
        let digit = Digits.isDigit(character) ? Int(character - 0x30) : nil
        switch position {
        case 1, 7: return digit.flatMap { input($0, isMode: position == 7) }
        case 2, 8: return digit.flatMap { authentication($0, isMethod: position == 8) }
        case 3: return pick(digit, [Words("none", "无"), Words("can keep the card", "可吞卡")])
        case 4: return digit.flatMap { environment($0) }
        case 5: return digit.flatMap { presence($0) }
        case 6: return pick(digit, [Words("no", "否"), Words("yes", "是")])
        case 9:
            return pick(
                digit,
                [
                    Words("not authenticated", "未认证"), Words("chip", "芯片"), Words("terminal", "终端"),
                    Words("authorizing agent", "授权机构"), Words("merchant", "商户"), Words("other", "其他"),
                ])
        case 10:
            return pick(
                digit,
                [
                    Words("unknown", "未知"), Words("none", "无"), Words("magnetic stripe writing", "写磁条"),
                    Words("chip", "芯片"),
                ])
        case 11:
            return pick(
                digit,
                [
                    Words("unknown", "未知"), Words("none", "无"), Words("printing", "打印"), Words("display", "显示"),
                    Words("printing and display", "打印和显示"),
                ])
        default: return pinCapture(character)
        }
    }

    private static func pick(_ digit: Int?, _ values: [Words]) -> Words? {
        guard let digit, digit < values.count else { return nil }
        return values[digit]
    }

    private static func input(_ digit: Int, isMode: Bool) -> Words? {
        switch digit {
        case 0: isMode ? Words("unspecified", "未指明") : Words("unknown", "未知")
        case 1: Words("by hand, no terminal", "手工, 无终端")
        case 2: Words("magnetic stripe", "磁条")
        case 3: Words("bar code", "条码")
        case 4: Words("optical characters", "光学字符")
        case 5: Words("chip", "芯片")
        case 6: Words("keyed", "键入")
        default: nil
        }
    }

    private static func authentication(_ digit: Int, isMethod: Bool) -> Words? {
        switch digit {
        case 0: isMethod ? Words("not authenticated", "未认证") : Words("none", "无")
        case 1: Words("PIN", "PIN")
        case 2: Words("electronic signature analysis", "电子签名分析")
        case 3: Words("biometrics", "生物特征")
        case 4: Words("biographic data", "个人资料")
        case 5: isMethod ? Words("manual signature", "手写签名") : Words("electronic authentication out of order", "电子认证故障")
        case 6: isMethod ? Words("other manual check", "其他人工核对") : Words("other", "其他")
        default: nil
        }
    }

    private static func environment(_ digit: Int) -> Words? {
        switch digit {
        case 0: Words("no terminal", "无终端")
        case 1: Words("at the merchant, attended", "商户处, 有人值守")
        case 2: Words("at the merchant, unattended", "商户处, 无人值守")
        case 3: Words("away from the merchant, attended", "商户外, 有人值守")
        case 4: Words("away from the merchant, unattended", "商户外, 无人值守")
        case 5: Words("at the cardholder, unattended", "持卡人处, 无人值守")
        default: nil
        }
    }

    private static func presence(_ digit: Int) -> Words? {
        switch digit {
        case 0: Words("yes", "是")
        case 1: Words("no, unspecified", "否, 未指明")
        case 2: Words("no, mail order", "否, 邮购")
        case 3: Words("no, telephone order", "否, 电话订购")
        case 4: Words("no, standing order", "否, 定期授权")
        default: nil
        }
    }

    private static func pinCapture(_ character: UInt8) -> Words? {
        switch character {
        case 0x30: Words("none", "无")
        case 0x31: Words("unknown", "未知")
        case 0x34...0x39: Words("up to \(character - 0x30) digits", "最多\(character - 0x30)位")
        case 0x41...0x43: Words("up to \(character - 0x41 + 10) digits", "最多\(character - 0x41 + 10)位")
        default: nil
        }
    }
}
