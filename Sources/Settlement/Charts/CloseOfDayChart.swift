extension StateChart {
    /// The close of day: `BatchBook.close` with the host's last refusal, and the blank flash before the first batch.
    public static var closeOfDay: StateChart {
        StateChart(
            id: "close-of-day",
            title: Bilingual("Close of day", "日终结算"),
            summary: Bilingual(
                "How a batch is settled. Each state lies in flash, so a power cut only interrupts the close.",
                "批次如何结算。每个状态都存于闪存, 断电只是中断, 不会丢失。"),
            initial: "blank", states: closeStates, transitions: closeTransitions,
            indifferent: [
                "traces-reserved", "signed-on", "sign-on-required", "signed-off", "receipt-printed", "slip-printed",
                "diary-noted", "clock-noted", "clock-set",
            ])
    }

    private static var closeStates: [ChartState] {
        let goOn = ChartKey("ENTER", on: "close-interrupted", Bilingual("go on at once", "立即继续"))
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
                    Bilingual(
                        "ready; a request without answer is reversed first, stored advices follow",
                        "可营业; 先冲正无应答的请求, 再上送离线交易")),
                keys: [
                    ChartKey("FUNC 4", on: "idle", Bilingual("show what is to be settled", "显示待结算内容")),
                    ChartKey("ENTER", on: "confirm-settle", Bilingual("begin the close", "开始结算")),
                    ChartKey("CANCEL", on: "confirm-settle", Bilingual("back to trading", "返回营业")),
                ]),
            ChartState(
                "draining", Bilingual("Sending what waits", "上送待发交易"),
                Bilingual(
                    "No new transaction. Reversals (0400) go first, then stored advices (0220), in order; Hypercom style: "
                        + "chip data (0320) last.",
                    "停止新交易。先发冲正 (0400), 再按顺序上送离线交易 (0220); Hypercom 最后上送 IC 卡数据 (0320)。"),
                timeout: .response, retry: .sentAgain,
                boot: ChartBoot(sends: "0220", Bilingual("goes on with the first that is not answered", "从第一笔未应答的继续")),
                keys: [
                    goOn,
                    ChartKey("FUNC", on: "close-interrupted", Bilingual("leave the close, sell on", "放弃结算, 继续交易")),
                ]),
            ChartState(
                "begun", Bilingual("Totals frozen", "总额已冻结"),
                Bilingual(
                    "No new transaction. The host is asked to compare the totals (0500).",
                    "停止交易, 请主机核对总额 (0500)。"),
                timeout: .response, retry: .sentAgain,
                boot: ChartBoot(
                    sends: "0500", Bilingual("sends the same totals of the same batch again", "重发同一批次的同一总额")),
                keys: [goOn]),
            ChartState(
                "refused", Bilingual("Refused by the host", "被主机拒绝"),
                Bilingual(
                    "The host said no. Nothing is cleared, the totals stay as they were. Somebody has to look.",
                    "主机拒绝。数据不清, 总额不变, 需要人工处理。"),
                retry: .notByItself,
                boot: ChartBoot(sends: "0500", Bilingual("asks once more with the same totals", "以相同总额再请求一次")),
                keys: [
                    ChartKey("ENTER", on: "close-refused", Bilingual("try again with the same totals", "以相同总额重试")),
                    ChartKey("FUNC", on: "close-refused", Bilingual("leave the close, sell on", "放弃结算, 继续交易")),
                ]),
            ChartState(
                "uploading", Bilingual("Uploading", "批上送"),
                Bilingual(
                    "The records that the host wants go up (0320) in the dialect's order, then the end.",
                    "按规定顺序上送主机需要的记录 (0320), 最后发送结束。"),
                timeout: .response, retry: .sentAgain,
                boot: ChartBoot(
                    sends: "0320", Bilingual("goes on after the last record that was answered", "从最后应答的记录之后继续")),
                keys: [goOn]),
            ChartState(
                "confirmed", Bilingual("Closed by the host", "主机已确认"),
                Bilingual(
                    "The final confirmation is in flash. The batch is cleared and the next one opened in one step; the "
                        + "slip prints.",
                    "最终确认已存闪存; 一步完成清批次并开新批次, 打印结算单。"),
                boot: ChartBoot(
                    sends: "0800",
                    Bilingual(
                        "clears, opens the next batch, prints the slip, signs on (UnionPay style)",
                        "清批次、开新批次、打印结算单、签到 (银联)"))),
        ]
    }

    /// Entries about transactions that were begun before: their answers.
    private static var answers: [String] {
        [
            "transaction-approved", "transaction-declined", "reversal-required", "reversal-confirmed",
            "advice-delivered", "advice-refused",
        ]
    }

    private static var closeTransitions: [ChartTransition] {
        let nothingCleared = Bilingual("nothing is cleared", "不清任何数据")
        let totals = Bilingual("host asks for records, or balances", "主机要求上送, 或已平")
        // Journals in which the firmware did not yet say that it tries again.
        let earlier = Bilingual("journal of an earlier version", "旧版本日志")
        let hypercom = Bilingual("Hypercom style only", "仅 Hypercom")
        return [
            ChartTransition("blank", ["batch-opened"], to: "open", Bilingual("first power-up", "首次上电")),
            ChartTransition(
                "blank", ["batch-closed"], to: "open", Bilingual("journal compacted", "日志已整理"),
                only: Bilingual("it begins with the last close", "日志从上次结算开始")),
            ChartTransition(
                "open", ["transaction-begun", "transaction-accepted"] + answers, to: "open",
                Bilingual("transactions", "交易")),
            ChartTransition(
                "open", ["close-requested"], to: "draining",
                Bilingual("settle: something has still to be sent", "结算: 有待发报文")),
            ChartTransition(
                "open", ["close-begun"], to: "begun", Bilingual("settle: nothing waits", "结算: 无待发"),
                only: Bilingual("totals = sum of the records", "总额等于记录之和")),
            ChartTransition("draining", answers, to: "draining", Bilingual("one is answered", "一笔已应答")),
            ChartTransition(
                "draining", ["close-abandoned"], to: "open", Bilingual("sell on, same batch", "继续交易, 批次不变")),
            ChartTransition(
                "draining", ["close-begun"], to: "begun", Bilingual("all answered", "全部已应答"),
                only: Bilingual("totals = sum of the records", "总额等于记录之和")),
            ChartTransition("begun", ["close-reconciled"], to: "uploading", totals),
            ChartTransition(
                "begun", ["close-confirmed"], to: "confirmed", Bilingual("totals answered 00", "总额应答 00"),
                only: hypercom),
            ChartTransition(
                "begun", ["close-rejected"], to: "refused", Bilingual("host refuses", "主机拒绝"), only: nothingCleared),
            ChartTransition(
                "refused", ["close-begun"], to: "begun", Bilingual("tried again", "重试"),
                only: Bilingual("same totals", "总额不变")),
            ChartTransition("refused", ["close-reconciled"], to: "uploading", totals, only: earlier),
            ChartTransition(
                "refused", ["close-confirmed"], to: "confirmed",
                Bilingual("closed at the host already", "主机已关闭该批次"),
                only: Bilingual("refused with 77, and sign-on named a later batch", "应答 77, 且签到批次号更大")),
            ChartTransition(
                "refused", ["close-rejected"], to: "refused", Bilingual("refused again", "再次被拒"), only: earlier),
            ChartTransition(
                "refused", ["close-abandoned"], to: "open", Bilingual("sell on, same batch", "继续交易, 批次不变")),
            ChartTransition(
                "uploading", ["upload-advanced"], to: "uploading", Bilingual("record answered", "记录已应答")),
            ChartTransition(
                "uploading", ["close-begun"], to: "begun",
                Bilingual("host has the totals no more: asked again", "主机不再认得总额: 重发总额")),
            ChartTransition(
                "uploading", ["close-rejected"], to: "refused", Bilingual("host refuses", "主机拒绝"), only: nothingCleared),
            ChartTransition(
                "uploading", ["close-confirmed"], to: "confirmed", Bilingual("end answered 00", "结束应答 00"),
                only: Bilingual("every record is up", "全部记录已上送")),
            ChartTransition(
                "confirmed", ["batch-closed"], to: "open", Bilingual("cleared, next batch", "清批次, 开新批次"),
                only: Bilingual("confirmed for this very batch", "确认的正是本批次")),
        ]
    }
}
