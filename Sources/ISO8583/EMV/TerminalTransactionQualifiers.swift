/// Tag 9F66: what a contactless reader can do and asks for.
///
/// Source: EMV Contactless Book C-3, annex A.
public typealias TerminalTransactionQualifiers = EMVFlags<TerminalTransactionQualifiersTable>

/// The bits of ``TerminalTransactionQualifiers``.
public enum TerminalTransactionQualifiersTable: EMVFlagTable {
    /// Bytes of a value.
    public static let byteCount = 4
    /// What a bit means when it is set, or nil for one that is reserved.
    public static func name(byte: Int, bit: Int) -> FieldName? {
        switch (byte, bit) {
        case (1, 8): FieldName("mag-stripe mode supported", "支持非接触磁条")
        case (1, 6): FieldName("contactless EMV mode supported", "支持非接触EMV")
        case (1, 5): FieldName("EMV with contacts supported", "支持接触EMV")
        case (1, 4): FieldName("offline-only reader", "仅脱机读卡器")
        case (1, 3): FieldName("online PIN supported", "支持联机PIN")
        case (1, 2): FieldName("signature supported", "支持签名")
        case (1, 1): FieldName("offline data authentication for online supported", "支持联机交易的脱机数据认证")
        case (2, 8): FieldName("online cryptogram required", "要求联机密文")
        case (2, 7): FieldName("CVM required", "要求CVM")
        case (2, 6): FieldName("offline PIN with contacts supported", "支持接触脱机PIN")
        case (3, 8): FieldName("issuer update processing supported", "支持发卡行更新处理")
        case (3, 7): FieldName("CVM on the device supported", "支持设备CVM")
        default: nil
        }
    }
}
