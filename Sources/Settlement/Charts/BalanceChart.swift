extension StateChart {
    /// The balance enquiry: no money moves, and flash never hears of it.
    public static var balance: StateChart {
        StateChart(
            id: "balance-enquiry",
            title: Bilingual("Balance enquiry", "余额查询"),
            summary: Bilingual(
                "No money moves and nothing is kept, so nothing is reversed: without an answer somebody asks again.",
                "不动账, 不留记录, 也不冲正: 无应答时重新查询。"),
            initial: "entry",
            states: [
                .entry,
                ChartState(
                    "asking", Bilingual("Asking", "查询中"), Bilingual("The host is asked.", "正在查询主机。"),
                    isDurable: false, timeout: .response,
                    retry: Bilingual("not sent again, since the PIN is gone", "不重发: 密码已清除")),
                ChartState(
                    "balance", Bilingual("Balance shown", "显示余额"),
                    Bilingual("For 5 s, or until a key.", "显示 5 秒或按任意键返回。"), isDurable: false),
                ChartState(
                    "declined", Bilingual("Declined", "已拒绝"), Bilingual("The host said no.", "主机拒绝。"), isDurable: false),
                ChartState(
                    "no-answer", Bilingual("No answer", "无应答"),
                    Bilingual("The host does not answer, or its answer cannot be trusted.", "主机无应答, 或应答不可信。"),
                    isDurable: false),
            ],
            transitions: [
                ChartTransition("entry", ["card-read"], to: "asking", Bilingual("FUNC 9 3, card", "功能 9 3, 刷卡")),
                ChartTransition("asking", ["answer-00"], to: "balance", Bilingual("answer 00", "应答 00")),
                ChartTransition("asking", ["answer-other"], to: "declined", Bilingual("any other answer", "其他应答")),
                ChartTransition("asking", ["silence"], to: "no-answer", Bilingual("no answer in time", "超时无应答")),
                ChartTransition("asking", ["wrong-mac"], to: "no-answer", Bilingual("wrong MAC", "MAC 错误")),
            ])
    }
}
