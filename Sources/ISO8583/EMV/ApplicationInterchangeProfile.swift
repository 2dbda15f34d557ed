/// Tag 82: what an application on a chip can do. Bits 2 of byte 1 and 8 and 1 of byte 2 are those of contactless kernels.
///
/// Source: EMV Book 3, annex C1; EMV Contactless Book C-2.
public typealias ApplicationInterchangeProfile = EMVFlags<ApplicationInterchangeProfileTable>

/// The bits of ``ApplicationInterchangeProfile``.
public enum ApplicationInterchangeProfileTable: EMVFlagTable {
    /// Bytes of a value.
    public static let byteCount = 2
    /// What a bit means when it is set, or nil for one that is reserved.
    public static func name(byte: Int, bit: Int) -> FieldName? {
        switch (byte, bit) {
        case (1, 7): FieldName("SDA supported", "支持静态数据认证")
        case (1, 6): FieldName("DDA supported", "支持动态数据认证")
        case (1, 5): FieldName("cardholder verification supported", "支持持卡人验证")
        case (1, 4): FieldName("terminal risk management to be performed", "执行终端风险管理")
        case (1, 3): FieldName("issuer authentication supported", "支持发卡行认证")
        case (1, 2): FieldName("on-device cardholder verification supported", "支持设备持卡人验证")
        case (1, 1): FieldName("CDA supported", "支持复合动态数据认证")
        case (2, 8): FieldName("contactless EMV mode supported", "支持非接触EMV模式")
        case (2, 1): FieldName("relay resistance protocol supported", "支持防中继协议")
        default: nil
        }
    }
}
