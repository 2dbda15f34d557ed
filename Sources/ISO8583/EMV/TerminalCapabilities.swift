/// Tag 9F33: how a terminal reads cards, verifies cardholders and authenticates chips.
///
/// Source: EMV Book 4, annex A2.
public struct TerminalCapabilities: EMVFlagSet {
    /// Bytes of a value.
    public static let byteCount = 3
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
        case (1, 8): Words("manual key entry", "手工键盘输入")
        case (1, 7): Words("magnetic stripe", "磁条")
        case (1, 6): Words("chip with contacts", "接触式IC卡")
        case (2, 8): Words("plain PIN verified by chip", "IC卡明文PIN验证")
        case (2, 7): Words("enciphered PIN verified online", "联机加密PIN验证")
        case (2, 6): Words("signature on paper", "签名(纸)")
        case (2, 5): Words("enciphered PIN verified by chip", "IC卡加密PIN验证")
        case (2, 4): Words("no CVM required", "无需CVM")
        case (3, 8): Words("SDA", "静态数据认证")
        case (3, 7): Words("DDA", "动态数据认证")
        case (3, 6): Words("card capture", "吞卡")
        case (3, 4): Words("CDA", "复合动态数据认证")
        default: nil
        }
    }
}
