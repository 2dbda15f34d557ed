/// Message type indicators in words.
public enum MTIWords {
    /// The four digits in words, for example `1987 financial request from acquirer`.
    ///
    /// - Parameter packed: version, class, function and origin, one digit in each nibble (0x0200 is `0200`).
    ///
    /// Source: ISO 8583:1987, 4.1; ISO 8583:1993 and 2003, 4.1. A digit that they do not assign is named as reserved.
    public static func text(_ packed: UInt16, _ language: Language) -> String {
        let parts = [
            version(packed >> 12), messageClass(packed >> 8 & 0xF), function(packed >> 4 & 0xF), origin(packed & 0xF),
        ]
        switch language {
        case .english: return parts.map { $0.english }.joined(separator: " ")
        case .chinese:
            // The origin comes before what is sent.
            return parts[0].chinese + "版 " + parts[3].chinese + parts[1].chinese + parts[2].chinese
        }
    }

    private static func version(_ digit: UInt16) -> FieldName {
        switch digit {
        case 0: FieldName("1987", "1987")
        case 1: FieldName("1993", "1993")
        case 2: FieldName("2003", "2003")
        case 8: FieldName("national", "国家自定")
        case 9: FieldName("private", "私有")
        default: FieldName("reserved version \(digit)", "保留\(digit)")
        }
    }

    private static func messageClass(_ digit: UInt16) -> FieldName {
        switch digit {
        case 1: FieldName("authorization", "授权")
        case 2: FieldName("financial", "金融")
        case 3: FieldName("file action", "文件操作")
        case 4: FieldName("reversal", "冲正")
        case 5: FieldName("reconciliation", "对账")
        case 6: FieldName("administrative", "管理")
        case 7: FieldName("fee collection", "费用收取")
        case 8: FieldName("network management", "网络管理")
        default: FieldName("reserved class \(digit)", "保留类\(digit)")
        }
    }

    private static func function(_ digit: UInt16) -> FieldName {
        switch digit {
        case 0: FieldName("request", "请求")
        case 1: FieldName("response", "应答")
        case 2: FieldName("advice", "通知")
        case 3: FieldName("advice response", "通知应答")
        case 4: FieldName("notification", "告知")
        case 5: FieldName("notification acknowledgement", "告知确认")
        case 6: FieldName("instruction", "指令")
        case 7: FieldName("instruction acknowledgement", "指令确认")
        default: FieldName("reserved function \(digit)", "保留功能\(digit)")
        }
    }

    private static func origin(_ digit: UInt16) -> FieldName {
        switch digit {
        case 0: FieldName("from acquirer", "收单方")
        case 1: FieldName("from acquirer, repeat", "收单方重发")
        case 2: FieldName("from issuer", "发卡方")
        case 3: FieldName("from issuer, repeat", "发卡方重发")
        case 4: FieldName("from other", "其他方")
        case 5: FieldName("from other, repeat", "其他方重发")
        default: FieldName("from reserved origin \(digit)", "保留来源\(digit)")
        }
    }
}
