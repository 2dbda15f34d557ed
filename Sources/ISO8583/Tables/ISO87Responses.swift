/// Response codes of ISO 8583:1987, field 39, two characters. Source: annex A, table of response codes.
enum ISO87Responses {
    static func row(_ code: String) -> ResponseRow? {
        switch code.utf8.first {
        case 0x30, 0x31: low(code)
        case 0x32, 0x33: files(code)
        default: high(code)
        }
    }

    private static func low(_ code: String) -> ResponseRow? {
        switch code {
        case "00": ResponseRow(.approve, "Approved", "批准")
        case "01": ResponseRow(.decline, "Refer to card issuer", "请与发卡行联系")
        case "02": ResponseRow(.decline, "Refer to card issuer, special conditions", "请与发卡行联系, 特殊条件")
        case "03": ResponseRow(.callAcquirer, "Invalid merchant", "无效商户")
        case "04": ResponseRow(.keepCard, "Pick up the card", "没收卡")
        case "05": ResponseRow(.decline, "Do not honour", "不予承兑")
        case "06": ResponseRow(.decline, "Error", "出错")
        case "07": ResponseRow(.keepCard, "Pick up the card, special conditions", "特殊条件下没收卡")
        case "08": ResponseRow(.approve, "Honour with identification", "核对身份后承兑")
        case "09": ResponseRow(.retry, "Request in progress", "请求正在处理中")
        case "10": ResponseRow(.decline, "Approved for a partial amount", "部分金额批准")
        case "11": ResponseRow(.approve, "Approved, VIP", "重要人物批准")
        case "12": ResponseRow(.decline, "Invalid transaction", "无效交易")
        case "13": ResponseRow(.decline, "Invalid amount", "无效金额")
        case "14": ResponseRow(.decline, "Invalid card number", "无效卡号")
        case "15": ResponseRow(.decline, "No such issuer", "无此发卡方")
        case "16": ResponseRow(.approve, "Approved, update track 3", "批准, 更新第三磁道")
        case "17": ResponseRow(.decline, "Customer cancellation", "持卡人取消")
        case "18": ResponseRow(.decline, "Customer dispute", "持卡人有争议")
        case "19": ResponseRow(.retry, "Re-enter the transaction", "重新送入交易")
        default: nil
        }
    }

    private static func files(_ code: String) -> ResponseRow? {
        switch code {
        case "20": ResponseRow(.decline, "Invalid response", "无效应答")
        case "21": ResponseRow(.decline, "No action taken", "未采取行动")
        case "22": ResponseRow(.retry, "Suspected malfunction", "怀疑故障")
        case "23": ResponseRow(.decline, "Unacceptable transaction fee", "不可接受的交易费")
        case "24": ResponseRow(.decline, "File update not supported by receiver", "接收方不支持文件更新")
        case "25": ResponseRow(.decline, "Record not found on file", "文件中找不到记录")
        case "26": ResponseRow(.decline, "Duplicate file update, old record replaced", "重复的文件更新, 旧记录已替换")
        case "27": ResponseRow(.decline, "File update field edit error", "文件更新字段错")
        case "28": ResponseRow(.retry, "File locked out", "文件被锁定")
        case "29": ResponseRow(.callAcquirer, "File update not successful, call the acquirer", "文件更新失败, 请联系收单行")
        case "30": ResponseRow(.decline, "Format error", "报文格式错误")
        case "31": ResponseRow(.decline, "Bank not supported by switch", "交换中心不支持的银行")
        case "32": ResponseRow(.decline, "Completed partially", "部分完成")
        case "33": ResponseRow(.keepCard, "Expired card, pick up", "过期的卡, 请没收")
        case "34": ResponseRow(.keepCard, "Suspected fraud, pick up", "有作弊嫌疑, 请没收")
        case "35": ResponseRow(.keepCard, "Contact the acquirer, pick up", "请联系收单行, 没收卡")
        case "36": ResponseRow(.keepCard, "Restricted card, pick up", "受限制的卡, 请没收")
        case "37": ResponseRow(.keepCard, "Call acquirer security, pick up", "请联系收单行安全部门, 没收卡")
        case "38": ResponseRow(.keepCard, "Too many PIN tries, pick up", "密码输入次数超限, 请没收")
        case "39": ResponseRow(.decline, "No credit account", "无此信用卡账户")
        default: nil
        }
    }

    private static func high(_ code: String) -> ResponseRow? {
        switch code {
        case "40": ResponseRow(.decline, "Requested function not supported", "请求的功能尚不支持")
        case "41": ResponseRow(.keepCard, "Lost card, pick up", "丢失卡, 请没收")
        case "42": ResponseRow(.decline, "No universal account", "无此通用账户")
        case "43": ResponseRow(.keepCard, "Stolen card, pick up", "被窃卡, 请没收")
        case "44": ResponseRow(.decline, "No investment account", "无此投资账户")
        case "51": ResponseRow(.decline, "Not sufficient funds", "余额不足")
        case "52": ResponseRow(.decline, "No cheque account", "无此支票账户")
        case "53": ResponseRow(.decline, "No savings account", "无此储蓄账户")
        case "54": ResponseRow(.decline, "Expired card", "过期的卡")
        case "55": ResponseRow(.decline, "Incorrect PIN", "密码错误")
        case "56": ResponseRow(.decline, "No card record", "无此卡记录")
        case "57": ResponseRow(.decline, "Transaction not permitted to cardholder", "不允许持卡人进行的交易")
        case "58": ResponseRow(.callAcquirer, "Transaction not permitted to terminal", "不允许终端进行的交易")
        case "59": ResponseRow(.decline, "Suspected fraud", "有作弊嫌疑")
        case "60": ResponseRow(.callAcquirer, "Contact the acquirer", "请与收单行联系")
        case "61": ResponseRow(.decline, "Exceeds withdrawal amount limit", "超出金额限制")
        case "62": ResponseRow(.decline, "Restricted card", "受限制的卡")
        case "63": ResponseRow(.decline, "Security violation", "违反安全保密规定")
        case "64": ResponseRow(.decline, "Original amount incorrect", "原始金额不正确")
        case "65": ResponseRow(.decline, "Exceeds withdrawal frequency limit", "超出次数限制")
        case "66": ResponseRow(.callAcquirer, "Call acquirer security", "请联系收单行安全部门")
        case "67": ResponseRow(.keepCard, "Hard capture at the machine", "捕捉(没收)卡")
        case "68": ResponseRow(.retry, "Response received too late", "应答太迟")
        case "75": ResponseRow(.decline, "Too many PIN tries", "密码输入次数超限")
        case "90": ResponseRow(.retry, "Cut-off in process", "日切正在处理")
        case "91": ResponseRow(.retry, "Issuer or switch inoperative", "发卡方或交换中心不能操作")
        case "92": ResponseRow(.retry, "Destination cannot be found for routing", "找不到路由的目的地")
        case "93": ResponseRow(.decline, "Violation of law", "交易违法, 不能完成")
        case "94": ResponseRow(.decline, "Duplicate transmission", "重复交易")
        case "95": ResponseRow(.upload, "Reconcile error", "对账不平")
        case "96": ResponseRow(.retry, "System malfunction", "系统异常")
        default: nil
        }
    }
}
