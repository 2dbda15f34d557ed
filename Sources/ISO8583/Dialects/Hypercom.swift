extension Dialect {
    /// Hypercom-style terminals, as in South-East Asia, Mongolia and Latin America.
    ///
    /// Source: public terminal code and captured frames: type, digits and lengths packed, bitmap binary; fields 22 and 24
    /// filled at the left (051 is 0051); field 24 carries the NII; fields 48 and 60 to 63 are text behind a packed length;
    /// field 64 is rarely used. A TPDU stands before the message, no other header.
    public static let hypercom = Dialect(
        id: "hypercom", name: "Hypercom-style POS", typeCoding: .packed, bitmapCoding: .binary, header: .tpdu,
        responseTable: .hypercom,
        fields: ISOFields.merged(
            ISOFields.version87(style),
            [
                FieldDefinition(2, style.n(2, 19, sensitive: true), FieldName("primary account number", "主账号")),
                FieldDefinition(
                    24, style.n(3), FieldName("network international identifier (NII)", "网络国际标识(NII)")),
                FieldDefinition(48, style.ans(3, 999), FieldName("additional data", "附加数据")),
                FieldDefinition(54, style.ans(3, 120), FieldName("additional amounts (tip)", "附加金额(小费)")),
                FieldDefinition(
                    55, style.b(3, 999, sensitive: true), FieldName("chip data", "IC卡数据域"), layout: .berTLV),
                FieldDefinition(
                    60, style.ans(3, 999), FieldName("batch number, or original of an upload", "批次号或上送原交易信息")),
                FieldDefinition(61, style.ans(3, 999), FieldName("private data", "自定义域")),
                FieldDefinition(62, style.ans(3, 999), FieldName("invoice number", "票据号")),
                FieldDefinition(63, style.ans(3, 999), FieldName("totals or private data", "总计或自定义域")),
            ]),
        rules: HypercomRules.all)

    private static let style = WireStyle(
        digits: .packed, track: .packed, text: .bytes, binary: .bytes, prefix: .packed, variableFilling: .right)
}
