/// One row of the UnionPay-style message table, as the rules of its request and of its response.
struct UnionPayTransaction {
    let request: MessageRule
    let response: MessageRule

    static let card = FieldName("the card is in field 2 or in track 2", "卡号应在域2或二磁道中")
    private static let pinFormat = FieldName("a PIN block needs it", "有个人密码时须有此域")
    private static let approved = FieldName("the transaction was approved", "交易已承兑")

    /// A row.
    ///
    /// - Parameters:
    ///   - type: Type indicator of the request.
    ///   - typeCode: Field 60.1.
    ///   - code: Field 3, where there is only one.
    ///   - condition: Field 25.
    ///   - must: Fields that the request has besides those of every transaction.
    init(
        _ type: MTI, _ typeCode: String, code: String? = nil, condition: String, _ english: String, _ chinese: String,
        hasAmount: Bool = true, must: [Int] = []
    ) {
        let kind = [MessageRule.Condition.part(60, at: 0, oneOf: [typeCode])]
        var expected = [MessageRule.Condition.begins(25, condition)]
        if let code { expected.append(.begins(3, code)) }
        let amount = hasAmount ? [4] : []
        let rest = [2, 12, 13, 14, 23, 26, 32, 35, 36, 37, 38, 48, 52, 53, 54, 55, 61, 62, 63, 64]
        request = MessageRule(
            [type], when: kind, name: FieldName(english, chinese),
            mandatory: [3, 11, 22, 25, 41, 42, 49, 60] + amount + must,
            optional: rest.filter { !must.contains($0) } + UnionPayRules.vendor,
            conditional: [
                MessageRule.Requirement(2, isRequired: true, when: [.absent(35)], reason: UnionPayTransaction.card),
                MessageRule.Requirement(
                    26, isRequired: true, when: [.present(52)], reason: UnionPayTransaction.pinFormat),
                MessageRule.Requirement(
                    53, isRequired: true, when: [.present(52)], reason: UnionPayTransaction.pinFormat),
            ], expected: expected)
        response = MessageRule(
            [type.response], when: kind, name: FieldName("response: " + english, chinese + "应答"),
            mandatory: [3, 11, 12, 13, 39, 41, 42, 60],
            optional: [2, 4, 14, 15, 22, 23, 25, 32, 38, 44, 48, 49, 53, 54, 55, 61, 62, 63, 64]
                + UnionPayRules.vendor,
            conditional: [
                MessageRule.Requirement(
                    37, isRequired: true, when: [.begins(39, "00")], reason: UnionPayTransaction.approved)
            ], expected: code.map { [.begins(3, $0)] } ?? [])
    }
}
