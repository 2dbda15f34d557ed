/// The tables of response codes: which one a host speaks follows from its dialect.
public enum ResponseTable: Equatable, Sendable, CaseIterable {
    /// UnionPay-style, two characters, with the class of action that its terminal specification gives.
    case unionPay
    /// ISO 8583:1987, two characters.
    case iso87
    /// ISO 8583:1993 and 2003, three digits (2003 has four: the first three say the same).
    case iso93
    /// ISO 8583:1987 with the private codes of Hypercom-style hosts for batches and terminals.
    case hypercom

    /// The meaning of a code; one that the table does not have declines.
    ///
    /// Part approvals (10, 002, 006) decline: the amount that was asked for does not stand, and nothing here books a part.
    public func meaning(of code: String) -> ResponseMeaning {
        switch self {
        case .unionPay: ResponseMeaning(code: code)
        case .iso87: ResponseMeaning(code: code, ISO87Responses.row(code) ?? ChipResponses.row(code))
        case .iso93: ResponseMeaning(code: code, ISO93Responses.row(code))
        case .hypercom:
            ResponseMeaning(
                code: code, HypercomResponses.row(code) ?? ISO87Responses.row(code) ?? ChipResponses.row(code))
        }
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
