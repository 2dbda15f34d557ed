/// Rules of Hypercom-style terminals.
///
/// Source: public terminal code of this kind and captured frames: the transaction is known by type indicator and processing
/// code (field 3); 020000 is a void, 200000 a refund, 920000 and 960000 the two halves of a settlement, 940000 the upload of a
/// chip record.
enum HypercomRules {
    static let all = network + transactions + settlement

    private static let card = FieldName("the card is in field 2 or on a track", "卡号应在域2或磁道中")
    private static let approved = FieldName("the transaction was approved", "交易已承兑")
    private static let free = [48, 54, 57, 58, 59, 61, 63]
    private static let cardFields = [2, 14, 23, 35, 36, 45, 52, 53, 55]

    private static let network = [
        MessageRule(
            [.networkRequest], when: [.present(70)], name: FieldName("network management", "网络管理"),
            mandatory: [7, 11, 70], optional: [15, 24, 32, 41, 42, 53] + free),
        MessageRule(
            [.networkRequest], name: FieldName("logon", "签到"), mandatory: [3, 11, 41],
            optional: [12, 13, 24, 42, 60, 62, 64] + free),
        MessageRule(
            [.networkResponse], name: FieldName("response to a logon", "签到应答"), mandatory: [11, 39],
            optional: [3, 7, 12, 13, 15, 24, 37, 41, 42, 53, 60, 62, 64, 70] + free),
    ]

    private static let transactions = [
        request(.financialRequest, "02", FieldName("void", "撤销"), must: [4, 37, 60, 62]),
        request(.financialRequest, "22", FieldName("void of a refund", "退货撤销"), must: [4, 37, 60, 62]),
        request(.financialRequest, "20", FieldName("refund", "退货"), must: [4, 62]),
        request(.financialRequest, "31", FieldName("balance enquiry", "余额查询"), must: [], hasAmount: false),
        request(.financialRequest, "00", FieldName("sale", "消费"), must: [4, 62]),
        request(.financialRequest, "", FieldName("financial request", "金融交易"), must: [4]),
        request(.authorizationRequest, "31", FieldName("balance enquiry", "余额查询"), must: [], hasAmount: false),
        request(.authorizationRequest, "", FieldName("authorization", "预授权"), must: [4]),
        request(.financialAdvice, "", FieldName("offline sale or adjustment", "脱机交易或调整"), must: [4, 38, 62]),
        MessageRule(
            [.reversalRequest], name: FieldName("reversal", "冲正"), mandatory: [3, 4, 11, 22, 24, 25, 41, 42],
            optional: [12, 13, 14, 23, 35, 36, 37, 38, 39, 45, 49, 53, 55, 56, 60, 62, 64] + free,
            conditional: [
                MessageRule.Requirement(2, isRequired: true, when: [.absent(35), .absent(45)], reason: card),
                MessageRule.Requirement(
                    52, isRequired: false, when: [], reason: FieldName("a reversal has no PIN", "冲正不带个人密码")),
            ]),
        MessageRule(
            [.financialResponse, .authorizationResponse, .financialAdviceResponse],
            name: FieldName("response to a transaction", "交易应答"), mandatory: [3, 11, 12, 13, 24, 39, 41],
            optional: [2, 4, 14, 15, 25, 38, 42, 44, 49, 55, 56, 60, 62, 64] + free,
            conditional: [
                MessageRule.Requirement(37, isRequired: true, when: [.begins(39, "00")], reason: approved)
            ]),
        MessageRule(
            [.reversalResponse], name: FieldName("response to a reversal", "冲正应答"), mandatory: [3, 11, 24, 39, 41],
            optional: [2, 4, 12, 13, 14, 25, 37, 38, 42, 44, 49, 55, 56, 60, 62, 64] + free),
    ]

    private static let settlement = [
        MessageRule(
            [.reconciliationRequest], name: FieldName("settlement", "批结算"), mandatory: [3, 11, 24, 41, 42, 60, 63],
            optional: [12, 13, 48, 62, 64], expected: [.part(3, at: 0, oneOf: ["920000", "960000"])]),
        MessageRule(
            [.reconciliationResponse], name: FieldName("response to a settlement", "批结算应答"),
            mandatory: [3, 11, 24, 39, 41], optional: [12, 13, 37, 42, 48, 60, 61, 62, 63, 64],
            expected: [.part(3, at: 0, oneOf: ["920000", "960000"])]),
        MessageRule(
            [.batchUpload], when: [.begins(3, "94")], name: FieldName("upload of a chip record", "IC卡批上送"),
            mandatory: [2, 3, 4, 11, 22, 24, 41, 42, 55, 60],
            optional: [12, 13, 14, 23, 25, 37, 38, 39, 49, 56, 62, 64] + free),
        MessageRule(
            [.batchUpload], name: FieldName("batch upload", "批上送"),
            mandatory: [2, 3, 4, 11, 22, 24, 25, 41, 42, 60],
            optional: [12, 13, 14, 23, 37, 38, 49, 55, 56, 62, 64] + free,
            conditional: [
                MessageRule.Requirement(
                    35, isRequired: false, when: [], reason: FieldName("no track is kept for an upload", "批上送不得保存磁道")),
                MessageRule.Requirement(
                    52, isRequired: false, when: [], reason: FieldName("no PIN is kept for an upload", "批上送不得保存密码")),
            ]),
        MessageRule(
            [.batchUploadResponse], name: FieldName("response to an upload", "批上送应答"),
            mandatory: [3, 11, 24, 39, 41], optional: [4, 12, 13, 37, 38, 42, 60, 62, 64] + free),
    ]

    private static func request(
        _ type: MTI, _ code: String, _ name: FieldName, must: [Int], hasAmount: Bool = true
    ) -> MessageRule {
        let rest = cardFields + [4, 12, 13, 26, 32, 37, 38, 49, 56, 60, 62, 64] + free
        return MessageRule(
            [type], when: code.isEmpty ? [] : [.begins(3, code)], name: name,
            mandatory: [3, 11, 22, 24, 25, 41, 42] + must,
            optional: rest.filter { !must.contains($0) && ($0 != 4 || hasAmount) },
            conditional: [
                MessageRule.Requirement(2, isRequired: true, when: [.absent(35), .absent(45)], reason: card)
            ])
    }
}
