/// Tag 9F07: where and for what the issuer lets a card be used.
///
/// Source: EMV Book 3, annex C2.
public typealias ApplicationUsageControl = EMVFlags<ApplicationUsageControlTable>

/// The bits of ``ApplicationUsageControl``.
public enum ApplicationUsageControlTable: EMVFlagTable {
    /// Bytes of a value.
    public static let byteCount = 2
    /// What a bit means when it is set, or nil for one that is reserved.
    public static func name(byte: Int, bit: Int) -> FieldName? {
        switch (byte, bit) {
        case (1, 8): FieldName("domestic cash", "国内现金交易")
        case (1, 7): FieldName("international cash", "国际现金交易")
        case (1, 6): FieldName("domestic goods", "国内商品")
        case (1, 5): FieldName("international goods", "国际商品")
        case (1, 4): FieldName("domestic services", "国内服务")
        case (1, 3): FieldName("international services", "国际服务")
        case (1, 2): FieldName("cash machines", "ATM")
        case (1, 1): FieldName("terminals other than cash machines", "除ATM外的终端")
        case (2, 8): FieldName("domestic cashback", "国内返现")
        case (2, 7): FieldName("international cashback", "国际返现")
        default: nil
        }
    }
}
