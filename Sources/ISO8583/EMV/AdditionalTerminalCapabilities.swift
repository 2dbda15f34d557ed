/// Tag 9F40: which transactions, keys, printers, displays and character tables a terminal has.
///
/// Source: EMV Book 4, annex A3.
public typealias AdditionalTerminalCapabilities = EMVFlags<AdditionalTerminalCapabilitiesTable>

/// The bits of ``AdditionalTerminalCapabilities``.
public enum AdditionalTerminalCapabilitiesTable: EMVFlagTable {
    /// Bytes of a value.
    public static let byteCount = 5
    /// What a bit means when it is set, or nil for one that is reserved.
    public static func name(byte: Int, bit: Int) -> FieldName? {
        switch (byte, bit) {
        case (1, 8): FieldName("cash", "现金")
        case (1, 7): FieldName("goods", "商品")
        case (1, 6): FieldName("services", "服务")
        case (1, 5): FieldName("cashback", "返现")
        case (1, 4): FieldName("enquiry", "查询")
        case (1, 3): FieldName("transfer", "转账")
        case (1, 2): FieldName("payment", "付款")
        case (1, 1): FieldName("administrative", "管理")
        case (2, 8): FieldName("cash deposit", "存款")
        case (3, 8): FieldName("numeric keys", "数字键")
        case (3, 7): FieldName("alphabetic and special keys", "字母和特殊字符键")
        case (3, 6): FieldName("command keys", "命令键")
        case (3, 5): FieldName("function keys", "功能键")
        case (4, 8): FieldName("print, attendant", "打印, 服务员")
        case (4, 7): FieldName("print, cardholder", "打印, 持卡人")
        case (4, 6): FieldName("display, attendant", "显示, 服务员")
        case (4, 5): FieldName("display, cardholder", "显示, 持卡人")
        case (4, 2): FieldName("code table 10", "代码表10")
        case (4, 1): FieldName("code table 9", "代码表9")
        case (5, 8): FieldName("code table 8", "代码表8")
        case (5, 7): FieldName("code table 7", "代码表7")
        case (5, 6): FieldName("code table 6", "代码表6")
        case (5, 5): FieldName("code table 5", "代码表5")
        case (5, 4): FieldName("code table 4", "代码表4")
        case (5, 3): FieldName("code table 3", "代码表3")
        case (5, 2): FieldName("code table 2", "代码表2")
        case (5, 1): FieldName("code table 1", "代码表1")
        default: nil
        }
    }
}
