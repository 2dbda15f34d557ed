extension TransactionType {
    /// The type of a message of the Hypercom style, request or response, which processing code (field 3) and condition code
    /// (field 25) say.
    ///
    /// Source: public terminal code and captured frames: 02 void or adjustment, 20 refund, 30 pre-authorization, 31 balance,
    /// 920000 logon and totals, 960000 trailing totals, 990000 echo; condition 06 around a pre-authorization.
    public init(hypercom message: Message) {
        let code = message[text: 3] ?? ""
        let isPreAuthorized = message[text: 25] == "06"
        switch (message.mti.rawValue & 0xFFE0, String(code.prefix(2))) {
        case (0x0800, "92"): self = .signOn
        case (0x0800, "99"): self = .echo
        case (0x0400, _): self = .reversal
        case (0x0500, "96"): self = .uploadEnd
        case (0x0500, _): self = .settlement
        case (0x0320, _): self = .upload
        case (0x0100, "31"), (0x0200, "31"): self = .balance
        case (0x0100, "30"): self = .preAuthorization
        case (0x0100, "02"): self = .preAuthorizationVoid
        case (0x0200, "00"): self = .sale
        case (0x0200, "02"): self = isPreAuthorized ? .completionVoid : .void
        case (0x0200, "20"): self = .refund
        case (0x0220, "00"): self = isPreAuthorized ? .completion : .offlineSale
        case (0x0220, "02"): self = .tip
        default: self = .other
        }
    }
}
