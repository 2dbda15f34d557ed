extension EMVRows {
    /// Tags 9F40 to 9F4F. Source: EMV Book 3, annex A2.
    static func of9F4(_ tag: UInt32) -> EMVRow? {
        switch tag {
        case 0x9F40: EMVRow("Additional Terminal Capabilities", "附加终端性能", .b, 5...5, .terminal)
        case 0x9F41: EMVRow("Transaction Sequence Counter", "交易序列计数器", .n, 2...4, .terminal)
        case 0x9F42: EMVRow("Application Currency Code", "应用货币代码", .n, 2...2, .card)
        case 0x9F43: EMVRow("Application Reference Currency Exponent", "应用参考货币指数", .n, 1...4, .card)
        case 0x9F44: EMVRow("Application Currency Exponent", "应用货币指数", .n, 1...1, .card)
        case 0x9F45: EMVRow("Data Authentication Code", "数据认证码", .b, 2...2, .card)
        case 0x9F46: EMVRow("ICC Public Key Certificate", "IC卡公钥证书", .b, 0...248, .card, .hidden)
        case 0x9F47: EMVRow("ICC Public Key Exponent", "IC卡公钥指数", .b, 1...3, .card)
        case 0x9F48: EMVRow("ICC Public Key Remainder", "IC卡公钥余项", .b, 0...248, .card)
        case 0x9F49: EMVRow("Dynamic Data Authentication Data Object List", "动态数据认证数据对象列表", .dol, 0...252, .card)
        case 0x9F4A: EMVRow("Static Data Authentication Tag List", "静态数据认证标签列表", .b, 0...255, .card)
        case 0x9F4B: EMVRow("Signed Dynamic Application Data", "签名的动态应用数据", .b, 0...248, .card)
        case 0x9F4C: EMVRow("ICC Dynamic Number", "IC卡动态数", .b, 2...8, .card)
        case 0x9F4D: EMVRow("Log Entry", "日志入口", .b, 2...2, .card)
        case 0x9F4E: EMVRow("Merchant Name and Location", "商户名称和位置", .ans, 0...255, .terminal)
        case 0x9F4F: EMVRow("Log Format", "日志格式", .dol, 0...252, .card)
        default: nil
        }
    }
}
