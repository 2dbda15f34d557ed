/// Tag 9F07: where and for what the issuer lets a card be used.
///
/// Source: EMV Book 3, annex C2.
public struct ApplicationUsageControl: EMVFlagSet {
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
        case (1, 8): Words("domestic cash", "国内现金交易")
        case (1, 7): Words("international cash", "国际现金交易")
        case (1, 6): Words("domestic goods", "国内商品")
        case (1, 5): Words("international goods", "国际商品")
        case (1, 4): Words("domestic services", "国内服务")
        case (1, 3): Words("international services", "国际服务")
        case (1, 2): Words("cash machines", "ATM")
        case (1, 1): Words("terminals other than cash machines", "除ATM外的终端")
        case (2, 8): Words("domestic cashback", "国内返现")
        case (2, 7): Words("international cashback", "国际返现")
        default: nil
        }
    }
}
