/// What a code of field 39 means, and what a terminal does about it.
///
/// Source: the UnionPay-style table of response codes and their classes.
public struct ResponseMeaning: Equatable, Sendable {
    /// What a terminal does.
    public enum Action: Equatable, Sendable {
        /// The transaction stands.
        case approve
        /// Try again later.
        case retry
        /// No.
        case decline
        /// Keep the card.
        case keepCard
        /// Sign in, then try again.
        case signIn
        /// Send the stored records again.
        case resendStored
        /// Upload the batch: the totals do not agree.
        case upload
        /// Call the acquirer.
        case callAcquirer
    }

    /// The code.
    public let code: String
    /// What a terminal does.
    public let action: Action
    private let english: String
    private let chinese: String

    /// The meaning of a code; one that the table does not have declines.
    public init(code: String) {
        let row = ResponseMeaning.row(code)
        self.code = code
        action = row.action
        english = row.english
        chinese = row.chinese
    }

    /// The meaning in words.
    public func text(_ language: Language) -> String {
        switch language {
        case .english: english
        case .chinese: chinese
        }
    }

    private static func row(_ code: String) -> (action: Action, english: String, chinese: String) {
        switch code {
        case "00": (.approve, "Approved", "承兑或交易成功")
        case "01", "02": (.decline, "Call the issuer", "请持卡人与发卡行联系")
        case "03": (.callAcquirer, "Invalid merchant", "无效商户")
        case "04", "07", "34", "35", "37", "41", "43": (.keepCard, "Keep the card", "没收卡, 请联系收单行")
        case "05": (.decline, "Do not honour", "不予承兑")
        case "06": (.decline, "Error", "出错")
        case "12": (.decline, "Invalid transaction", "无效交易")
        case "13": (.decline, "Invalid amount", "无效金额")
        case "14": (.decline, "Invalid card number", "无效卡号")
        case "15": (.decline, "No such issuer", "此卡无对应发卡方")
        case "25": (.decline, "Original not found", "找不到原始交易")
        case "30": (.decline, "Format error", "报文格式错误")
        case "33", "54": (.decline, "Expired card", "过期的卡")
        case "38", "75": (.decline, "Too many PIN tries", "密码输入次数超限")
        case "51": (.decline, "Insufficient funds", "余额不足")
        case "55": (.decline, "Wrong PIN", "密码错误")
        case "57": (.decline, "Not allowed for card", "不允许持卡人进行的交易")
        case "58": (.callAcquirer, "Not allowed here", "不允许终端进行的交易")
        case "61": (.decline, "Above amount limit", "超出金额限制")
        case "64": (.decline, "Original amount differs", "与原交易金额不匹配")
        case "65": (.decline, "Above count limit", "超出次数限制")
        case "68": (.retry, "Issuer timed out", "发卡行超时")
        case "77": (.signIn, "Sign on again", "请向网络中心签到")
        case "79": (.resendStored, "Send stored records", "POS终端重传脱机数据")
        case "90": (.retry, "Host day change", "日期切换正在处理")
        case "91", "92": (.retry, "Issuer unavailable", "发卡行或网络不可用")
        case "94": (.retry, "Duplicate", "重复交易")
        case "95": (.upload, "Totals do not agree", "对账不平")
        case "96": (.retry, "Host error", "交换中心系统异常")
        case "97": (.callAcquirer, "Unknown terminal", "终端未登记")
        case "98": (.retry, "Time-out", "超时")
        case "99": (.signIn, "PIN block error", "PIN格式错, 请签到")
        case "A0": (.signIn, "MAC error, sign on", "MAC校验错, 请签到")
        default: (.decline, "Transaction failed", "交易失败")
        }
    }
}
