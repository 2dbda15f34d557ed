/// Tag 9F40: which transactions, keys, printers, displays and character tables a terminal has.
///
/// Source: EMV Book 4, annex A3.
public struct AdditionalTerminalCapabilities: EMVFlagSet {
    /// Bytes of a value.
    public static let byteCount = 5
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
        case (1, 8): Words("cash", "现金")
        case (1, 7): Words("goods", "商品")
        case (1, 6): Words("services", "服务")
        case (1, 5): Words("cashback", "返现")
        case (1, 4): Words("enquiry", "查询")
        case (1, 3): Words("transfer", "转账")
        case (1, 2): Words("payment", "付款")
        case (1, 1): Words("administrative", "管理")
        case (2, 8): Words("cash deposit", "存款")
        case (3, 8): Words("numeric keys", "数字键")
        case (3, 7): Words("alphabetic and special keys", "字母和特殊字符键")
        case (3, 6): Words("command keys", "命令键")
        case (3, 5): Words("function keys", "功能键")
        case (4, 8): Words("print, attendant", "打印, 服务员")
        case (4, 7): Words("print, cardholder", "打印, 持卡人")
        case (4, 6): Words("display, attendant", "显示, 服务员")
        case (4, 5): Words("display, cardholder", "显示, 持卡人")
        case (4, 2): Words("code table 10", "代码表10")
        case (4, 1): Words("code table 9", "代码表9")
        case (5, 8): Words("code table 8", "代码表8")
        case (5, 7): Words("code table 7", "代码表7")
        case (5, 6): Words("code table 6", "代码表6")
        case (5, 5): Words("code table 5", "代码表5")
        case (5, 4): Words("code table 4", "代码表4")
        case (5, 3): Words("code table 3", "代码表3")
        case (5, 2): Words("code table 2", "代码表2")
        case (5, 1): Words("code table 1", "代码表1")
        default: nil
        }
    }
}
