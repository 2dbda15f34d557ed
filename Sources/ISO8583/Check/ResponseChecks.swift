extension MessageChecker {
    /// Response codes: known, and only where somebody responds. A reversal's request says in field 39 why it is sent.
    ///
    /// Source for reasons of reversals: UnionPay-style message table: 06, 17, 96, 98 and A0.
    func responseFindings(_ message: Message) -> [CheckFinding] {
        guard let code = message[text: 39], fits(39, message) else { return [] }
        // An advice says what was decided; which may have the field is a matter of the rules.
        if message.mti.function == 2, message.mti.messageClass != 4 { return [] }
        if message.mti.isRequest, message.mti.messageClass != 4 {
            return [finding(.error, .responseCode, 39, "stands in a request", "请求报文不应有应答码")]
        }
        if message.mti.isRequest {
            guard dialect.responseTable == .unionPay, !["06", "17", "96", "98", "A0"].contains(code) else { return [] }
            return [finding(.warning, .responseCode, 39, "is no usual reason of a reversal", "不是常见的冲正原因码")]
        }
        guard !dialect.responseTable.meaning(of: code).isKnown else { return [] }
        return [finding(.warning, .responseCode, 39, "is not in the dialect's table", "应答码表中没有此代码")]
    }
}
