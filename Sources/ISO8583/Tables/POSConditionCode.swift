/// Field 25 of ISO 8583:1987 in words: the conditions at the point of service.
public enum POSConditionCode {
    /// Two digits in words. Source: ISO 8583:1987, annex A, point of service condition codes.
    public static func text(_ code: String, _ language: Language) -> String {
        guard code.utf8.count == 2, let number = Digits.number([UInt8](code.utf8)) else {
            return FieldName("not two digits", "不是两位数字").text(language)
        }
        return words(number).text(language)
    }

    private static func words(_ number: UInt64) -> FieldName {
        switch number {
        case 0: FieldName("normal presentment", "正常提交")
        case 1: FieldName("customer not present", "客户不在场")
        case 2: FieldName("unattended terminal", "无人值守终端")
        case 3: FieldName("merchant suspicious", "商户有怀疑")
        case 4: FieldName("electronic cash register", "电子收银机")
        case 5: FieldName("customer present, card not", "客户在场, 卡不在")
        case 6: FieldName("pre-authorized", "预授权")
        case 7: FieldName("telephone device required", "需要电话设备")
        case 8: FieldName("mail or telephone order", "邮购或电话订购")
        case 9: FieldName("security alert", "安全警报")
        case 10: FieldName("customer identity verified", "客户身份已核实")
        case 11: FieldName("suspected fraud", "有作弊嫌疑")
        case 12: FieldName("security reasons", "安全原因")
        case 13: FieldName("item presented again", "再次提交")
        case 14: FieldName("public utility terminal", "公用事业终端")
        case 15: FieldName("customer's own terminal", "客户自有终端")
        case 16: FieldName("administrative terminal", "管理终端")
        case 17: FieldName("returned item", "退回项")
        case 18: FieldName("no cheque in envelope", "信封中无支票")
        case 19: FieldName("deposit out of balance, returned", "存款不平, 退回")
        case 20: FieldName("payment out of balance, returned", "付款不平, 退回")
        case 21: FieldName("manual reversal", "手工冲正")
        case 22: FieldName("terminal error, counted", "终端差错, 已点数")
        case 23: FieldName("terminal error, not counted", "终端差错, 未点数")
        case 24: FieldName("deposit out of balance, applied", "存款不平, 已入账")
        case 25: FieldName("payment out of balance, applied", "付款不平, 已入账")
        case 26: FieldName("withdrawal error, reversed", "取款差错, 已冲正")
        case 27: FieldName("unattended terminal could not keep the card", "无人终端未能吞卡")
        case 28...40: FieldName("reserved condition \(number)", "保留条件\(number)")
        case 41...50: FieldName("national condition \(number)", "国家自定条件\(number)")
        default: FieldName("private condition \(number)", "私有条件\(number)")
        }
    }
}
