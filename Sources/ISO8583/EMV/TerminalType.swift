/// Tag 9F35: where a terminal stands, who controls it, and whether it can go online.
///
/// Source: EMV Book 4, annex A1.
public struct TerminalType: Equatable, Sendable {
    /// Two digits in a byte: 0x22.
    public let value: UInt8

    /// A type from its byte.
    public init(_ value: UInt8) { self.value = value }

    /// The type in words: `merchant, attended, offline with online capability`.
    public func words(_ language: Language) -> String {
        let owner: FieldName? =
            switch value >> 4 {
            case 1: FieldName("financial institution", "金融机构")
            case 2: FieldName("merchant", "商户")
            case 3: FieldName("cardholder", "持卡人")
            default: nil
            }
        let place: FieldName? =
            switch value & 0x0F {
            case 1: FieldName("attended, online only", "有人值守, 仅联机")
            case 2: FieldName("attended, offline with online capability", "有人值守, 可脱机可联机")
            case 3: FieldName("attended, offline only", "有人值守, 仅脱机")
            case 4: FieldName("unattended, online only", "无人值守, 仅联机")
            case 5: FieldName("unattended, offline with online capability", "无人值守, 可脱机可联机")
            case 6: FieldName("unattended, offline only", "无人值守, 仅脱机")
            default: nil
            }
        guard let owner, let place else {
            return FieldName("reserved terminal type", "保留终端类型").text(language) + " " + Digits.hex([value])
        }
        return owner.text(language) + ", " + place.text(language)
    }
}
