/// Tag 9F6C: what a contactless card wants of the reader.
///
/// Source: EMV Contactless Book C-3, annex A.
public typealias CardTransactionQualifiers = EMVFlags<CardTransactionQualifiersTable>

/// The bits of ``CardTransactionQualifiers``.
public enum CardTransactionQualifiersTable: EMVFlagTable {
    /// Bytes of a value.
    public static let byteCount = 2
    /// What a bit means when it is set, or nil for one that is reserved.
    public static func name(byte: Int, bit: Int) -> FieldName? {
        switch (byte, bit) {
        case (1, 8): FieldName("online PIN required", "要求联机PIN")
        case (1, 7): FieldName("signature required", "要求签名")
        case (1, 6): FieldName("online if data authentication fails and reader can", "脱机数据认证失败则联机")
        case (1, 5): FieldName("other interface if data authentication fails", "脱机数据认证失败则改用其他界面")
        case (1, 4): FieldName("online if application expired", "应用过期则联机")
        case (1, 3): FieldName("other interface for cash", "现金交易改用其他界面")
        case (1, 2): FieldName("other interface for cashback", "返现交易改用其他界面")
        case (2, 8): FieldName("CVM on the device performed", "已进行设备CVM")
        case (2, 7): FieldName("issuer update processing supported", "支持发卡行更新处理")
        default: nil
        }
    }
}
