extension StateChart {
    /// The forgotten settlement: how an open batch is reminded of (`SettlementReminder`), with a policy that asks in the
    /// morning.
    public static var forgottenSettlement: StateChart {
        StateChart(
            id: "forgotten-settlement",
            title: Bilingual("Forgotten settlement", "忘记结算"),
            summary: Bilingual(
                "How the terminal reminds of an open batch, more urgently each time. Times and counts are settings.",
                "终端如何提醒未结算的批次, 逐级升级。时间和次数均可设置。"),
            initial: "quiet", states: reminderStates, transitions: reminderTransitions)
    }

    private static var reminderStates: [ChartState] {
        let settle = Bilingual("settle now", "立即结算")
        let later = Bilingual("later; after some times with the supervisor's password", "稍后; 多次后需主管密码")
        func state(
            _ id: String, _ title: Bilingual, _ meaning: Bilingual, keys: [ChartKey] = []
        ) -> ChartState {
            ChartState(
                id, title, meaning, boot: ChartBoot(sends: nil, Bilingual("goes on where it was", "从原处继续")), keys: keys)
        }
        func asked(_ screen: String) -> [ChartKey] {
            [ChartKey("ENTER", on: screen, settle), ChartKey("CANCEL", on: screen, later)]
        }
        return [
            state(
                "quiet", Bilingual("Nothing due", "无需提醒"),
                Bilingual("It is not yet time, or nothing is open.", "未到时间, 或无未结批次。")),
            state(
                "line", Bilingual("A line", "一行提示"),
                Bilingual("The idle screen says NOT SETTLED.", "待机屏显示“未结算”。"),
                keys: [ChartKey("FUNC 4", on: "idle", Bilingual("settle", "结算"))]),
            state(
                "screen", Bilingual("Whole screen", "整屏提醒"),
                Bilingual("The whole screen asks to settle, once nobody is served.", "无顾客时整屏要求结算。"),
                keys: asked("settle-reminder")),
            state(
                "slip", Bilingual("Slip and sound", "打印并鸣响"),
                Bilingual("The whole screen, a printed slip once a day, and a sound.", "整屏提醒, 每天打印一次提醒单, 并鸣响。"),
                keys: asked("settle-reminder")),
            state(
                "refusal", Bilingual("No sales", "停止销售"),
                Bilingual("New sales are refused; voids and refunds go on.", "拒绝新消费; 撤销和退货仍可进行。"),
                keys: asked("settle-now")),
            state(
                "put-off", Bilingual("Put off", "已推迟"),
                Bilingual("No reminder for settle-put-off (60) minutes.", "在 settle-put-off (60) 分钟内不再提醒。")),
            state(
                "morning", Bilingual("Asked in the morning", "次日早上询问"),
                Bilingual(
                    "A batch of an earlier day is open. No sale before the question is answered.", "前一日批次未结; 回答之前不能销售。"),
                keys: asked("settle-first")),
        ]
    }

    private static var reminderTransitions: [ChartTransition] {
        let due = Bilingual("reminder due", "提醒到时")
        let clerk = Bilingual("CANCEL: later", "取消: 稍后")
        let supervisor = Bilingual("supervisor's password", "主管密码")
        var transitions = [
            ChartTransition(
                "quiet", ["reminded"], to: "line", due,
                only: Bilingual("from settle-remind-from on", "到 settle-remind-from 之后")),
            ChartTransition(
                "line", ["reminded"], to: "screen", due,
                only: Bilingual("the 2nd on (settle-screen-from)", "第 2 次起 (settle-screen-from)")),
            ChartTransition("screen", ["reminded"], to: "screen", due),
            ChartTransition(
                "screen", ["reminded"], to: "slip", due,
                only: Bilingual("the 4th on (settle-slip-from)", "第 4 次起 (settle-slip-from)")),
            ChartTransition("slip", ["reminded"], to: "slip", due),
            ChartTransition(
                "slip", ["reminded"], to: "refusal", due,
                only: Bilingual("where settle-refuse-from is set", "设置了 settle-refuse-from")),
            ChartTransition("refusal", ["reminded"], to: "refusal", due),
            ChartTransition(
                "screen", ["put-off", "put-off-by-supervisor"], to: "put-off", clerk,
                only: Bilingual("at most 3 a day (settle-put-offs)", "每天最多 3 次 (settle-put-offs)")),
            ChartTransition(
                "slip", ["put-off", "put-off-by-supervisor"], to: "put-off", clerk,
                only: Bilingual("at most 3 a day (settle-put-offs)", "每天最多 3 次 (settle-put-offs)")),
            ChartTransition("refusal", ["put-off-by-supervisor"], to: "put-off", supervisor),
            ChartTransition("morning", ["put-off", "put-off-by-supervisor"], to: "line", clerk),
            ChartTransition(
                "morning", ["put-off", "put-off-by-supervisor"], to: "screen", clerk,
                only: Bilingual("in the evening", "已到晚间")),
            ChartTransition(
                "morning", ["put-off", "put-off-by-supervisor"], to: "slip", clerk,
                only: Bilingual("in the evening", "已到晚间")),
            ChartTransition("morning", ["reminded"], to: "morning", due),
            ChartTransition(
                "morning", ["reminded"], to: "refusal", due,
                only: Bilingual("where settle-refuse-from is set", "设置了 settle-refuse-from")),
        ]
        for end in ["screen", "slip", "refusal"] {
            transitions.append(ChartTransition("put-off", ["reminded"], to: end, Bilingual("time is over", "推迟时间已过")))
        }
        for state in ["quiet", "line", "screen", "slip", "refusal", "put-off"] {
            transitions.append(ChartTransition(state, ["new-day"], to: "morning", Bilingual("a night passed", "过夜未结")))
        }
        for state in ["line", "screen", "slip", "refusal", "put-off", "morning"] {
            transitions.append(ChartTransition(state, ["settled"], to: "quiet", Bilingual("settled", "已结算")))
        }
        return transitions
    }
}
