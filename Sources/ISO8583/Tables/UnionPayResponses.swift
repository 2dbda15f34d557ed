/// Response codes of UnionPay-style hosts.
///
/// Source: the table of response codes of the UnionPay terminal specification: class A approves, B tries again, C declines,
/// D keeps the card, E is for the terminal itself. Texts are cut to a line of a terminal's display.
enum UnionPayResponses {
    static func row(_ code: String) -> ResponseRow? {
        switch code.utf8.first {
        case 0x30, 0x31, 0x32, 0x33: low(code)
        case 0x34, 0x35: middle(code)
        case 0x36, 0x37, 0x39: high(code)
        case 0x41: letter(code)
        default: ChipResponses.row(code)
        }
    }

    private static func low(_ code: String) -> ResponseRow? {
        switch code {
        case "00": ResponseRow(.approve, "Approved", "承兑或交易成功")
        case "01", "02": ResponseRow(.decline, "Call the issuer", "请持卡人与发卡行联系")
        case "03": ResponseRow(.callAcquirer, "Invalid merchant", "无效商户")
        case "04", "07", "34", "35", "37": ResponseRow(.keepCard, "Keep the card", "没收卡, 请联系收单行")
        case "05": ResponseRow(.decline, "Do not honour", "不予承兑")
        case "06": ResponseRow(.decline, "Error", "出错")
        case "09": ResponseRow(.retry, "Request in progress", "请求正在处理中")
        case "10": ResponseRow(.decline, "Only a part approved", "部分金额批准")
        case "11": ResponseRow(.approve, "Approved, check ID", "成功, 请核对身份")
        case "12": ResponseRow(.decline, "Invalid transaction", "无效交易")
        case "13": ResponseRow(.decline, "Invalid amount", "无效金额")
        case "14": ResponseRow(.decline, "Invalid card number", "无效卡号")
        case "15": ResponseRow(.decline, "No such issuer", "此卡无对应发卡方")
        case "16": ResponseRow(.approve, "Approved, track 3", "成功, 更新第三磁道")
        case "17": ResponseRow(.decline, "Cancelled by customer", "持卡人取消交易")
        case "18": ResponseRow(.decline, "Customer dispute", "持卡人有争议")
        case "19": ResponseRow(.decline, "Enter again", "重新送入交易")
        case "20": ResponseRow(.decline, "Invalid response", "无效应答")
        case "21": ResponseRow(.decline, "Card not active", "该卡未初始化或睡眠")
        case "22": ResponseRow(.decline, "Not as before, or late", "操作有误或超出天数")
        case "23": ResponseRow(.decline, "Fee not accepted", "不可接受的交易费")
        case "25": ResponseRow(.decline, "Original not found", "找不到原始交易")
        case "30": ResponseRow(.decline, "Format error", "报文格式错误")
        case "31": ResponseRow(.decline, "Bank not supported", "此卡不能受理")
        case "32": ResponseRow(.decline, "Partly completed", "部分完成")
        case "33": ResponseRow(.decline, "Expired card", "过期的卡")
        case "36": ResponseRow(.keepCard, "Restricted, keep card", "受限制的卡, 请没收")
        case "38": ResponseRow(.decline, "Too many PIN tries", "密码输入次数超限")
        case "39": ResponseRow(.decline, "No credit account", "无此信用卡账户")
        default: nil
        }
    }

    private static func middle(_ code: String) -> ResponseRow? {
        switch code {
        case "40": ResponseRow(.decline, "Function not supported", "请求的功能尚不支持")
        case "41", "43": ResponseRow(.keepCard, "Keep the card", "没收卡, 请联系收单行")
        case "42": ResponseRow(.decline, "No such account", "无此账户")
        case "44": ResponseRow(.decline, "No investment account", "无此投资账户")
        case "45": ResponseRow(.decline, "Use the chip", "不允许降级, 请插卡")
        case "51": ResponseRow(.decline, "Insufficient funds", "余额不足")
        case "52": ResponseRow(.decline, "No cheque account", "无此支票账户")
        case "53": ResponseRow(.decline, "No savings account", "无此储蓄卡账户")
        case "54": ResponseRow(.decline, "Expired card", "过期的卡")
        case "55": ResponseRow(.decline, "Wrong PIN", "密码错误")
        case "56": ResponseRow(.decline, "No card record", "无此卡记录")
        case "57": ResponseRow(.decline, "Not allowed for card", "不允许持卡人进行的交易")
        case "58": ResponseRow(.callAcquirer, "Not allowed here", "不允许终端进行的交易")
        case "59": ResponseRow(.decline, "Suspected fraud", "有作弊嫌疑")
        default: nil
        }
    }

    private static func high(_ code: String) -> ResponseRow? {
        switch code {
        case "60": ResponseRow(.decline, "Call the acquirer", "请与收单行联系")
        case "61": ResponseRow(.decline, "Above amount limit", "超出金额限制")
        case "62": ResponseRow(.decline, "Restricted card", "受限制的卡")
        case "63": ResponseRow(.decline, "Security violation", "违反安全保密规定")
        case "64": ResponseRow(.decline, "Original amount differs", "与原交易金额不匹配")
        case "65": ResponseRow(.decline, "Above count limit", "超出次数限制")
        case "66": ResponseRow(.decline, "Call security", "请联系收单行安全部门")
        case "67": ResponseRow(.keepCard, "Capture the card", "捕捉(没收)卡")
        case "68": ResponseRow(.retry, "Issuer timed out", "发卡行超时")
        case "75": ResponseRow(.decline, "Too many PIN tries", "密码输入次数超限")
        case "77": ResponseRow(.signIn, "Sign on again", "请向网络中心签到")
        case "79": ResponseRow(.resendStored, "Send stored records", "POS终端重传脱机数据")
        case "90": ResponseRow(.retry, "Host day change", "日期切换正在处理")
        case "91", "92": ResponseRow(.retry, "Issuer unavailable", "发卡行或网络不可用")
        case "93": ResponseRow(.decline, "Violation of law", "交易违法, 不能完成")
        case "94": ResponseRow(.retry, "Duplicate", "重复交易")
        case "95": ResponseRow(.upload, "Totals do not agree", "对账不平")
        case "96": ResponseRow(.retry, "Host error", "交换中心系统异常")
        case "97": ResponseRow(.callAcquirer, "Unknown terminal", "终端未登记")
        case "98": ResponseRow(.retry, "Time-out", "超时")
        case "99": ResponseRow(.signIn, "PIN block error", "PIN格式错, 请签到")
        default: nil
        }
    }

    private static func letter(_ code: String) -> ResponseRow? {
        switch code {
        case "A0": ResponseRow(.signIn, "MAC error, sign on", "MAC校验错, 请签到")
        case "A1": ResponseRow(.decline, "Currencies differ", "转账货币不一致")
        case "A2": ResponseRow(.approve, "Approved, ask the bank", "成功, 请向银行确认")
        case "A3": ResponseRow(.decline, "No receiving account", "资金到账行账号不正确")
        case "A4": ResponseRow(.approve, "Approved, ask receiver", "成功, 请向到账行确认")
        case "A5": ResponseRow(.approve, "Approved, ask receiver", "成功, 请向到账行确认")
        case "A6": ResponseRow(.approve, "Approved, ask receiver", "成功, 请向到账行确认")
        case "A7": ResponseRow(.decline, "Security failure", "安全处理失败")
        default: nil
        }
    }
}
