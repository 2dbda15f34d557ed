/// Tag 9F66: what a contactless reader can do and asks for.
///
/// Source: EMV Contactless Book C-3, annex A.
public struct TerminalTransactionQualifiers: EMVFlagSet {
    /// Bytes of a value.
    public static let byteCount = 4
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
        case (1, 8): Words("mag-stripe mode supported", "支持非接触磁条")
        case (1, 6): Words("contactless EMV mode supported", "支持非接触EMV")
        case (1, 5): Words("EMV with contacts supported", "支持接触EMV")
        case (1, 4): Words("offline-only reader", "仅脱机读卡器")
        case (1, 3): Words("online PIN supported", "支持联机PIN")
        case (1, 2): Words("signature supported", "支持签名")
        case (1, 1): Words("offline data authentication for online supported", "支持联机交易的脱机数据认证")
        case (2, 8): Words("online cryptogram required", "要求联机密文")
        case (2, 7): Words("CVM required", "要求CVM")
        case (2, 6): Words("offline PIN with contacts supported", "支持接触脱机PIN")
        case (3, 8): Words("issuer update processing supported", "支持发卡行更新处理")
        case (3, 7): Words("CVM on the device supported", "支持设备CVM")
        default: nil
        }
    }
}
