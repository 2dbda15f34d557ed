/// What kind of transaction a message is part of. Source: the UnionPay-style message table.
public enum TransactionType: Equatable, Sendable, CaseIterable {
    /// 0800/003 and its kin.
    case signOn
    /// 0820/002.
    case signOff
    /// 0820/301.
    case echo
    /// 31xxxx.
    case balance
    /// 消费.
    case sale
    /// 消费撤销.
    case void
    /// 退货.
    case refund
    /// 预授权.
    case preAuthorization
    /// 预授权撤销.
    case preAuthorizationVoid
    /// 预授权完成.
    case completion
    /// 预授权完成撤销.
    case completionVoid
    /// 离线结算.
    case offlineSale
    /// 小费调整.
    case tip
    /// 冲正.
    case reversal
    /// 结算.
    case settlement
    /// 批上送.
    case upload
    /// 批上送结束.
    case uploadEnd
    /// Any other.
    case other

    /// The type of a message, request or response.
    public init(_ message: Message) {
        let field60 = message[text: 60].flatMap { ReservedField60($0) }
        switch message.mti.rawValue & 0xFFE0 {
        case 0x0800 where message.mti.function < 2: self = .signOn
        case 0x0820: self = field60?.networkCode == "002" ? .signOff : field60?.networkCode == "301" ? .echo : .other
        case 0x0400: self = .reversal
        case 0x0500: self = .settlement
        case 0x0320: self = field60?.networkCode == "202" || field60?.networkCode == "207" ? .uploadEnd : .upload
        case 0x0100: self = field60?.typeCode == "11" ? .preAuthorizationVoid : .preAuthorization
        case 0x0200, 0x0220: self = field60.flatMap { TransactionType(typeCode: $0.typeCode) } ?? .other
        default: self = .other
        }
    }

    /// The type that a transaction type code (field 60.1) stands for in 01xx and 02xx; nil for another code.
    public init?(typeCode: String) {
        switch typeCode {
        case "22": self = .sale
        case "23": self = .void
        case "25", "27": self = .refund
        case "01": self = .balance
        case "10": self = .preAuthorization
        case "11": self = .preAuthorizationVoid
        case "20", "24": self = .completion
        case "21": self = .completionVoid
        case "30": self = .offlineSale
        case "34": self = .tip
        default: return nil
        }
    }

    /// The name in words.
    public func name(_ language: Language) -> String {
        let names: (String, String) =
            switch self {
            case .signOn: ("sign-on", "签到")
            case .signOff: ("sign-off", "签退")
            case .echo: ("echo", "回响测试")
            case .balance: ("balance enquiry", "余额查询")
            case .sale: ("sale", "消费")
            case .void: ("void", "消费撤销")
            case .refund: ("refund", "退货")
            case .preAuthorization: ("pre-authorization", "预授权")
            case .preAuthorizationVoid: ("pre-authorization void", "预授权撤销")
            case .completion: ("completion", "预授权完成")
            case .completionVoid: ("completion void", "预授权完成撤销")
            case .offlineSale: ("offline sale", "离线结算")
            case .tip: ("tip", "小费调整")
            case .reversal: ("reversal", "冲正")
            case .settlement: ("settlement", "批结算")
            case .upload: ("batch upload", "批上送")
            case .uploadEnd: ("end of upload", "批上送结束")
            case .other: ("other", "其他")
            }
        return language == .english ? names.0 : names.1
    }
}
