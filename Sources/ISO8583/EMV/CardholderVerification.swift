/// One rule of how a cardholder proves to be one: a method, and when it is used.
///
/// Source: EMV Book 3, annex C3.
public struct CardholderVerificationRule: Equatable, Sendable {
    /// Method with its bit 7: what to do when it fails.
    public let method: UInt8
    /// When the rule is used.
    public let condition: UInt8

    /// A rule.
    public init(method: UInt8, condition: UInt8) {
        self.method = method
        self.condition = condition
    }

    /// True when the next rule is tried after this one failed (bit 7).
    public var continuesWhenFailed: Bool { method & 0x40 != 0 }

    /// The rule in words: `signature, always, otherwise the next rule`.
    public func words(_ language: Language) -> String {
        let otherwise =
            continuesWhenFailed
            ? FieldName("otherwise the next rule", "失败则用下一规则") : FieldName("otherwise fail", "失败则验证失败")
        return [methodWords, conditionWords, otherwise].map { $0.text(language) }.joined(separator: ", ")
    }

    /// Method and condition in words, without what follows a failure.
    var shortWords: [FieldName] { [methodWords, conditionWords] }

    private var methodWords: FieldName {
        switch method & 0x3F {
        case 0x00: FieldName("fail", "CVM失败")
        case 0x01: FieldName("plain PIN verified by chip", "IC卡明文PIN验证")
        case 0x02: FieldName("enciphered PIN verified online", "联机加密PIN验证")
        case 0x03: FieldName("plain PIN verified by chip and signature", "IC卡明文PIN验证和签名")
        case 0x04: FieldName("enciphered PIN verified by chip", "IC卡加密PIN验证")
        case 0x05: FieldName("enciphered PIN verified by chip and signature", "IC卡加密PIN验证和签名")
        case 0x1E: FieldName("signature", "签名")
        case 0x1F: FieldName("no CVM required", "无需CVM")
        case 0x20: FieldName("identity document", "持卡人证件出示")
        case 0x3F: FieldName("no CVM performed", "未进行CVM")
        default: FieldName("method " + Digits.hex([method & 0x3F]), "方法" + Digits.hex([method & 0x3F]))
        }
    }

    private var conditionWords: FieldName {
        switch condition {
        case 0x00: FieldName("always", "总是")
        case 0x01: FieldName("if unattended cash", "如果是无人值守现金")
        case 0x02: FieldName("if not cash and not cashback", "如果不是现金也不是返现")
        case 0x03: FieldName("if terminal supports it", "如果终端支持")
        case 0x04: FieldName("if manual cash", "如果是人工值守现金")
        case 0x05: FieldName("if cashback", "如果是返现")
        case 0x06: FieldName("if under amount X", "如果低于金额X")
        case 0x07: FieldName("if over amount X", "如果高于金额X")
        case 0x08: FieldName("if under amount Y", "如果低于金额Y")
        case 0x09: FieldName("if over amount Y", "如果高于金额Y")
        default: FieldName("condition " + Digits.hex([condition]), "条件" + Digits.hex([condition]))
        }
    }
}

/// Tag 8E: the rules that the issuer gave, in the order in which they are tried.
///
/// Source: EMV Book 3, 10.5 and annex C3: amounts X and Y of four bytes each, then rules of two bytes.
public struct CardholderVerificationList: Equatable, Sendable {
    /// Amount X, in minor units of the application's currency.
    public let amountX: UInt32
    /// Amount Y, in minor units of the application's currency.
    public let amountY: UInt32
    /// Rules.
    public let rules: [CardholderVerificationRule]

    /// A list, or nil for bytes that are no amounts and rules.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count >= 8, bytes.count % 2 == 0 else { return nil }
        amountX = bytes[0..<4].reduce(0) { $0 << 8 | UInt32($1) }
        amountY = bytes[4..<8].reduce(0) { $0 << 8 | UInt32($1) }
        rules = stride(from: 8, to: bytes.count, by: 2).map {
            CardholderVerificationRule(method: bytes[$0], condition: bytes[$0 + 1])
        }
    }

    /// Amounts and rules in words.
    public func words(_ language: Language) -> [String] {
        [FieldName("amount X: \(amountX)", "金额X: \(amountX)"), FieldName("amount Y: \(amountY)", "金额Y: \(amountY)")]
            .map { $0.text(language) } + rules.map { $0.words(language) }
    }
}

/// Tag 9F34: the rule that was used last, and how it came out.
///
/// Source: EMV Book 4, annex A4.
public struct CardholderVerificationResults: Equatable, Sendable {
    /// How the verification came out.
    public enum Outcome: UInt8, Equatable, Sendable {
        /// Not known in the terminal, for example for a signature or an online PIN.
        case unknown = 0
        /// Failed.
        case failed = 1
        /// Successful.
        case successful = 2
    }

    /// The rule that was used last.
    public let rule: CardholderVerificationRule
    /// How it came out, or nil for a value that EMV does not have.
    public let outcome: Outcome?

    /// Results, or nil for another number of bytes than three.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 3 else { return nil }
        rule = CardholderVerificationRule(method: bytes[0], condition: bytes[1])
        outcome = Outcome(rawValue: bytes[2])
    }

    /// Method, condition and outcome in words.
    public func words(_ language: Language) -> [String] {
        let result =
            switch outcome {
            case .unknown: FieldName("result unknown", "结果未知")
            case .failed: FieldName("failed", "失败")
            case .successful: FieldName("successful", "成功")
            case nil: FieldName("reserved result", "保留结果")
            }
        return (rule.shortWords + [result]).map { $0.text(language) }
    }
}
