/// Field 22 of ISO 8583:2003 in the shape that hosts use: sixteen bytes, four groups of 32 flags.
///
/// Bit 1 of a group is the lowest bit of its first byte. Source: the groups of the 2003 point of service data code as
/// published host interfaces number them; a flag without a name is told by its number.
public struct POSDataCode2003: Hashable, Sendable {
    private let bytes: [UInt8]

    /// A code of sixteen bytes, or nil for another length.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Every flag that is set, in words: `card read: chip`.
    public func words(_ language: Language) -> [String] {
        var texts: [String] = []
        for group in 0..<4 {
            for bit in 0..<32 where bytes[group * 4 + bit / 8] >> UInt8(bit % 8) & 1 == 1 {
                let name = POSDataCode2003.name(group, bit) ?? FieldName("flag \(bit + 1)", "标志\(bit + 1)")
                texts.append(POSDataCode2003.title(group).text(language) + ": " + name.text(language))
            }
        }
        return texts
    }

    private static func title(_ group: Int) -> FieldName {
        switch group {
        case 0: FieldName("card read", "读卡")
        case 1: FieldName("cardholder verified", "持卡人验证")
        case 2: FieldName("environment", "环境")
        default: FieldName("security", "安全")
        }
    }

    private static func name(_ group: Int, _ bit: Int) -> FieldName? {
        switch (group, bit) {
        case (_, 0): FieldName("unknown", "未知")
        case (0, 1): FieldName("contactless, or not from the card", "非接触或非取自卡片")
        case (0, 2): FieldName("keyed or optical", "键入或光学")
        case (0, 3): FieldName("bar code", "条码")
        case (0, 4): FieldName("magnetic stripe", "磁条")
        case (0, 5): FieldName("chip", "芯片")
        case (0, 6): FieldName("data on file", "留存数据")
        case (0, 11): FieldName("chip failed", "芯片读取失败")
        case (0, 12): FieldName("magnetic stripe failed", "磁条读取失败")
        case (0, 13): FieldName("fallback", "降级")
        case (1, 1): FieldName("not at all", "未验证")
        case (1, 2): FieldName("signature", "手写签名")
        case (1, 3): FieldName("online PIN", "联机PIN")
        case (1, 4): FieldName("offline PIN, plain", "脱机明文PIN")
        case (1, 5): FieldName("offline PIN, enciphered", "脱机密文PIN")
        case (1, 6): FieldName("offline, digitized signature", "脱机数字化签名")
        case (1, 7): FieldName("offline, biometrics", "脱机生物特征")
        case (1, 8): FieldName("offline, checked by hand", "脱机人工核对")
        case (1, 9): FieldName("offline, biographic data", "脱机个人资料")
        case (1, 10): FieldName("digital signature of the account", "账户数字签名")
        case (1, 11): FieldName("public key signature", "公钥数字签名")
        case (2, 1): FieldName("attended", "有人值守")
        case (2, 2): FieldName("unattended", "无人值守")
        case (2, 3): FieldName("mail or telephone order", "邮购或电话订购")
        case (2, 4): FieldName("electronic commerce", "电子商务")
        case (2, 5): FieldName("mobile commerce", "移动商务")
        case (2, 6): FieldName("recurring", "定期交易")
        case (2, 7): FieldName("stored details", "存储的资料")
        case (2, 8): FieldName("cardholder activated terminal", "持卡人自助终端")
        case (2, 9): FieldName("cash machine at the bank", "行内自动柜员机")
        case (2, 10): FieldName("cash machine away from the bank", "行外自动柜员机")
        case (2, 11): FieldName("deferred", "延迟交易")
        case (2, 12): FieldName("instalments", "分期交易")
        case (3, 1): FieldName("private network", "专用网络")
        case (3, 2): FieldName("open network", "开放网络")
        case (3, 3): FieldName("MAC on the channel", "信道MAC")
        case (3, 4): FieldName("MAC passed through", "透传MAC")
        case (3, 5): FieldName("channel enciphered", "信道加密")
        case (3, 6): FieldName("enciphered end to end", "端到端加密")
        default: nil
        }
    }
}
