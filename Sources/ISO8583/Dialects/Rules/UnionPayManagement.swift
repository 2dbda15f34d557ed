extension UnionPayRules {
    /// Sign-on, sign-off, echo test, downloads. Source: field 60.3 of the UnionPay-style message table.
    static let management = [
        MessageRule(
            [.networkRequest], when: code(signOnCodes), name: FieldName("sign-on", "签到"),
            mandatory: [11, 41, 42, 60, 63], optional: [12, 13, 32, 48, 53, 62] + vendor),
        MessageRule(
            [.networkResponse], when: code(signOnCodes), name: FieldName("response to a sign-on", "签到应答"),
            mandatory: [11, 12, 13, 39, 41, 42, 60], optional: [15, 32, 37, 43, 44, 48, 53, 63] + vendor,
            conditional: [
                MessageRule.Requirement(
                    62, isRequired: true, when: [.begins(39, "00")],
                    reason: FieldName("the host gives the working keys", "主机须下发工作密钥"))
            ]),
        MessageRule(
            [.networkAdvice], when: code(["002"]), name: FieldName("sign-off", "签退"),
            mandatory: [11, 41, 42, 60], optional: [12, 13, 63] + vendor),
        MessageRule(
            [.networkAdvice], when: code(["301"]), name: FieldName("echo test", "回响测试"),
            mandatory: [41, 42, 60], optional: [11, 12, 13, 63] + vendor),
        MessageRule(
            [.networkRequest, .networkAdvice], name: FieldName("management", "管理交易"), mandatory: [41, 42, 60],
            optional: [11, 12, 13, 32, 53, 62, 63, 64] + vendor),
        MessageRule(
            [.networkResponse, .networkAdviceResponse], name: FieldName("response to a management message", "管理交易应答"),
            mandatory: [39, 41, 60], optional: [11, 12, 13, 15, 32, 37, 42, 43, 44, 48, 53, 62, 63, 64] + vendor),
    ]

    /// Reconciliation and batch upload. Source: field 60.3: 201 block of online records, 203 to 206 chip records, 202 and 207
    /// the end; an advice of an unbalanced batch is sent as it was, with the type of an upload.
    static let settlement = [
        MessageRule(
            [.reconciliationRequest], name: FieldName("settlement", "批结算"), mandatory: [11, 41, 42, 48, 49, 60],
            optional: [12, 13, 63] + vendor, expected: code(["201"])),
        MessageRule(
            [.reconciliationResponse], name: FieldName("response to a settlement", "批结算应答"),
            mandatory: [11, 12, 13, 39, 41, 42, 60], optional: [15, 32, 37, 49, 63] + vendor,
            conditional: [
                MessageRule.Requirement(
                    48, isRequired: true, when: [.begins(39, "00")],
                    reason: FieldName("the host says whether the totals agree", "主机须给出对账结果"))
            ]),
        MessageRule(
            [.batchUpload], when: code(["201"]), name: FieldName("upload of online records", "联机交易批上送"),
            mandatory: [11, 41, 42, 48, 60], optional: [49, 63] + vendor),
        MessageRule(
            [.batchUpload], when: code(["202", "207"]), name: FieldName("end of upload", "批上送结束"),
            mandatory: [11, 41, 42, 48, 60], optional: [49, 63] + vendor),
        MessageRule(
            [.batchUpload], when: code(["203", "204", "205", "206"]),
            name: FieldName("upload of a chip record", "IC卡批上送"),
            mandatory: [2, 4, 11, 22, 41, 42, 55, 60, 62], optional: [3, 12, 13, 14, 23, 25, 37, 38, 49, 63] + vendor),
        MessageRule(
            [.batchUpload], name: FieldName("upload of an advice", "通知类交易批上送"),
            mandatory: [2, 3, 4, 11, 22, 25, 41, 42, 60],
            optional: [12, 13, 14, 23, 37, 38, 49, 55, 61, 62, 63] + vendor,
            conditional: [
                MessageRule.Requirement(
                    35, isRequired: false, when: [], reason: FieldName("no track is kept for an upload", "批上送不得保存磁道")),
                MessageRule.Requirement(
                    52, isRequired: false, when: [], reason: FieldName("no PIN is kept for an upload", "批上送不得保存密码")),
            ]),
        MessageRule(
            [.batchUploadResponse], name: FieldName("response to an upload", "批上送应答"),
            mandatory: [11, 12, 13, 39, 41, 42, 60],
            optional: [2, 3, 4, 15, 25, 32, 37, 38, 48, 49, 63] + vendor),
    ]

    private static let signOnCodes = ["001", "003", "004"]

    private static func code(_ codes: [String]) -> [MessageRule.Condition] { [.part(60, at: 8, oneOf: codes)] }
}
