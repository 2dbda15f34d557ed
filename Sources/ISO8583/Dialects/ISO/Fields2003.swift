extension ISOFields {
    /// Fields whose format in ISO 8583:2003 public summaries do not agree on, and field 65, the third bitmap's own bit: to
    /// refuse them is better than to misread what stands behind them.
    static let unknown2003: Set<Int> = Set([65, 68, 69, 70, 71] + Array(74...90))

    /// Fields that ISO 8583:2003 has otherwise than 1993, after public summaries of the standard. Of the three tables this
    /// is the one to check against the text of the standard before one leans on it.
    static func changed2003(_ style: WireStyle) -> [FieldDefinition] {
        [
            FieldDefinition(4, style.n(16), FieldName("amounts, transaction", "交易金额")),
            FieldDefinition(5, style.n(16), FieldName("amounts, reconciliation", "对账金额")),
            FieldDefinition(6, style.n(16), FieldName("amounts, cardholder billing", "持卡人账单金额")),
            FieldDefinition(8, style.n(12), FieldName("amounts, cardholder billing fee", "持卡人账单手续费")),
            FieldDefinition(11, style.n(12), FieldName("trace number", "系统跟踪号")),
            FieldDefinition(12, style.n(14), FieldName("local date and time", "受卡方所在地日期时间")),
            FieldDefinition(13, style.n(6), FieldName("effective date", "卡生效日期")),
            FieldDefinition(15, style.n(8), FieldName("settlement date", "清算日期")),
            FieldDefinition(18, style.b(4, 9999), FieldName("message error indicator", "报文错误指示")),
            FieldDefinition(21, style.n(11), FieldName("transaction life cycle identification", "交易生命周期标识")),
            FieldDefinition(22, style.b(16), FieldName("point of service data code", "服务点数据码")),
            FieldDefinition(23, style.n(3), FieldName("card sequence number", "卡片序列号")),
            FieldDefinition(27, style.ans(27), FieldName("point of service capability", "服务点能力")),
            FieldDefinition(28, style.n(8), FieldName("reconciliation date", "对账日期")),
            FieldDefinition(30, style.n(32), FieldName("original amounts", "原始金额")),
            FieldDefinition(31, style.ans(2, 48), FieldName("acquirer reference number", "受理方参考号")),
            FieldDefinition(
                34, style.b(4, 9999, sensitive: true),
                FieldName("electronic commerce data", "电子商务数据"), layout: .berTLV),
            FieldDefinition(39, style.n(4), FieldName("action code", "动作码")),
            FieldDefinition(41, style.ans(16), FieldName("terminal", "受卡机终端标识码")),
            FieldDefinition(42, style.ans(2, 35), FieldName("merchant", "受卡方标识码")),
            FieldDefinition(43, style.b(4, 9999), FieldName("merchant name and location", "受卡方名称地址")),
            FieldDefinition(44, style.b(4, 9999), FieldName("additional response data", "附加响应数据")),
            FieldDefinition(46, style.ans(3, 216), FieldName("fees", "费用金额")),
            FieldDefinition(49, style.b(4, 9999, sensitive: true), FieldName("verification data", "验证数据")),
            FieldDefinition(50, style.b(4, 9999), FieldName("reserved, ISO", "保留(ISO)")),
            FieldDefinition(51, style.b(4, 9999), FieldName("reserved, ISO", "保留(ISO)")),
            FieldDefinition(53, style.b(2, 48), FieldName("security control", "安全控制信息")),
            FieldDefinition(54, style.ans(3, 126), FieldName("additional amounts", "附加金额")),
            FieldDefinition(55, style.b(4, 9999, sensitive: true), FieldName("chip data", "IC卡数据域"), layout: .berTLV),
            FieldDefinition(56, style.n(2, 41), FieldName("original data elements", "原始数据元")),
            FieldDefinition(66, style.ans(3, 216), FieldName("original fees", "原始费用金额")),
            FieldDefinition(72, style.b(4, 9999), FieldName("data record", "数据记录")),
            FieldDefinition(73, style.n(8), FieldName("action date", "动作日期")),
            FieldDefinition(96, style.b(4, 9999, sensitive: true), FieldName("key management data", "密钥管理数据")),
        ]
    }
}
