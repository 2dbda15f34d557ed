/// Rules of UnionPay-style terminals.
///
/// Source: the UnionPay-style message table: a transaction is known by type indicator, processing code (field 3), condition
/// code (field 25) and transaction type code (field 60.1); field lists of published terminals, checked against captured
/// frames. Private fields 46, 47, 56 to 59 belong to vendors and may be anywhere.
enum UnionPayRules {
    static var all: [MessageRule] {
        transactions.flatMap { [$0.request, $0.response] } + otherTransactions + reversals + management + settlement
            + others
    }

    /// Vendors' own fields, which no rule forbids.
    static let vendor = [46, 47, 56, 57, 58, 59]

    private static let transactions = [
        UnionPayTransaction(.financialRequest, "22", code: "000000", condition: "00", "sale", "消费"),
        UnionPayTransaction(
            .financialRequest, "23", code: "200000", condition: "00", "void of a sale", "消费撤销", must: [37, 61]),
        UnionPayTransaction(
            .financialAdvice, "25", code: "200000", condition: "00", "refund", "退货", must: [37, 61, 63]),
        UnionPayTransaction(
            .financialAdvice, "27", code: "200000", condition: "00", "refund of an offline sale", "脱机退货",
            must: [61, 62]),
        UnionPayTransaction(
            .financialRequest, "01", code: "310000", condition: "00", "balance enquiry", "余额查询", hasAmount: false),
        UnionPayTransaction(.authorizationRequest, "10", code: "030000", condition: "06", "pre-authorization", "预授权"),
        UnionPayTransaction(
            .authorizationRequest, "11", code: "200000", condition: "06", "void of a pre-authorization", "预授权撤销",
            must: [38, 61]),
        UnionPayTransaction(
            .financialRequest, "20", code: "000000", condition: "06", "completion of a pre-authorization", "预授权完成请求",
            must: [38, 61]),
        UnionPayTransaction(
            .financialRequest, "21", code: "200000", condition: "06", "void of a completion", "预授权完成撤销", must: [37, 61]),
        UnionPayTransaction(
            .financialAdvice, "24", code: "000000", condition: "06", "completion advice", "预授权完成通知", must: [38, 61]),
        UnionPayTransaction(.financialAdvice, "30", code: "000000", condition: "00", "offline sale", "离线结算"),
        UnionPayTransaction(
            .financialAdvice, "32", code: "000000", condition: "00", "adjustment", "结算调整", must: [37, 61]),
        UnionPayTransaction(
            .financialAdvice, "34", code: "000000", condition: "00", "tip adjustment", "小费调整", must: [37, 61]),
        UnionPayTransaction(.financialRequest, "45", condition: "91", "load from an account", "指定账户圈存"),
        UnionPayTransaction(.financialRequest, "46", condition: "91", "load with cash", "现金圈存"),
        UnionPayTransaction(.financialRequest, "47", condition: "91", "load from another account", "非指定账户圈存"),
        UnionPayTransaction(.financialRequest, "51", condition: "91", "void of a cash load", "现金圈存撤销"),
    ]

    /// Transactions with a type code that the table does not have.
    private static let otherTransactions = [
        MessageRule(
            [.authorizationRequest, .financialRequest, .financialAdvice], name: FieldName("other transaction", "其他交易"),
            mandatory: [3, 11, 41, 42, 60], isClosed: false),
        MessageRule(
            [.authorizationResponse, .financialResponse, .financialAdviceResponse],
            name: FieldName("response to another transaction", "其他交易应答"), mandatory: [3, 11, 39, 41, 42, 60],
            isClosed: false),
    ]

    private static let reversals = [
        MessageRule(
            [.reversalRequest], name: FieldName("reversal", "冲正"), mandatory: [3, 4, 11, 22, 25, 39, 41, 42, 49, 60],
            optional: [2, 12, 13, 14, 15, 23, 32, 35, 36, 37, 38, 48, 53, 55, 62, 63, 64] + vendor,
            conditional: [
                MessageRule.Requirement(2, isRequired: true, when: [.absent(35)], reason: UnionPayTransaction.card),
                MessageRule.Requirement(
                    52, isRequired: false, when: [], reason: FieldName("a reversal has no PIN", "冲正不带个人密码")),
                MessageRule.Requirement(
                    61, isRequired: true, when: [.part(60, at: 0, oneOf: ["11", "21", "23"])],
                    reason: FieldName("the reversal of a void names the voided transaction", "撤销的冲正须带原交易信息")),
                MessageRule.Requirement(
                    61, isRequired: false, when: [.part(60, at: 0, oneOf: ["22", "10", "01"])],
                    reason: FieldName("this transaction has no original", "此交易没有原交易")),
            ]),
        MessageRule(
            [.reversalResponse], name: FieldName("response to a reversal", "冲正应答"),
            mandatory: [3, 11, 12, 13, 39, 41, 42],
            optional: [2, 4, 14, 15, 22, 23, 25, 32, 37, 38, 44, 48, 49, 53, 54, 55, 60, 61, 62, 63, 64] + vendor),
    ]

    private static let others = [
        MessageRule(
            [MTI(0x0620)], name: FieldName("chip script result", "IC卡脚本结果通知"), mandatory: [11, 41, 42, 55, 60],
            isClosed: false),
        MessageRule(
            [MTI(0x0630)], name: FieldName("response to a chip script result", "IC卡脚本结果应答"),
            mandatory: [11, 39, 41, 42, 60], isClosed: false),
        MessageRule(
            [MTI(0x0920)], name: FieldName("signature upload", "电子签名上送"), mandatory: [11, 41, 42, 60, 62],
            isClosed: false),
        MessageRule(
            [MTI(0x0930)], name: FieldName("response to a signature upload", "电子签名上送应答"),
            mandatory: [11, 39, 41, 42, 60], isClosed: false),
    ]
}
