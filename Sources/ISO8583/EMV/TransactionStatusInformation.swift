/// Tag 9B: which steps of a chip transaction were performed.
///
/// Source: EMV Book 3, annex C6.
public typealias TransactionStatusInformation = EMVFlags<TransactionStatusInformationTable>

/// The bits of ``TransactionStatusInformation``.
public enum TransactionStatusInformationTable: EMVFlagTable {
    /// Bytes of a value.
    public static let byteCount = 2
    /// What a bit means when it is set, or nil for one that is reserved.
    public static func name(byte: Int, bit: Int) -> FieldName? {
        switch (byte, bit) {
        case (1, 8): FieldName("offline data authentication performed", "已进行脱机数据认证")
        case (1, 7): FieldName("cardholder verification performed", "已进行持卡人验证")
        case (1, 6): FieldName("card risk management performed", "已进行卡片风险管理")
        case (1, 5): FieldName("issuer authentication performed", "已进行发卡行认证")
        case (1, 4): FieldName("terminal risk management performed", "已进行终端风险管理")
        case (1, 3): FieldName("script processing performed", "已进行脚本处理")
        default: nil
        }
    }
}
