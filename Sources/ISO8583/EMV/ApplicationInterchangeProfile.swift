/// Tag 82: what an application on a chip can do. Bits 2 of byte 1 and 8 and 1 of byte 2 are those of contactless kernels.
///
/// Source: EMV Book 3, annex C1; EMV Contactless Book C-2.
public struct ApplicationInterchangeProfile: EMVFlagSet {
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
        case (1, 7): Words("SDA supported", "支持静态数据认证")
        case (1, 6): Words("DDA supported", "支持动态数据认证")
        case (1, 5): Words("cardholder verification supported", "支持持卡人验证")
        case (1, 4): Words("terminal risk management to be performed", "执行终端风险管理")
        case (1, 3): Words("issuer authentication supported", "支持发卡行认证")
        case (1, 2): Words("on-device cardholder verification supported", "支持设备持卡人验证")
        case (1, 1): Words("CDA supported", "支持复合动态数据认证")
        case (2, 8): Words("contactless EMV mode supported", "支持非接触EMV模式")
        case (2, 1): Words("relay resistance protocol supported", "支持防中继协议")
        default: nil
        }
    }
}
