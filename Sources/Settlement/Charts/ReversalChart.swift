extension StateChart {
    /// What holds up all that moves money: `BatchBook.unresolved`.
    public static var reversal: StateChart {
        StateChart(
            id: "reversal",
            title: Bilingual("Reversal", "冲正"),
            summary: Bilingual(
                "At most one request of a terminal is without answer, and nothing that moves money overtakes it.",
                "终端同时最多一笔请求无应答, 任何资金交易都不得超越它。"),
            initial: "free",
            states: [
                ChartState(
                    "free", Bilingual("Nothing open", "无未决请求"),
                    Bilingual("The next request may leave.", "可以发送下一笔请求。"),
                    boot: ChartBoot(sends: nil, Bilingual("ready", "可营业"))),
                .sentRequest, .reversalPending,
            ],
            transitions: [
                ChartTransition(
                    "free", ["transaction-begun"], to: "sent", Bilingual("a request is written, then sent", "写入请求后发送"),
                    only: Bilingual("no close runs", "未在结算")),
                ChartTransition(
                    "sent", ["transaction-approved", "transaction-declined"], to: "free",
                    Bilingual("any answer of the host", "主机任何应答")),
                ChartTransition(
                    "sent", ["reversal-required"], to: "reversal-pending",
                    Bilingual("no answer, wrong MAC, or power cut", "无应答、MAC 错误或断电")),
                ChartTransition(
                    "reversal-pending", ["reversal-confirmed"], to: "free",
                    Bilingual("answer 00, 12 or 25", "应答 00、12 或 25")),
            ])
    }
}
