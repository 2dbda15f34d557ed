/// Tag 95: what a terminal found wrong, or remarkable, in a chip transaction. The action codes of issuer and terminal
/// (9F0D to 9F0F, DF8120 to DF8122) have the same bits.
///
/// Source: EMV Book 3, annex C5.
public typealias TerminalVerificationResults = EMVFlags<TerminalVerificationResultsTable>

/// The bits of ``TerminalVerificationResults``.
public enum TerminalVerificationResultsTable: EMVFlagTable {
    /// Bytes of a value.
    public static let byteCount = 5
    /// What a bit means when it is set, or nil for one that is reserved.
    public static func name(byte: Int, bit: Int) -> FieldName? {
        switch (byte, bit) {
        case (1, 8): FieldName("offline data authentication was not performed", "未进行脱机数据认证")
        case (1, 7): FieldName("SDA failed", "脱机静态数据认证失败")
        case (1, 6): FieldName("chip data missing", "IC卡数据缺失")
        case (1, 5): FieldName("card on terminal exception file", "卡片出现在终端异常文件中")
        case (1, 4): FieldName("DDA failed", "脱机动态数据认证失败")
        case (1, 3): FieldName("CDA failed", "复合动态数据认证失败")
        case (1, 2): FieldName("SDA selected", "已选择静态数据认证")
        case (2, 8): FieldName("chip and terminal have different application versions", "IC卡和终端应用版本不一致")
        case (2, 7): FieldName("expired application", "应用已过期")
        case (2, 6): FieldName("application not yet effective", "应用尚未生效")
        case (2, 5): FieldName("requested service not allowed for card product", "卡片不允许所请求的服务")
        case (2, 4): FieldName("new card", "新卡")
        case (3, 8): FieldName("cardholder verification was not successful", "持卡人验证失败")
        case (3, 7): FieldName("unrecognised CVM", "未知的CVM")
        case (3, 6): FieldName("PIN try limit exceeded", "PIN重试次数超限")
        case (3, 5): FieldName("PIN required, PIN pad not present or not working", "要求输入PIN, 密码键盘不存在或故障")
        case (3, 4): FieldName("PIN required, PIN pad present, PIN not entered", "要求输入PIN, 密码键盘存在, 未输入PIN")
        case (3, 3): FieldName("online PIN entered", "输入联机PIN")
        case (4, 8): FieldName("transaction exceeds floor limit", "交易超过最低限额")
        case (4, 7): FieldName("lower consecutive offline limit exceeded", "超过连续脱机交易下限")
        case (4, 6): FieldName("upper consecutive offline limit exceeded", "超过连续脱机交易上限")
        case (4, 5): FieldName("selected randomly for online processing", "交易被随机选择联机处理")
        case (4, 4): FieldName("merchant forced transaction online", "商户要求联机交易")
        case (5, 8): FieldName("default TDOL used", "使用缺省TDOL")
        case (5, 7): FieldName("issuer authentication failed", "发卡行认证失败")
        case (5, 6): FieldName("script failed before final GENERATE AC", "最后一次生成密文前脚本处理失败")
        case (5, 5): FieldName("script failed after final GENERATE AC", "最后一次生成密文后脚本处理失败")
        case (5, 4): FieldName("relay resistance threshold exceeded", "超过中继攻击阈值")
        case (5, 3): FieldName("relay resistance time limits exceeded", "超过中继攻击时限")
        case (5, 2): FieldName("relay resistance protocol performed", "已执行防中继协议")
        case (5, 1): FieldName("relay resistance protocol not performed", "未执行防中继协议")
        default: nil
        }
    }
}
