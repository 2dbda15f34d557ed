/// Tag 9B: which steps of a chip transaction were performed.
///
/// Source: EMV Book 3, annex C6.
public struct TransactionStatusInformation: EMVFlagSet {
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
        case (1, 8): Words("offline data authentication performed", "已进行脱机数据认证")
        case (1, 7): Words("cardholder verification performed", "已进行持卡人验证")
        case (1, 6): Words("card risk management performed", "已进行卡片风险管理")
        case (1, 5): Words("issuer authentication performed", "已进行发卡行认证")
        case (1, 4): Words("terminal risk management performed", "已进行终端风险管理")
        case (1, 3): Words("script processing performed", "已进行脚本处理")
        default: nil
        }
    }
}
