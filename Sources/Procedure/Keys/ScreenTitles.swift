import Settlement

/// What people call a screen: what its first line says, or where that differs from day to day, what is done there.
enum ScreenTitles {
    /// The title of a screen by its stable name.
    static func title(_ screen: String) -> Bilingual { titles[screen] ?? Bilingual(screen, screen) }

    /// By the screen's stable name.
    static let titles: [String: Bilingual] = work.merging(results) { first, _ in first }

    private static let work: [String: Bilingual] = [
        "idle": Bilingual("Ready", "待机"),
        "busy": Bilingual("One moment", "请稍候"),
        "menu": Bilingual("Menu", "菜单"),
        "menu-pre-authorization": Bilingual("Menu: pre-authorizations", "菜单: 预授权"),
        "menu-more": Bilingual("Menu: more", "菜单: 更多"),
        "amount": Bilingual("Amount", "请输入金额"),
        "card": Bilingual("Swipe or insert card", "请刷卡或插卡"),
        "pin": Bilingual("Enter PIN", "请输入密码"),
        "original-date": Bilingual("Date of paper", "原交易日期"),
        "original-reference": Bilingual("Reference", "原交易参考号"),
        "authorization": Bilingual("Auth. code", "授权码"),
        "void-trace": Bilingual("Void: trace no. on the paper", "撤销: 原交易凭证号"),
        "tip-trace": Bilingual("Tip: trace no. on the paper", "小费: 原交易凭证号"),
        "confirm-void": Bilingual("Void this?", "撤销此交易?"),
        "confirm-settle": Bilingual("Settle now?", "现在结算?"),
        "confirm-trade-on": Bilingual("Leave settlement?", "放弃本次结算?"),
        "settle-first": Bilingual("Batch not settled!", "昨日未结算!"),
        "settle-reminder": Bilingual("Reminder to settle", "结算提醒"),
        "settle-now": Bilingual("No sales before settlement", "结算后才能销售"),
        "supervisor": Bilingual("Supervisor's password", "主管密码"),
        "clock-wrong": Bilingual("Check the clock", "请检查时钟"),
        "clock-entry": Bilingual("Type date and time", "输入日期时间"),
        "printer-stopped": Bilingual("Printer stopped", "打印机停止"),
    ]

    private static let results: [String: Bilingual] = [
        "approved": Bilingual("Approved", "交易成功"),
        "declined": Bilingual("Declined", "交易拒绝"),
        "not-completed": Bilingual("Not completed", "交易未完成"),
        "reversal-pending": Bilingual("Reversal pending", "冲正未完成"),
        "advice-pending": Bilingual("Not confirmed yet", "尚未确认"),
        "signed-on": Bilingual("Signed on", "签到成功"),
        "sign-on-failed": Bilingual("Sign-on refused", "签到被拒"),
        "signed-off": Bilingual("Signed off", "已签退"),
        "no-answer": Bilingual("No answer from host", "主机无应答"),
        "settled": Bilingual("Settled", "结算成功"),
        "nothing-to-settle": Bilingual("Nothing to settle", "无交易, 无需结算"),
        "close-interrupted": Bilingual("Settlement paused", "结算中断"),
        "close-refused": Bilingual("Settlement refused", "结算被拒"),
        "close-unfinished": Bilingual("Settlement not done", "结算未完成"),
        "no-close-running": Bilingual("No settlement running", "没有进行中的结算"),
        "trading-on": Bilingual("Selling on", "继续交易"),
        "batch-full": Bilingual("Batch is full", "批次已满"),
        "memory-full": Bilingual("Memory is full", "存储已满"),
        "batch-too-old": Bilingual("Batch is too old", "批次超时未结算"),
        "batch-limit-near": Bilingual("Settle soon", "请尽快结算"),
        "supervisor-wrong": Bilingual("Wrong password", "主管密码错误"),
        "clock-unset": Bilingual("The day is not known", "日期未知"),
        "no-such-sale": Bilingual("No such sale", "无此交易"),
        "already-voided": Bilingual("Already voided", "该交易已撤销"),
        "nothing-to-print": Bilingual("Nothing to print", "无可打印内容"),
        "nothing-to-send": Bilingual("Nothing to send", "无待上送交易"),
        "all-sent": Bilingual("All sent", "离线交易已全部上送"),
        "advice-refused": Bilingual("Refused by host", "主机拒绝离线交易"),
        "balance": Bilingual("Balance", "可用余额"),
        "host-reached": Bilingual("Host answers", "主机应答正常"),
        "over-limit": Bilingual("Over the limit", "超过限额"),
        "too-many-stored": Bilingual("Too many not sent", "待上送交易过多"),
        "offline-not-allowed": Bilingual("No offline sales", "不支持离线交易"),
        "cannot-encode": Bilingual("Message not built", "报文错误"),
        "element-fault": Bilingual("Secure element fault", "安全模块故障"),
    ]
}
