/// The tables of response codes: which one a host speaks follows from its dialect.
public enum ResponseTable: Equatable, Sendable, CaseIterable {
    /// UnionPay-style, two characters, with the class of action that its terminal specification gives.
    case unionPay
    /// ISO 8583:1987, two characters.
    case iso87
    /// ISO 8583:1993, three digits, and 2003, four: class, range, and two digits that say what the 1993 ones say.
    case iso93
    /// ISO 8583:1987 with the private codes of Hypercom-style hosts for batches and terminals.
    case hypercom

    /// The meaning of a code; one that the table does not have declines.
    ///
    /// Part approvals (10, 002, 006) decline: the amount that was asked for does not stand, and nothing here books a part.
    public func meaning(of code: String) -> ResponseMeaning { ResponseMeaning(code: code, row(code)) }

    func row(_ code: String) -> ResponseRow? {
        if self == .iso93 { return ResponseTable.number(code).flatMap { ISO93Responses.row($0) } }
        guard let key = ResponseTable.key(code) else { return ChipResponses.row(code) }
        return switch self {
        case .unionPay: UnionPayResponses.row(key)
        case .hypercom: HypercomResponses.row(key) ?? ISO87Responses.row(key)
        case .iso87, .iso93: ISO87Responses.row(key)
        }
    }

    /// Two characters as hexadecimal digits: a switch over numbers takes a fifth of the memory of one over texts.
    private static func key(_ code: String) -> UInt8? {
        guard code.utf8.count == 2 else { return nil }
        var key: UInt8 = 0
        for byte in code.utf8 {
            switch byte {
            case 0x30...0x39: key = key << 4 | (byte - 0x30)
            case 0x41...0x46: key = key << 4 | (byte - 0x41 + 10)
            default: return nil
            }
        }
        return key
    }

    /// Three digits of 1993, or four of 2003 in the ranges that 1993 has as well: the second digit is 0, or 1 in class 9
    /// (1016 is 116, 9102 is 902). Source: public tables of both versions side by side.
    private static func number(_ code: String) -> Int? {
        var digits = [UInt8](code.utf8)
        if digits.count == 4 {
            let range = digits.remove(at: 1)
            guard range == 0x30 || (range == 0x31 && digits[0] == 0x39) else { return nil }
        }
        guard digits.count == 3, digits.allSatisfy({ Digits.isDigit($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}

/// Codes that a chip transaction makes in the terminal, without a host: tag 8A. Source: EMV Book 4, annex A6.
enum ChipResponses {
    static func row(_ code: String) -> ResponseRow? {
        switch code {
        case "Y1": ResponseRow(.approve, "Approved by the card", "脱机批准")
        case "Y3": ResponseRow(.approve, "No link, card approved", "无法联机, 脱机批准")
        case "Z1": ResponseRow(.decline, "Declined by the card", "脱机拒绝")
        case "Z3": ResponseRow(.decline, "No link, card declined", "无法联机, 脱机拒绝")
        default: nil
        }
    }
}
