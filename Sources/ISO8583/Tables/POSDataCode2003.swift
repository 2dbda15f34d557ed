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
                let name = POSDataCode2003.name(group, bit) ?? Words("flag \(bit + 1)", "标志\(bit + 1)")
                texts.append(POSDataCode2003.title(group).text(language) + ": " + name.text(language))
            }
        }
        return texts
    }

    private static func title(_ group: Int) -> Words {
        switch group {
        case 0: Words("card read", "读卡")
        case 1: Words("cardholder verified", "持卡人验证")
        case 2: Words("environment", "环境")
        default: Words("security", "安全")
        }
    }

    private static func name(_ group: Int, _ bit: Int) -> Words? {
        switch (group, bit) {
        case (_, 0): Words("unknown", "未知")
        case (0, 1): Words("contactless, or not from the card", "非接触或非取自卡片")
        case (0, 2): Words("keyed or optical", "键入或光学")
        case (0, 3): Words("bar code", "条码")
        case (0, 4): Words("magnetic stripe", "磁条")
        case (0, 5): Words("chip", "芯片")
        case (0, 6): Words("data on file", "留存数据")
        case (0, 11): Words("chip failed", "芯片读取失败")
        case (0, 12): Words("magnetic stripe failed", "磁条读取失败")
        case (0, 13): Words("fallback", "降级")
        case (1, 1): Words("not at all", "未验证")
        case (1, 2): Words("signature", "手写签名")
        case (1, 3): Words("online PIN", "联机PIN")
        case (1, 4): Words("offline PIN, plain", "脱机明文PIN")
        case (1, 5): Words("offline PIN, enciphered", "脱机密文PIN")
        case (1, 6): Words("offline, digitized signature", "脱机数字化签名")
        case (1, 7): Words("offline, biometrics", "脱机生物特征")
        case (1, 8): Words("offline, checked by hand", "脱机人工核对")
        case (1, 9): Words("offline, biographic data", "脱机个人资料")
        case (1, 10): Words("digital signature of the account", "账户数字签名")
        case (1, 11): Words("public key signature", "公钥数字签名")
        case (2, 1): Words("attended", "有人值守")
        case (2, 2): Words("unattended", "无人值守")
        case (2, 3): Words("mail or telephone order", "邮购或电话订购")
        case (2, 4): Words("electronic commerce", "电子商务")
        case (2, 5): Words("mobile commerce", "移动商务")
        case (2, 6): Words("recurring", "定期交易")
        case (2, 7): Words("stored details", "存储的资料")
        case (2, 8): Words("cardholder activated terminal", "持卡人自助终端")
        case (2, 9): Words("cash machine at the bank", "行内自动柜员机")
        case (2, 10): Words("cash machine away from the bank", "行外自动柜员机")
        case (2, 11): Words("deferred", "延迟交易")
        case (2, 12): Words("instalments", "分期交易")
        case (3, 1): Words("private network", "专用网络")
        case (3, 2): Words("open network", "开放网络")
        case (3, 3): Words("MAC on the channel", "信道MAC")
        case (3, 4): Words("MAC passed through", "透传MAC")
        case (3, 5): Words("channel enciphered", "信道加密")
        case (3, 6): Words("enciphered end to end", "端到端加密")
        default: nil
        }
    }
}
