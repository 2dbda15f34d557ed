extension EMVRows {
    /// Tags 9F50 to 9F7F, which payment systems and contactless kernels give their own uses; where two are common, the
    /// name says both and the stricter one decides what is shown.
    ///
    /// Source: EMV Contactless Books C-2, C-3 and C-7; UnionPay's chip specification (electronic cash).
    static func contactless(_ tag: UInt32) -> EMVRow? {
        switch tag {
        case 0x9F50: EMVRow("Offline Accumulator Balance", "脱机累计余额", .n, 6...6, .card)
        case 0x9F51: EMVRow("Application Currency Code, or DRDOL", "应用货币代码或DRDOL", .b, 2...252, .card)
        case 0x9F52: EMVRow("Application Default Action", "应用缺省行为", .b, 2...6, .card)
        case 0x9F53:
            EMVRow(
                "Transaction Category Code, or Consecutive International Limit", "交易类别码或国际连续脱机限制",
                .an, 1...1, .terminal)
        case 0x9F54: EMVRow("Cumulative Total Transaction Amount Limit", "累计脱机交易金额限制", .n, 5...6, .card)
        case 0x9F55: EMVRow("Geographic Indicator", "地域指示符", .b, 1...1, .card)
        case 0x9F56: EMVRow("Issuer Authentication Indicator", "发卡行认证指示符", .b, 1...32, .card)
        case 0x9F57: EMVRow("Issuer Country Code", "发卡行国家代码", .n, 2...2, .card)
        case 0x9F58: EMVRow("Consecutive Transaction Lower Limit", "连续脱机交易下限", .b, 1...1, .card)
        case 0x9F59: EMVRow("Consecutive Transaction Upper Limit", "连续脱机交易上限", .b, 1...3, .card)
        case 0x9F5A: EMVRow("Application Program Identifier", "应用程序标识", .b, 1...16, .card)
        case 0x9F5B: EMVRow("Issuer Script Results", "发卡行脚本结果", .b, 0...255, .terminal)
        case 0x9F5C:
            EMVRow(
                "Cumulative Total Transaction Amount Upper Limit, or DS Operator ID", "累计金额上限或DS经营者标识",
                .b, 6...8, .card)
        case 0x9F5D: EMVRow("Available Offline Spending Amount", "可用脱机消费金额", .b, 3...6, .card)
        case 0x9F5E: EMVRow("Data Storage Identifier", "数据存储标识", .n, 8...11, .card, .hidden)
        case 0x9F5F: EMVRow("DS Slot Availability", "DS槽可用性", .b, 1...6, .card)
        case 0x9F60: EMVRow("CVC3 (Track 1)", "CVC3(磁道1)", .b, 2...2, .card, .hidden)
        case 0x9F61:
            EMVRow(
                "CVC3 (Track 2), or Cardholder Certificate Number", "CVC3(磁道2)或持卡人证件号",
                .b, 0...40, .card, .hidden)
        case 0x9F62: EMVRow("PCVC3 (Track 1), or Cardholder Certificate Type", "PCVC3(磁道1)或持卡人证件类型", .b, 1...6, .card)
        case 0x9F63: EMVRow("PUNATC (Track 1), or Product Identification", "PUNATC(磁道1)或产品标识信息", .b, 6...16, .card)
        case 0x9F64: EMVRow("NATC (Track 1)", "NATC(磁道1)", .b, 1...1, .card)
        case 0x9F65: EMVRow("PCVC3 (Track 2)", "PCVC3(磁道2)", .b, 2...2, .card)
        case 0x9F66: EMVRow("Terminal Transaction Qualifiers", "终端交易属性", .b, 2...4, .terminal)
        case 0x9F67: EMVRow("NATC (Track 2)", "NATC(磁道2)", .b, 1...1, .card)
        case 0x9F68: EMVRow("Card Additional Processes", "卡片附加处理", .b, 4...4, .card)
        case 0x9F69: EMVRow("UDOL, or Card Authentication Related Data", "UDOL或卡片认证相关数据", .b, 0...252, .card)
        case 0x9F6A: EMVRow("Unpredictable Number (Numeric)", "不可预知数(数值型)", .n, 4...4, .terminal)
        case 0x9F6B: EMVRow("Track 2 Data, or Card CVM Limit", "磁道2数据或卡片CVM限额", .b, 0...19, .card, .hidden)
        case 0x9F6C: EMVRow("Card Transaction Qualifiers", "卡片交易属性", .b, 2...2, .card)
        case 0x9F6D:
            EMVRow(
                "Application Version Number, or Contactless Reader Capabilities", "应用版本号或非接触读卡器性能",
                .b, 1...6, .terminal)
        case 0x9F6E: EMVRow("Form Factor Indicator, or Third Party Data", "形态指示符或第三方数据", .b, 4...32, .card)
        case 0x9F6F: EMVRow("DS Slot Management Control", "DS槽管理控制", .b, 1...1, .card)
        case 0x9F70: EMVRow("Protected Data Envelope 1", "受保护数据信封1", .b, 0...192, .card, .hidden)
        case 0x9F71: EMVRow("Protected Data Envelope 2", "受保护数据信封2", .b, 0...192, .card, .hidden)
        case 0x9F72: EMVRow("Protected Data Envelope 3", "受保护数据信封3", .b, 0...192, .card, .hidden)
        case 0x9F73: EMVRow("Protected Data Envelope 4", "受保护数据信封4", .b, 0...192, .card, .hidden)
        case 0x9F74: EMVRow("Electronic Cash Issuer Authorization Code", "电子现金发卡行授权码", .an, 6...192, .card)
        case 0x9F75: EMVRow("Unprotected Data Envelope 1", "未受保护数据信封1", .b, 0...192, .card, .hidden)
        case 0x9F76: EMVRow("Unprotected Data Envelope 2", "未受保护数据信封2", .b, 0...192, .card, .hidden)
        case 0x9F77: EMVRow("Electronic Cash Balance Limit", "电子现金余额上限", .n, 6...6, .card)
        case 0x9F78: EMVRow("Electronic Cash Single Transaction Limit", "电子现金单笔交易限额", .n, 6...6, .card)
        case 0x9F79: EMVRow("Electronic Cash Balance", "电子现金余额", .n, 6...6, .card)
        case 0x9F7A: EMVRow("Electronic Cash Terminal Support Indicator", "电子现金终端支持指示器", .b, 1...1, .terminal)
        case 0x9F7B: EMVRow("Electronic Cash Terminal Transaction Limit", "电子现金终端交易限额", .n, 6...6, .terminal)
        case 0x9F7C:
            EMVRow(
                "Customer Exclusive Data, or Merchant Custom Data", "客户专用数据或商户自定义数据",
                .b, 0...32, .card, .hidden)
        case 0x9F7D:
            EMVRow(
                "DS Summary 1, or Application Specific Transparent Template", "DS摘要1或应用专用透明模板",
                .b, 0...32, .card)
        case 0x9F7E: EMVRow("Mobile Support Indicator", "移动支持指示符", .b, 1...1, .terminal)
        case 0x9F7F:
            EMVRow(
                "Card Production Life Cycle Data, or DS Unpredictable Number", "卡片生产周期数据或DS不可预知数",
                .b, 4...42, .card)
        default: nil
        }
    }
}
