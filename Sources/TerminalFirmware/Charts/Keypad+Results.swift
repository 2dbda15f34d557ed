import Settlement

extension Keypad {
    /// Notices that ENTER does no more about than to leave them.
    static var plainResults: [String] {
        [
            "approved", "declined", "not-completed", "signed-on", "sign-on-failed", "settled", "nothing-to-settle",
            "batch-full", "memory-full", "no-such-sale", "already-voided", "nothing-to-print", "nothing-to-send",
            "all-sent", "advice-refused", "balance", "host-reached", "over-limit", "too-many-stored",
            "offline-not-allowed", "no-close-running", "trading-on", "cannot-encode", "element-fault",
            "batch-too-old", "batch-limit-near", "supervisor-wrong", "clock-unset",
        ]
    }

    /// Notices that ENTER tries again from.
    static var retryResults: [String] { ["advice-pending", "signed-off"] }

    /// Notices of a close that is not finished.
    static var closeResults: [String] { ["close-interrupted", "close-refused", "close-unfinished"] }

    static var resultRules: [KeyRule] {
        let others = ["reversal-pending", "no-answer"]
        let all = plainResults + retryResults + closeResults + others
        // What waits behind a notice comes first.
        let behind = ["printer-stopped", "settle-first", "settle-reminder", "clock-wrong", "batch-limit-near"]
        return [
            KeyRule(
                all, "0-9", Bilingual("first digit of the next sale", "下一笔消费金额的第一位"),
                to: ["amount"] + refusals + behind),
            KeyRule(
                plainResults + retryResults + others, "FUNC", Bilingual("menu", "菜单"),
                to: ["menu"] + behind),
            KeyRule(
                closeResults, "FUNC", Bilingual("sell on, where that may be; else the menu", "可继续交易时询问, 否则菜单"),
                to: ["confirm-trade-on", "menu", "printer-stopped"]),
            KeyRule(all, "CLEAR", Bilingual("leave it", "返回"), to: ["idle"] + behind),
            KeyRule(all, "CANCEL", Bilingual("leave it", "返回"), to: ["idle"] + behind),
            KeyRule(plainResults, "ENTER", Bilingual("leave it", "返回"), to: ["idle"] + behind),
            KeyRule(
                retryResults + closeResults, "ENTER", Bilingual("try again at once", "立即重试"), to: ["busy"]),
            KeyRule(
                "no-answer", "ENTER", Bilingual("try again; for a balance the card is asked for", "重试; 查余额需重新刷卡"),
                to: ["busy", "card", "signed-on", "signed-off"]),
            KeyRule(
                "reversal-pending", "ENTER",
                Bilingual("try again at once; leave it, when the host refused", "立即重试; 被拒时返回"), to: ["busy", "idle"]),
        ]
    }
}
