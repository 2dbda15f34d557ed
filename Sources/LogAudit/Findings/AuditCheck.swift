import Settlement

/// What an audit looks for.
public enum AuditCheck: String, Sendable, Codable, CaseIterable {
    /// A trace number that nobody has used.
    case traceGap = "trace-gap"
    /// A trace number that was used for two things.
    case traceRepeat = "trace-repeat"
    /// An invoice number that was used for two things.
    case invoiceRepeat = "invoice-repeat"
    /// A batch number that was left out.
    case batchGap = "batch-gap"
    /// A batch number that was used twice.
    case batchRepeat = "batch-repeat"
    /// A record without the host's answer.
    case noAnswer = "no-answer"
    /// A void of what was settled before.
    case voidAfterSettlement = "void-after-settlement"
    /// Bookings that changed after the batch was closed.
    case changedAfterClose = "changed-after-close"
    /// A refund to a card that paid nothing.
    case refundWithoutSale = "refund-without-sale"
    /// The same card and amount within minutes.
    case sameSaleTwice = "same-sale-twice"
    /// An amount that this shop does not usually take.
    case unusualAmount = "unusual-amount"
    /// The clock is off, or was moved.
    case clockWrong = "clock-wrong"
    /// A batch that was settled late.
    case settledLate = "settled-late"
    /// A batch that the host closed by itself.
    case closedByForce = "closed-by-force"
    /// Part of the journal cannot be read.
    case journalDamaged = "journal-damaged"

    /// Its name for people.
    public var title: Bilingual {
        switch self {
        case .traceGap: Bilingual("gap in the trace numbers", "流水号缺号")
        case .traceRepeat: Bilingual("trace number used twice", "流水号重号")
        case .invoiceRepeat: Bilingual("invoice number used twice", "票据号重号")
        case .batchGap: Bilingual("gap in the batch numbers", "批次号缺号")
        case .batchRepeat: Bilingual("batch number used twice", "批次号重号")
        case .noAnswer: Bilingual("record without an answer", "交易无应答")
        case .voidAfterSettlement: Bilingual("void after the settlement", "结算后撤销")
        case .changedAfterClose: Bilingual("changed after the close", "关批后变动")
        case .refundWithoutSale: Bilingual("refund without a sale", "无原交易退货")
        case .sameSaleTwice: Bilingual("same card and amount within minutes", "短时间同卡同额")
        case .unusualAmount: Bilingual("amount out of the shop's habit", "金额异常")
        case .clockWrong: Bilingual("clock wrong or moved", "时钟异常")
        case .settledLate: Bilingual("settled late", "结算逾期")
        case .closedByForce: Bilingual("closed by the host itself", "主机强制结算")
        case .journalDamaged: Bilingual("journal damaged", "日志损坏")
        }
    }

    /// What to do about it.
    public var nextStep: Bilingual {
        switch self {
        case .traceGap: Bilingual("look for the receipt of this number", "查找该流水号的票据")
        case .traceRepeat, .invoiceRepeat, .batchRepeat:
            Bilingual("ask whether the terminal was replaced or its memory put back", "核实终端是否更换或存储被回退")
        case .batchGap: Bilingual("ask the acquirer for the batch of this number", "向收单机构查询该批次")
        case .noAnswer:
            Bilingual(
                "ask the acquirer what became of it: `tillbench doctor batch`", "向收单机构查询结果: `tillbench doctor batch`")
        case .voidAfterSettlement: Bilingual("what is settled is refunded, not voided", "已结算的交易应做退货, 不能撤销")
        case .changedAfterClose: Bilingual("compare the slip with the acquirer's statement", "核对结算单与收单机构对账单")
        case .refundWithoutSale: Bilingual("look for the receipt of the sale; ask who refunded", "查找原消费票据, 询问经办人")
        case .sameSaleTwice: Bilingual("ask whether the customer paid twice", "核实客户是否重复付款")
        case .unusualAmount: Bilingual("compare the amount with the receipt", "核对票据金额")
        case .clockWrong: Bilingual("set the clock; order records by number", "校准时钟, 按流水号排序")
        case .settledLate: Bilingual("set a reminder or automatic settlement", "设置结算提醒或自动结算")
        case .closedByForce: Bilingual("compare what was booked with the terminal's records", "核对入账与终端记录")
        case .journalDamaged: Bilingual("copy the flash: `tillbench doctor batch`", "先复制存储: `tillbench doctor batch`")
        }
    }

    /// How much it matters, unless a rule knows better.
    public var severity: AuditSeverity {
        switch self {
        case .traceGap, .sameSaleTwice, .unusualAmount, .settledLate, .refundWithoutSale, .batchGap, .closedByForce:
            .warning
        case .traceRepeat, .invoiceRepeat, .batchRepeat, .noAnswer, .voidAfterSettlement, .changedAfterClose,
            .clockWrong,
            .journalDamaged:
            .alarm
        }
    }
}

/// How much a finding matters.
public enum AuditSeverity: String, Sendable, Codable, CaseIterable {
    /// Worth knowing.
    case note
    /// Worth a question.
    case warning
    /// Something is not as it should be.
    case alarm

    /// In words.
    public var words: Bilingual {
        switch self {
        case .note: Bilingual("note", "提示")
        case .warning: Bilingual("question", "待核实")
        case .alarm: Bilingual("alarm", "异常")
        }
    }
}
