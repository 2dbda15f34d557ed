extension EMVRows {
    /// Tags that start with 5F. Source: EMV Book 3, annex A2.
    static func of5F(_ tag: UInt32) -> EMVRow? {
        switch tag {
        case 0x5F20: EMVRow("Cardholder Name", "持卡人姓名", .ans, 0...26, .card, .hidden)
        case 0x5F24: EMVRow("Application Expiration Date", "应用失效日期", .n, 3...3, .card, .hidden)
        case 0x5F25: EMVRow("Application Effective Date", "应用生效日期", .n, 3...3, .card)
        case 0x5F28: EMVRow("Issuer Country Code", "发卡行国家代码", .n, 2...2, .card)
        case 0x5F2A: EMVRow("Transaction Currency Code", "交易货币代码", .n, 2...2, .terminal)
        case 0x5F2D: EMVRow("Language Preference", "首选语言", .an, 2...8, .card)
        case 0x5F30: EMVRow("Service Code", "服务码", .n, 2...2, .card, .hidden)
        case 0x5F34: EMVRow("Application PAN Sequence Number", "应用主账号序列号", .n, 1...1, .card)
        case 0x5F36: EMVRow("Transaction Currency Exponent", "交易货币指数", .n, 1...1, .terminal)
        case 0x5F50: EMVRow("Issuer URL", "发卡行URL", .ans, 0...255, .card)
        case 0x5F53: EMVRow("International Bank Account Number", "国际银行账号", .b, 0...34, .card, .hidden)
        case 0x5F54: EMVRow("Bank Identifier Code", "银行识别码", .b, 8...11, .card)
        case 0x5F55: EMVRow("Issuer Country Code (alpha 2)", "发卡行国家代码(两字母)", .a, 2...2, .card)
        case 0x5F56: EMVRow("Issuer Country Code (alpha 3)", "发卡行国家代码(三字母)", .a, 3...3, .card)
        case 0x5F57: EMVRow("Account Type", "账户类型", .n, 1...1, .terminal)
        default: nil
        }
    }
}
