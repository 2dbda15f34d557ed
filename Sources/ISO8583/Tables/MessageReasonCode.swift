/// Field 25 of ISO 8583:1993 and 2003 in words: why a message is sent.
public enum MessageReasonCode {
    /// Four digits in words. Source: ISO 8583:1993, annex A, message reason codes.
    public static func text(_ code: String, _ language: Language) -> String {
        guard code.utf8.count == 4, let number = Digits.number([UInt8](code.utf8)) else {
            return FieldName("not four digits", "不是四位数字").text(language)
        }
        return (advice(number) ?? reversal(number) ?? range(number)).text(language)
    }

    private static func advice(_ number: UInt64) -> FieldName? {
        switch number {
        case 1003: FieldName("issuer unavailable", "发卡行不可用")
        case 1004: FieldName("processed by terminal", "终端处理")
        case 1005: FieldName("processed by chip", "芯片处理")
        case 1006: FieldName("under floor limit", "低于限额")
        case 1007: FieldName("stand-in processing by acquirer", "收单行代授权")
        case 1500: FieldName("chip: common data file cannot process", "芯片: 公共数据文件不能处理")
        case 1501: FieldName("chip: application data file cannot process", "芯片: 应用数据文件不能处理")
        case 1502: FieldName("chip: random selection", "芯片: 随机选择")
        case 1503: FieldName("terminal random selection", "终端随机选择")
        case 1504: FieldName("terminal cannot process the chip", "终端不能处理芯片")
        case 1505: FieldName("online forced by chip", "芯片要求联机")
        case 1506: FieldName("online forced by merchant", "商户要求联机")
        case 1507: FieldName("online forced to update the terminal", "终端更新要求联机")
        case 1508: FieldName("online forced by terminal", "终端要求联机")
        case 1509: FieldName("online forced by issuer", "发卡行要求联机")
        case 1510: FieldName("over floor limit", "高于限额")
        case 1511: FieldName("merchant suspicious", "商户有怀疑")
        default: nil
        }
    }

    private static func reversal(_ number: UInt64) -> FieldName? {
        switch number {
        case 4000: FieldName("customer cancellation", "持卡人取消")
        case 4001: FieldName("unspecified, no action taken", "未说明, 未采取行动")
        case 4002: FieldName("suspected malfunction", "怀疑故障")
        case 4003: FieldName("format error, no action taken", "格式错, 未采取行动")
        case 4004: FieldName("completed partially", "部分完成")
        case 4005: FieldName("original amount incorrect", "原始金额不正确")
        case 4006: FieldName("response received too late", "应答太迟")
        case 4007: FieldName("terminal could not complete the transaction", "终端不能完成交易")
        case 4008: FieldName("deposit out of balance", "存款不平")
        case 4009: FieldName("no cheque in envelope", "信封中无支票")
        case 4010: FieldName("payment out of balance", "付款不平")
        case 4011: FieldName("deposit out of balance, applied", "存款不平, 已入账")
        case 4012: FieldName("payment out of balance, applied", "付款不平, 已入账")
        case 4013: FieldName("message could not be delivered", "报文不能送达")
        case 4014: FieldName("suspected malfunction, card kept", "怀疑故障, 卡被吞")
        case 4015: FieldName("suspected malfunction, card returned", "怀疑故障, 卡已退")
        case 4016: FieldName("suspected malfunction, track 3 not updated", "怀疑故障, 第三磁道未更新")
        case 4017: FieldName("suspected malfunction, no cash given", "怀疑故障, 未出钞")
        case 4018: FieldName("timed out at taking money, no cash given", "取钞超时, 未出钞")
        case 4019: FieldName("timed out at taking card, card kept", "取卡超时, 卡被吞")
        case 4020: FieldName("invalid response, no action taken", "应答无效, 未采取行动")
        case 4021: FieldName("timed out waiting for the response", "等待应答超时")
        default: nil
        }
    }

    private static func range(_ number: UInt64) -> FieldName {
        switch number {
        case 1000...1499: FieldName("reason \(number) for an advice", "通知原因\(number)")
        case 1500...1999: FieldName("reason \(number) for a request", "请求原因\(number)")
        case 4000...4499: FieldName("reason \(number) for a reversal", "冲正原因\(number)")
        case 4500...4999: FieldName("reason \(number) for a chargeback", "退单原因\(number)")
        case 6000...6999: FieldName("reason \(number) for an administrative message", "管理原因\(number)")
        case 7000...7999: FieldName("reason \(number) for a fee", "费用原因\(number)")
        case 8000...8999: FieldName("reason \(number) for network management", "网络管理原因\(number)")
        default: FieldName("reason \(number)", "原因\(number)")
        }
    }
}
