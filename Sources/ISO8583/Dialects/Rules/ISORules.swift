/// Rules of the standard's own messages, by class: only what every network agrees on. Networks add their own.
///
/// Sources: ISO 8583:1987, tables of message formats; ISO 8583:1993 and 2003, the same, where field 12 holds the date as well,
/// field 24 the function code, and field 56 the original.
enum ISORules {
    /// Rules for version 1987.
    static let version87 = rules(
        version: 0x0000, common: [7, 11], financial: [3, 4], network: [70], original: 90, reconciliation: [97])
    /// Rules for version 1993.
    static let version93 = rules(
        version: 0x1000, common: [11, 12], financial: [3, 4, 22, 24], network: [24], original: 56,
        reconciliation: [24, 28, 97])
    /// Rules for version 2003.
    static let version2003 = rules(
        version: 0x2000, common: [11, 12], financial: [3, 4, 22, 24], network: [24], original: 56,
        reconciliation: [24, 28, 97])

    private static let card = FieldName("the account is in field 2, 34, 102 or on a track", "账号应在域2、34、102或磁道中")
    private static let request = FieldName("only a response has a response code", "只有应答报文才有应答码")
    private static let noPIN = FieldName("a PIN travels in requests only", "只有请求报文才带个人密码")

    private static func rules(
        version: UInt16, common: [Int], financial: [Int], network: [Int], original: Int, reconciliation: [Int]
    ) -> [MessageRule] {
        func types(_ raw: [UInt16]) -> [MTI] { raw.map { MTI(version | $0) } }
        let noCode = MessageRule.Requirement(39, isRequired: false, when: [], reason: request)
        let noBlock = MessageRule.Requirement(52, isRequired: false, when: [], reason: noPIN)
        let withCard = MessageRule.Requirement(
            2, isRequired: true, when: [.absent(34), .absent(35), .absent(36), .absent(45), .absent(102)],
            reason: card)
        // In responses version 1987 and its followers keep amount and processing code.
        let answered = financial.filter { $0 != 22 && $0 != 24 }
        return [
            MessageRule(
                types([0x0100, 0x0200]), name: FieldName("authorization or financial request", "授权或金融请求"),
                mandatory: common + financial, conditional: [withCard, noCode], isClosed: false),
            // An advice says in field 39 what was decided.
            MessageRule(
                types([0x0120, 0x0220]), name: FieldName("authorization or financial advice", "授权或金融通知"),
                mandatory: common + financial, conditional: [withCard], isClosed: false),
            MessageRule(
                types([0x0110, 0x0130, 0x0210, 0x0230]),
                name: FieldName("authorization or financial response", "授权或金融应答"),
                mandatory: common + answered + [39], conditional: [noBlock], isClosed: false),
            MessageRule(
                types([0x0400, 0x0420]), name: FieldName("reversal", "冲正"),
                mandatory: common + financial.filter { $0 != 22 } + [original], conditional: [noBlock], isClosed: false),
            MessageRule(
                types([0x0410, 0x0430]), name: FieldName("response to a reversal", "冲正应答"),
                mandatory: common + answered + [39], conditional: [noBlock], isClosed: false),
            MessageRule(
                types([0x0300, 0x0320]), name: FieldName("file action", "文件操作"), mandatory: common,
                conditional: [noCode, noBlock], isClosed: false),
            MessageRule(
                types([0x0310, 0x0330]), name: FieldName("response to a file action", "文件操作应答"),
                mandatory: common + [39], conditional: [noBlock], isClosed: false),
            MessageRule(
                types([0x0500, 0x0520]), name: FieldName("reconciliation", "对账"), mandatory: common + reconciliation,
                conditional: [noCode, noBlock], isClosed: false),
            MessageRule(
                types([0x0510, 0x0530]), name: FieldName("response to a reconciliation", "对账应答"),
                mandatory: common + (version == 0 ? [66] : [39]), conditional: [noBlock], isClosed: false),
            MessageRule(
                types([0x0600, 0x0620]), name: FieldName("administration", "行政管理"), mandatory: common,
                conditional: [noCode], isClosed: false),
            MessageRule(
                types([0x0610, 0x0630]), name: FieldName("response to an administrative message", "行政管理应答"),
                mandatory: common + [39], isClosed: false),
            MessageRule(
                types([0x0800, 0x0804, 0x0820, 0x0824]), name: FieldName("network management", "网络管理"),
                mandatory: common + network, conditional: [noCode, noBlock], isClosed: false),
            MessageRule(
                types([0x0810, 0x0814, 0x0830, 0x0834]), name: FieldName("response to network management", "网络管理应答"),
                mandatory: common + network + [39], conditional: [noBlock], isClosed: false),
        ]
    }
}
