/// Action codes of ISO 8583:1993, field 39, three digits. Source: annex A, table of action codes.
enum ISO93Responses {
    static func row(_ code: String) -> ResponseRow? {
        // The 2003 code has a fourth digit that belongs to its user.
        let digits = code.utf8.count == 4 ? Digits.text(code.utf8.prefix(3)) : code
        guard digits.utf8.count == 3 else { return nil }
        return switch digits.utf8.first {
        case 0x30: approved(digits)
        case 0x31: declined(digits)
        case 0x32: pickUp(digits)
        case 0x39: system(digits)
        default: other(digits)
        }
    }

    private static func approved(_ code: String) -> ResponseRow? {
        switch code {
        case "000": ResponseRow(.approve, "Approved", "批准")
        case "001": ResponseRow(.approve, "Honour with identification", "核对身份后承兑")
        case "002": ResponseRow(.decline, "Approved for a partial amount", "部分金额批准")
        case "003": ResponseRow(.approve, "Approved, VIP", "重要人物批准")
        case "004": ResponseRow(.approve, "Approved, update track 3", "批准, 更新第三磁道")
        case "005": ResponseRow(.approve, "Approved, account type by issuer", "批准, 账户类型由发卡行指定")
        case "006": ResponseRow(.decline, "Partial amount, account type by issuer", "部分批准, 账户类型由发卡行指定")
        case "007": ResponseRow(.approve, "Approved, update the chip", "批准, 更新芯片")
        default: nil
        }
    }

    private static func declined(_ code: String) -> ResponseRow? {
        switch code {
        case "100": ResponseRow(.decline, "Do not honour", "不予承兑")
        case "101": ResponseRow(.decline, "Expired card", "过期的卡")
        case "102": ResponseRow(.decline, "Suspected fraud", "有作弊嫌疑")
        case "103": ResponseRow(.callAcquirer, "Contact the acquirer", "请与收单行联系")
        case "104": ResponseRow(.decline, "Restricted card", "受限制的卡")
        case "105": ResponseRow(.callAcquirer, "Call acquirer security", "请联系收单行安全部门")
        case "106": ResponseRow(.decline, "Too many PIN tries", "密码输入次数超限")
        case "107": ResponseRow(.decline, "Refer to card issuer", "请与发卡行联系")
        case "108": ResponseRow(.decline, "Refer to card issuer, special conditions", "请与发卡行联系, 特殊条件")
        case "109": ResponseRow(.callAcquirer, "Invalid merchant", "无效商户")
        case "110": ResponseRow(.decline, "Invalid amount", "无效金额")
        case "111": ResponseRow(.decline, "Invalid card number", "无效卡号")
        case "112": ResponseRow(.decline, "PIN data required", "需要密码")
        case "113": ResponseRow(.decline, "Unacceptable fee", "不可接受的交易费")
        case "114": ResponseRow(.decline, "No account of the type requested", "无所请求类型的账户")
        case "115": ResponseRow(.decline, "Requested function not supported", "请求的功能尚不支持")
        case "116": ResponseRow(.decline, "Not sufficient funds", "余额不足")
        case "117": ResponseRow(.decline, "Incorrect PIN", "密码错误")
        case "118": ResponseRow(.decline, "No card record", "无此卡记录")
        case "119": ResponseRow(.decline, "Transaction not permitted to cardholder", "不允许持卡人进行的交易")
        case "120": ResponseRow(.callAcquirer, "Transaction not permitted to terminal", "不允许终端进行的交易")
        case "121": ResponseRow(.decline, "Exceeds withdrawal amount limit", "超出金额限制")
        case "122": ResponseRow(.decline, "Security violation", "违反安全保密规定")
        case "123": ResponseRow(.decline, "Exceeds withdrawal frequency limit", "超出次数限制")
        case "124": ResponseRow(.decline, "Violation of law", "交易违法, 不能完成")
        case "125": ResponseRow(.decline, "Card not effective", "卡未生效")
        case "126": ResponseRow(.signIn, "Invalid PIN block", "PIN块无效")
        case "127": ResponseRow(.decline, "PIN length error", "密码长度错")
        case "128": ResponseRow(.signIn, "PIN key synchronization error", "PIN密钥不同步")
        case "129": ResponseRow(.decline, "Suspected counterfeit card", "怀疑伪卡")
        default: nil
        }
    }

    private static func pickUp(_ code: String) -> ResponseRow? {
        switch code {
        case "200": ResponseRow(.keepCard, "Do not honour, pick up", "不予承兑, 请没收卡")
        case "201": ResponseRow(.keepCard, "Expired card, pick up", "过期的卡, 请没收")
        case "202": ResponseRow(.keepCard, "Suspected fraud, pick up", "有作弊嫌疑, 请没收")
        case "203": ResponseRow(.keepCard, "Contact the acquirer, pick up", "请联系收单行, 没收卡")
        case "204": ResponseRow(.keepCard, "Restricted card, pick up", "受限制的卡, 请没收")
        case "205": ResponseRow(.keepCard, "Call acquirer security, pick up", "请联系收单行安全部门, 没收卡")
        case "206": ResponseRow(.keepCard, "Too many PIN tries, pick up", "密码输入次数超限, 请没收")
        case "207": ResponseRow(.keepCard, "Special conditions, pick up", "特殊条件, 请没收")
        case "208": ResponseRow(.keepCard, "Lost card, pick up", "丢失卡, 请没收")
        case "209": ResponseRow(.keepCard, "Stolen card, pick up", "被窃卡, 请没收")
        case "210": ResponseRow(.keepCard, "Suspected counterfeit card, pick up", "怀疑伪卡, 请没收")
        default: nil
        }
    }

    private static func other(_ code: String) -> ResponseRow? {
        switch code {
        case "300": ResponseRow(.approve, "File action successful", "文件操作成功")
        case "301": ResponseRow(.decline, "File action not supported by receiver", "接收方不支持文件操作")
        case "302": ResponseRow(.decline, "Record not found on file", "文件中找不到记录")
        case "303": ResponseRow(.decline, "Duplicate record, old one replaced", "重复记录, 旧记录已替换")
        case "304": ResponseRow(.decline, "File field edit error", "文件字段错")
        case "305": ResponseRow(.retry, "File locked out", "文件被锁定")
        case "306": ResponseRow(.decline, "File action not successful", "文件操作失败")
        case "307": ResponseRow(.decline, "File format error", "文件格式错")
        case "308": ResponseRow(.decline, "Duplicate record, new one rejected", "重复记录, 新记录被拒")
        case "309": ResponseRow(.decline, "Unknown file", "未知文件")
        case "400": ResponseRow(.approve, "Reversal accepted", "冲正已接受")
        case "500": ResponseRow(.approve, "Reconciled, in balance", "对账平")
        case "501": ResponseRow(.upload, "Reconciled, out of balance", "对账不平")
        case "502": ResponseRow(.upload, "Amount not reconciled, totals provided", "金额未对账, 已提供总计")
        case "503": ResponseRow(.retry, "Totals not available", "对账总计不可用")
        case "504": ResponseRow(.upload, "Not reconciled, totals provided", "未对账, 已提供总计")
        case "600": ResponseRow(.approve, "Administrative request accepted", "管理请求已接受")
        case "601": ResponseRow(.decline, "Original transaction not found", "找不到原始交易")
        case "602": ResponseRow(.decline, "Invalid reference number", "参考号无效")
        case "603": ResponseRow(.decline, "Reference number and card do not match", "参考号与卡号不符")
        case "604": ResponseRow(.decline, "Photograph not available", "照片不可用")
        case "605": ResponseRow(.approve, "Item supplied", "已提供所需资料")
        case "606": ResponseRow(.decline, "Documentation not available", "所需资料不可用")
        case "700": ResponseRow(.approve, "Fee collection accepted", "费用收取已接受")
        case "800": ResponseRow(.approve, "Network management accepted", "网络管理已接受")
        default: nil
        }
    }

    private static func system(_ code: String) -> ResponseRow? {
        switch code {
        case "900": ResponseRow(.approve, "Advice acknowledged, no liability taken", "通知已确认, 不承担责任")
        case "901": ResponseRow(.approve, "Advice acknowledged, liability taken", "通知已确认, 承担责任")
        case "902": ResponseRow(.decline, "Invalid transaction", "无效交易")
        case "903": ResponseRow(.retry, "Re-enter the transaction", "重新送入交易")
        case "904": ResponseRow(.decline, "Format error", "报文格式错误")
        case "905": ResponseRow(.callAcquirer, "Acquirer not supported by switch", "交换中心不支持的收单行")
        case "906": ResponseRow(.retry, "Cut-over in process", "日切正在处理")
        case "907": ResponseRow(.retry, "Issuer or switch inoperative", "发卡方或交换中心不能操作")
        case "908": ResponseRow(.retry, "Destination cannot be found for routing", "找不到路由的目的地")
        case "909": ResponseRow(.retry, "System malfunction", "系统异常")
        case "910": ResponseRow(.retry, "Issuer signed off", "发卡行已签退")
        case "911": ResponseRow(.retry, "Issuer timed out", "发卡行超时")
        case "912": ResponseRow(.retry, "Issuer unavailable", "发卡行不可用")
        case "913": ResponseRow(.decline, "Duplicate transmission", "重复交易")
        case "914": ResponseRow(.decline, "Original transaction not found", "找不到原始交易")
        case "915": ResponseRow(.retry, "Cut-over or checkpoint error", "日切或检查点错")
        case "916": ResponseRow(.signIn, "MAC incorrect", "MAC校验错")
        case "917": ResponseRow(.signIn, "MAC key synchronization error", "MAC密钥不同步")
        case "918": ResponseRow(.signIn, "No communication keys available", "无可用的通信密钥")
        case "919": ResponseRow(.signIn, "Encryption key synchronization error", "加密密钥不同步")
        case "920": ResponseRow(.retry, "Security error, try again", "安全软硬件错, 请重试")
        case "921": ResponseRow(.decline, "Security error, no action", "安全软硬件错, 未采取行动")
        case "922": ResponseRow(.decline, "Message number out of sequence", "报文序号错")
        case "923": ResponseRow(.retry, "Request in progress", "请求正在处理中")
        case "950": ResponseRow(.decline, "Violation of business arrangement", "违反业务约定")
        default: nil
        }
    }
}
