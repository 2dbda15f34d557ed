import Settlement

extension Keypad {
    private static var digit: Bilingual { Bilingual("one digit more", "输入一位") }
    private static var clear: Bilingual { Bilingual("take the last digit away", "删除一位") }

    /// Screens on which the operator is asked for something.
    static var entryRules: [KeyRule] {
        let lines = [
            "amount", "original-date", "original-reference", "authorization", "void-trace", "tip-trace", "pin",
        ]
        let typing = lines.flatMap { screen in
            [
                KeyRule(screen, "0-9", digit, to: [screen]),
                KeyRule(
                    screen, "CLEAR", screen == "pin" ? Bilingual("begin the PIN anew", "重新输入密码") : clear, to: [screen]),
            ]
        }
        return typing + [
            KeyRule(
                lines + ["card", "confirm-void"], "CANCEL", Bilingual("leave it, nothing happened", "放弃, 未发生任何交易"),
                to: ["idle"]),
            KeyRule(
                "amount", "ENTER", Bilingual("take the amount; zero is not taken", "确认金额; 零无效"),
                to: ["amount", "card", "original-date", "authorization", "approved", "over-limit"]),
            KeyRule(
                "original-date", "ENTER",
                Bilingual("take the date; nothing means today", "确认日期; 不输入为当天"),
                to: ["original-date", "original-reference", "authorization"]),
            KeyRule(
                "original-reference", "ENTER", Bilingual("take the 12 digits", "确认 12 位参考号"),
                to: ["original-reference", "card"]),
            KeyRule(
                "authorization", "ENTER", Bilingual("take the 6 digits", "确认 6 位授权码"), to: ["authorization", "card"]),
            KeyRule(
                "void-trace", "ENTER", Bilingual("look the record up", "查找交易"),
                to: ["confirm-void", "no-such-sale", "already-voided"]),
            KeyRule(
                "tip-trace", "ENTER", Bilingual("look the sale up", "查找消费"),
                to: ["amount", "no-such-sale", "already-voided"]),
            KeyRule(
                "pin", "ENTER", Bilingual("send, with 4 digits or more", "至少 4 位后发送"), to: ["pin", "busy"]),
            KeyRule("confirm-void", "ENTER", Bilingual("void it", "撤销"), to: ["busy"]),
        ]
    }

    /// Screens that ask yes or no.
    static var questionRules: [KeyRule] {
        let behind = ["idle", "settle-first", "settle-reminder", "clock-wrong"]
        return [
            KeyRule("confirm-settle", "ENTER", Bilingual("settle", "结算"), to: ["busy"]),
            KeyRule("confirm-settle", "CANCEL", Bilingual("back", "返回"), to: ["idle"]),
            KeyRule(
                ["settle-first", "settle-reminder", "settle-now"], "ENTER", Bilingual("settle now", "立即结算"),
                to: ["busy"]),
            KeyRule(
                ["settle-first", "settle-reminder", "settle-now"], "CANCEL",
                Bilingual("later; after some times only with the supervisor's password", "稍后; 多次后需主管密码"),
                to: ["idle", "supervisor", "settle-now"]),
            KeyRule(
                ["settle-first", "settle-reminder", "settle-now", "clock-wrong"], "FUNC", Bilingual("menu", "菜单"),
                to: ["menu"]),
            KeyRule("supervisor", "0-9", digit, to: ["supervisor"]),
            KeyRule("supervisor", "CLEAR", clear, to: ["supervisor"]),
            KeyRule(
                "supervisor", "ENTER", Bilingual("put the settlement off", "推迟结算"),
                to: ["idle", "supervisor-wrong"]),
            KeyRule(
                "supervisor", "CANCEL", Bilingual("back", "返回"), to: ["settle-first", "idle"]),
            KeyRule(
                "clock-wrong", "ENTER", Bilingual("ask the host, or take its time", "签到校时, 或采用主机时间"),
                to: ["busy", "idle"]),
            KeyRule("clock-wrong", "1", Bilingual("the clock is right", "时间正确"), to: ["idle", "clock-wrong"]),
            KeyRule("clock-wrong", "2", Bilingual("type the time", "手工输入"), to: ["clock-entry"]),
            KeyRule("clock-wrong", "CANCEL", Bilingual("later", "稍后"), to: ["idle", "clock-wrong"]),
            KeyRule("clock-entry", "0-9", digit, to: ["clock-entry"]),
            KeyRule("clock-entry", "CLEAR", clear, to: ["clock-entry"]),
            KeyRule(
                "clock-entry", "ENTER", Bilingual("set the clock", "设置时钟"), to: ["clock-entry", "idle"]),
            KeyRule("clock-entry", "CANCEL", Bilingual("back", "返回"), to: ["clock-wrong"]),
            KeyRule(
                "confirm-trade-on", "ENTER", Bilingual("sell on in the same batch", "在同一批次继续交易"), to: ["trading-on"]),
            KeyRule("confirm-trade-on", "CANCEL", Bilingual("back", "返回"), to: ["idle"]),
            KeyRule(
                "printer-stopped", "ENTER", Bilingual("print again", "重新打印"), to: behind),
            KeyRule("printer-stopped", "CANCEL", Bilingual("print later", "稍后打印"), to: behind),
        ]
    }
}
