/// Tag 9F33: how a terminal reads cards, verifies cardholders and authenticates chips.
///
/// Source: EMV Book 4, annex A2.
public typealias TerminalCapabilities = EMVFlags<TerminalCapabilitiesTable>

/// The bits of ``TerminalCapabilities``.
public enum TerminalCapabilitiesTable: EMVFlagTable {
    /// Bytes of a value.
    public static let byteCount = 3
    /// What a bit means when it is set, or nil for one that is reserved.
    public static func name(byte: Int, bit: Int) -> FieldName? {
        switch (byte, bit) {
        case (1, 8): FieldName("manual key entry", "手工键盘输入")
        case (1, 7): FieldName("magnetic stripe", "磁条")
        case (1, 6): FieldName("chip with contacts", "接触式IC卡")
        case (2, 8): FieldName("plain PIN verified by chip", "IC卡明文PIN验证")
        case (2, 7): FieldName("enciphered PIN verified online", "联机加密PIN验证")
        case (2, 6): FieldName("signature on paper", "签名(纸)")
        case (2, 5): FieldName("enciphered PIN verified by chip", "IC卡加密PIN验证")
        case (2, 4): FieldName("no CVM required", "无需CVM")
        case (3, 8): FieldName("SDA", "静态数据认证")
        case (3, 7): FieldName("DDA", "动态数据认证")
        case (3, 6): FieldName("card capture", "吞卡")
        case (3, 4): FieldName("CDA", "复合动态数据认证")
        default: nil
        }
    }
}
