/// Tag 9F6C: what a contactless card wants of the reader.
///
/// Source: EMV Contactless Book C-3, annex A.
public struct CardTransactionQualifiers: EMVFlagSet {
    /// Bytes of a value.
    public static let byteCount = 2
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
        case (1, 8): Words("online PIN required", "要求联机PIN")
        case (1, 7): Words("signature required", "要求签名")
        case (1, 6): Words("online if data authentication fails and reader can", "脱机数据认证失败则联机")
        case (1, 5): Words("other interface if data authentication fails", "脱机数据认证失败则改用其他界面")
        case (1, 4): Words("online if application expired", "应用过期则联机")
        case (1, 3): Words("other interface for cash", "现金交易改用其他界面")
        case (1, 2): Words("other interface for cashback", "返现交易改用其他界面")
        case (2, 8): Words("CVM on the device performed", "已进行设备CVM")
        case (2, 7): Words("issuer update processing supported", "支持发卡行更新处理")
        default: nil
        }
    }
}
