/// Tag 95: what a terminal found wrong, or remarkable, in a chip transaction. The action codes of issuer and terminal
/// (9F0D to 9F0F, DF8120 to DF8122) have the same bits.
///
/// Source: EMV Book 3, annex C5.
public struct TerminalVerificationResults: EMVFlagSet {
    /// Bytes of a value.
    public static let byteCount = 5
    /// The value's bytes.
    public let bytes: [UInt8]

    /// A value, or nil for another number of bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// What a bit means when it is set, or nil for one that is reserved.
    public static func text(byte: Int, bit: Int, _ language: Language) -> String? {
        name(byte, bit)?.text(language)
    }

    private static func name(_ byte: Int, _ bit: Int) -> Words? {
        switch (byte, bit) {
        case (1, 8): Words("offline data authentication was not performed", "未进行脱机数据认证")
        case (1, 7): Words("SDA failed", "脱机静态数据认证失败")
        case (1, 6): Words("chip data missing", "IC卡数据缺失")
        case (1, 5): Words("card on terminal exception file", "卡片出现在终端异常文件中")
        case (1, 4): Words("DDA failed", "脱机动态数据认证失败")
        case (1, 3): Words("CDA failed", "复合动态数据认证失败")
        case (1, 2): Words("SDA selected", "已选择静态数据认证")
        case (2, 8): Words("chip and terminal have different application versions", "IC卡和终端应用版本不一致")
        case (2, 7): Words("expired application", "应用已过期")
        case (2, 6): Words("application not yet effective", "应用尚未生效")
        case (2, 5): Words("requested service not allowed for card product", "卡片不允许所请求的服务")
        case (2, 4): Words("new card", "新卡")
        case (3, 8): Words("cardholder verification was not successful", "持卡人验证失败")
        case (3, 7): Words("unrecognised CVM", "未知的CVM")
        case (3, 6): Words("PIN try limit exceeded", "PIN重试次数超限")
        case (3, 5): Words("PIN required, PIN pad not present or not working", "要求输入PIN, 密码键盘不存在或故障")
        case (3, 4): Words("PIN required, PIN pad present, PIN not entered", "要求输入PIN, 密码键盘存在, 未输入PIN")
        case (3, 3): Words("online PIN entered", "输入联机PIN")
        case (4, 8): Words("transaction exceeds floor limit", "交易超过最低限额")
        case (4, 7): Words("lower consecutive offline limit exceeded", "超过连续脱机交易下限")
        case (4, 6): Words("upper consecutive offline limit exceeded", "超过连续脱机交易上限")
        case (4, 5): Words("selected randomly for online processing", "交易被随机选择联机处理")
        case (4, 4): Words("merchant forced transaction online", "商户要求联机交易")
        case (5, 8): Words("default TDOL used", "使用缺省TDOL")
        case (5, 7): Words("issuer authentication failed", "发卡行认证失败")
        case (5, 6): Words("script failed before final GENERATE AC", "最后一次生成密文前脚本处理失败")
        case (5, 5): Words("script failed after final GENERATE AC", "最后一次生成密文后脚本处理失败")
        case (5, 4): Words("relay resistance threshold exceeded", "超过中继攻击阈值")
        case (5, 3): Words("relay resistance time limits exceeded", "超过中继攻击时限")
        case (5, 2): Words("relay resistance protocol performed", "已执行防中继协议")
        case (5, 1): Words("relay resistance protocol not performed", "未执行防中继协议")
        default: nil
        }
    }
}
