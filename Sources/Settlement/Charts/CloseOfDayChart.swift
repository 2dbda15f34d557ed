extension StateChart {
    /// The close of day: `BatchBook.close`, and the blank flash before the first batch.
    public static var closeOfDay: StateChart {
        StateChart(
            id: "close-of-day",
            title: Bilingual("Close of day", "日终结算"),
            summary: Bilingual(
                "How a batch is settled. Each state lies in flash, so a power cut only interrupts the close.",
                "批次如何结算。每个状态都存于闪存, 断电只是中断, 不会丢失。"),
            initial: "blank", states: closeStates, transitions: closeTransitions,
            indifferent: [
                "traces-reserved", "signed-on", "sign-on-required", "receipt-printed", "slip-printed",
            ])
    }

    private static var closeStates: [ChartState] {
        let goOn = ChartKey(
            "ENTER", on: "close-interrupted", Bilingual("go on at once, without the pause", "不等待, 立即继续"))
        let tryAgain = ChartKey(
            "ENTER", on: "close-refused", Bilingual("try again with the same totals", "以相同总额重试"))
        return [
            ChartState(
                "blank", Bilingual("New terminal", "新终端"),
                Bilingual("No batch was ever opened.", "尚未开过批次。"),
                boot: ChartBoot(sends: nil, Bilingual("opens the first batch", "开第一个批次"))),
            ChartState(
                "open", Bilingual("Trading", "营业中"),
                Bilingual("Transactions go into the open batch.", "交易记入当前批次。"),
                boot: ChartBoot(
                    sends: nil,
                    Bilingual("ready; a transaction without answer is resolved first", "可营业; 先处理无应答的交易")),
                keys: [
                    ChartKey("FUNC 4", on: "idle", Bilingual("show what is to be settled", "显示待结算内容")),
                    ChartKey("ENTER", on: "confirm-settle", Bilingual("begin the close", "开始结算")),
                    ChartKey("CANCEL", on: "confirm-settle", Bilingual("back to trading", "返回营业")),
                ]),
            ChartState(
                "begun", Bilingual("Totals frozen", "总额已冻结"),
                Bilingual(
                    "No transaction is taken. The host is asked to compare the totals (0500).",
                    "停止交易, 请主机核对总额 (0500)。"),
                timeout: .response, retry: .sentAgain,
                boot: ChartBoot(
                    sends: "0500", Bilingual("sends the same totals of the same batch again", "重发同一批次的同一总额")),
                keys: [goOn, tryAgain]),
            ChartState(
                "uploading", Bilingual("Uploading", "批上送"),
                Bilingual(
                    "Records of the side that does not balance go up one after the other (0320), then the end.",
                    "逐笔上送不平一方的记录 (0320), 最后发送结束。"),
                timeout: .response, retry: .sentAgain,
                boot: ChartBoot(
                    sends: "0320", Bilingual("goes on after the last record that was answered", "从最后应答的记录之后继续")),
                keys: [goOn, tryAgain]),
            ChartState(
                "confirmed", Bilingual("Closed by the host", "主机已确认"),
                Bilingual(
                    "The final confirmation is in flash. The batch is cleared and the next one opened in one step; the "
                        + "slip prints.",
                    "最终确认已存闪存; 一步完成清批次并开新批次, 打印结算单。"),
                boot: ChartBoot(
                    sends: "0800",
                    Bilingual("clears, opens the next batch, prints the slip, signs on", "清批次、开新批次、打印结算单、签到"))),
        ]
    }

    private static var closeTransitions: [ChartTransition] {
        [
            ChartTransition("blank", ["batch-opened"], to: "open", Bilingual("first power-up", "首次上电")),
            ChartTransition(
                "blank", ["batch-closed"], to: "open", Bilingual("journal compacted", "日志已整理"),
                only: Bilingual("it begins with the last close", "日志从上次结算开始")),
            ChartTransition(
                "open",
                [
                    "transaction-begun", "transaction-approved", "transaction-declined", "reversal-required",
                    "reversal-confirmed",
                ], to: "open", Bilingual("transactions", "交易")),
            ChartTransition(
                "open", ["close-begun"], to: "begun", Bilingual("FUNC 4, ENTER: settle", "功能 4, 确认: 结算"),
                only: Bilingual("nothing unanswered; totals = records", "无未应答交易; 总额等于记录")),
            ChartTransition(
                "begun", ["close-reconciled"], to: "uploading",
                Bilingual("totals compared, balanced or not", "总额已核对, 平或不平")),
            ChartTransition(
                "begun", ["close-rejected"], to: "begun", Bilingual("host refuses", "主机拒绝"),
                only: Bilingual("nothing is cleared", "不清任何数据")),
            ChartTransition(
                "uploading", ["upload-advanced"], to: "uploading", Bilingual("record answered", "记录已应答")),
            ChartTransition(
                "uploading", ["close-rejected"], to: "begun", Bilingual("host refuses", "主机拒绝"),
                only: Bilingual("nothing is cleared", "不清任何数据")),
            ChartTransition(
                "uploading", ["close-confirmed"], to: "confirmed", Bilingual("end of upload answered 00", "批上送结束应答 00"),
                only: Bilingual("every record is up", "全部记录已上送")),
            ChartTransition(
                "confirmed", ["batch-closed"], to: "open", Bilingual("cleared, next batch", "清批次, 开新批次"),
                only: Bilingual("confirmed for this very batch", "确认的正是本批次")),
        ]
    }
}
