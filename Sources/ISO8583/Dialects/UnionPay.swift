extension Dialect {
    /// UnionPay-style direct-connect terminals.
    ///
    /// Source: published field tables of terminals of this kind, checked against captured frames: lengths count digits for
    /// n and z, bytes for an, ans and b; field 22 is filled at the right, field 23 at the left; odd digits of variable
    /// fields are filled at the right. Private fields hold any bytes: vendors put text, tags or binary data there.
    public static let unionPay = Dialect(
        id: "unionpay", name: "UnionPay-style POS", typeCoding: .packed, bitmapCoding: .binary,
        header: .tpduAndUnionPay, responseTable: .unionPay,
        fields: [
            FieldDefinition(2, n(2, 19, secret: true), FieldName("primary account number", "主账号")),
            FieldDefinition(3, n(6), FieldName("processing code", "交易处理码")),
            FieldDefinition(4, n(12), FieldName("amount", "交易金额")),
            FieldDefinition(11, n(6), FieldName("trace number", "受卡方系统跟踪号")),
            FieldDefinition(12, n(6), FieldName("local time", "受卡方所在地时间")),
            FieldDefinition(13, n(4), FieldName("local date", "受卡方所在地日期")),
            FieldDefinition(14, n(4, secret: true), FieldName("expiry date", "卡有效期")),
            FieldDefinition(15, n(4), FieldName("settlement date", "清算日期")),
            FieldDefinition(22, n(3, filling: .right), FieldName("entry mode", "服务点输入方式码")),
            FieldDefinition(23, n(3), FieldName("card sequence number", "卡片序列号")),
            FieldDefinition(25, n(2), FieldName("condition code", "服务点条件码")),
            FieldDefinition(26, n(2), FieldName("longest PIN", "服务点PIN获取码")),
            FieldDefinition(32, n(2, 11), FieldName("acquiring institution", "受理机构标识码")),
            FieldDefinition(35, z(2, 37), FieldName("track 2", "二磁道数据")),
            FieldDefinition(36, z(3, 104), FieldName("track 3", "三磁道数据")),
            FieldDefinition(37, text(12), FieldName("retrieval reference", "检索参考号")),
            FieldDefinition(38, text(6), FieldName("authorization code", "授权标识应答码")),
            FieldDefinition(39, text(2), FieldName("response code", "应答码")),
            FieldDefinition(41, text(8), FieldName("terminal", "受卡机终端标识码")),
            FieldDefinition(42, text(15), FieldName("merchant", "受卡方标识码")),
            FieldDefinition(43, text(40), FieldName("merchant name", "受卡方名称")),
            FieldDefinition(44, text(2, 25), FieldName("additional response data", "附加响应数据")),
            FieldDefinition(46, bytes(3, 255), FieldName("private data", "自定义域")),
            FieldDefinition(47, bytes(3, 512), FieldName("private data", "自定义域")),
            FieldDefinition(48, n(3, 322), FieldName("totals or upload", "附加数据")),
            FieldDefinition(49, text(3), FieldName("currency", "交易货币代码")),
            FieldDefinition(52, bytes(8, secret: true), FieldName("PIN block", "个人标识码数据")),
            FieldDefinition(53, n(16), FieldName("security control", "安全控制信息")),
            FieldDefinition(54, text(3, 20), FieldName("balance", "余额")),
            FieldDefinition(55, bytes(3, 255, secret: true), FieldName("chip data", "IC卡数据域"), layout: .berTLV),
            FieldDefinition(56, bytes(3, 512), FieldName("private data", "自定义域")),
            FieldDefinition(57, bytes(3, 512), FieldName("private data", "自定义域")),
            FieldDefinition(58, bytes(3, 100), FieldName("electronic cash data", "电子钱包")),
            FieldDefinition(59, bytes(3, 600), FieldName("private data", "自定义域")),
            FieldDefinition(60, n(3, 17), FieldName("type, batch, network code", "自定义域"), layout: layout60),
            FieldDefinition(61, n(3, 29), FieldName("original batch, trace, date", "原始信息域"), layout: layout61),
            FieldDefinition(62, bytes(3, 512, secret: true), FieldName("keys or private data", "自定义域")),
            FieldDefinition(63, bytes(3, 163), FieldName("operator or private data", "自定义域")),
            FieldDefinition(64, bytes(8), FieldName("MAC", "报文鉴别码")),
        ],
        rules: UnionPayRules.all,
        macTypes: [
            .authorizationRequest, .authorizationResponse, .financialRequest, .financialResponse, .financialAdvice,
            .financialAdviceResponse, .reversalRequest, .reversalResponse,
        ])

    private static func n(_ digits: Int, filling: FieldFormat.Side = .left, secret: Bool = false) -> FieldFormat {
        FieldFormat(.digits, .packed, .fixed(digits), filling: filling, isSensitive: secret)
    }

    private static func n(_ lengthDigits: Int, _ most: Int, secret: Bool = false) -> FieldFormat {
        FieldFormat(
            .digits, .packed, .variable(digits: lengthDigits, most: most), filling: .right, isSensitive: secret)
    }

    private static func z(_ lengthDigits: Int, _ most: Int) -> FieldFormat {
        FieldFormat(.track, .packed, .variable(digits: lengthDigits, most: most), filling: .right, isSensitive: true)
    }

    private static func text(_ count: Int) -> FieldFormat { FieldFormat(.text, .bytes, .fixed(count)) }

    private static func text(_ lengthDigits: Int, _ most: Int) -> FieldFormat {
        FieldFormat(.text, .bytes, .variable(digits: lengthDigits, most: most))
    }

    private static func bytes(_ count: Int, secret: Bool = false) -> FieldFormat {
        FieldFormat(.binary, .bytes, .fixed(count), isSensitive: secret)
    }

    private static func bytes(_ lengthDigits: Int, _ most: Int, secret: Bool = false) -> FieldFormat {
        FieldFormat(.binary, .bytes, .variable(digits: lengthDigits, most: most), isSensitive: secret)
    }

    /// Parts of field 60; it may end behind any of them.
    private static let layout60 = FieldLayout.positional([
        part("1", 2, "transaction type code", "交易类型码"), part("2", 6, "batch number", "批次号"),
        part("3", 3, "network management code", "网络管理信息码"), part("4", 1, "terminal reads", "终端读取能力"),
        part("5", 1, "chip condition", "IC卡条件代码"), part("6", 1, "partial approval", "支持部分扣款标志"),
        part("7", 3, "account type", "账户类型"),
    ])

    /// Parts of field 61.
    private static let layout61 = FieldLayout.positional([
        part("1", 6, "original batch number", "原始交易批次号"), part("2", 6, "original trace number", "原始交易流水号"),
        part("3", 4, "original date", "原始交易日期"),
    ])

    private static func part(_ key: String, _ digits: Int, _ english: String, _ chinese: String) -> Subfield {
        Subfield(key, FieldFormat(.digits, .bytes, .fixed(digits)), FieldName(english, chinese))
    }
}
