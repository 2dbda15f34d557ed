import ISO8583

/// A text in the two languages of the product.
struct Phrase: Equatable, Sendable {
    let english: String
    let chinese: String

    init(_ english: String, _ chinese: String) {
        self.english = english
        self.chinese = chinese
    }

    func callAsFunction(_ language: Language) -> String {
        switch language {
        case .english: english
        case .chinese: chinese
        }
    }
}

/// Words that display and receipts share.
enum Words {
    static let sale = Phrase("SALE", "消费")
    static let void = Phrase("VOID", "撤销")
    static let refund = Phrase("REFUND", "退货")
    static let preAuthorization = Phrase("PRE-AUTH", "预授权")
    static let preAuthorizationVoid = Phrase("PRE-AUTH VOID", "预授权撤销")
    static let completion = Phrase("COMPLETION", "预授权完成")
    static let completionVoid = Phrase("COMPL. VOID", "完成撤销")
    static let offlineSale = Phrase("OFFLINE SALE", "离线消费")
    static let tip = Phrase("TIP", "小费")
    static let balance = Phrase("BALANCE", "余额查询")
    static let batch = Phrase("BATCH", "批次")
    static let trace = Phrase("TRACE", "凭证号")
    static let total = Phrase("TOTAL", "合计")
    static let cancelKey = Phrase("CANCEL: back", "取消: 返回")
    static let enterKey = Phrase("ENTER: go on", "确认: 继续")
}
