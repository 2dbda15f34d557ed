/// Tag 9F27: which cryptogram a chip made, and why it asks for an advice.
///
/// Source: EMV Book 3, 6.5.5.4, table 15.
public struct CryptogramInformation: Equatable, Sendable {
    /// What the chip decided.
    public enum Cryptogram: UInt8, Equatable, Sendable {
        /// AAC: declined.
        case decline = 0
        /// TC: approved.
        case approval = 1
        /// ARQC: ask the issuer.
        case request = 2
        /// Reserved.
        case reserved = 3
    }

    /// The byte.
    public let value: UInt8

    /// Information from its byte.
    public init(_ value: UInt8) { self.value = value }

    /// What the chip decided (bits 8 and 7).
    public var cryptogram: Cryptogram { Cryptogram(rawValue: value >> 6) ?? .reserved }

    /// True when an advice must be sent (bit 4).
    public var wantsAdvice: Bool { value & 0x08 != 0 }

    /// The information in words.
    public func words(_ language: Language) -> [String] {
        var texts = [cryptogramWords]
        if wantsAdvice { texts.append(FieldName("advice required", "需要通知")) }
        switch value & 0x07 {
        case 0: break
        case 1: texts.append(FieldName("service not allowed", "不允许服务"))
        case 2: texts.append(FieldName("PIN try limit exceeded", "PIN重试次数超限"))
        case 3: texts.append(FieldName("issuer authentication failed", "发卡行认证失败"))
        default: texts.append(FieldName("reason \(value & 0x07)", "原因\(value & 0x07)"))
        }
        return texts.map { $0.text(language) }
    }

    private var cryptogramWords: FieldName {
        switch cryptogram {
        case .decline: FieldName("AAC: declined", "AAC: 拒绝")
        case .approval: FieldName("TC: approved offline", "TC: 脱机批准")
        case .request: FieldName("ARQC: online authorization requested", "ARQC: 请求联机授权")
        case .reserved: FieldName("reserved cryptogram type", "保留密文类型")
        }
    }
}
