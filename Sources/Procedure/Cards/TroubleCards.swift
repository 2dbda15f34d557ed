import Settlement

extension StepCard {
    static var reversalPending: StepCard {
        StepCard(
            "reversal-pending", Bilingual("Reversal pending", "冲正未完成"),
            when: Bilingual(
                "A sale got no answer and is being undone. No sales and no settlement until it is.",
                "一笔交易无应答, 正在撤回。完成前不能交易, 不能结算。"),
            screens: ["reversal-pending"],
            steps: [
                CardStep(
                    Bilingual("Tell the customer: this sale does not count.", "告知顾客: 这笔交易不算数。"),
                    screen: "reversal-pending", shows: Bilingual("REVERSAL PENDING", "冲正未完成")),
                CardStep(
                    Bilingual("Check the line, then try again.", "检查线路, 然后重试。"), keys: "ENTER",
                    screen: "not-completed", shows: Bilingual("No money was taken", "未扣款, 已冲正"),
                    world: .hostAnswers),
                CardStep(
                    Bilingual("Now the sale may be made once more.", "现在可以重新交易。")),
                CardStep(
                    Bilingual(
                        "REVERSAL REFUSED with a code: call the acquirer, tell code, trace number and amount.",
                        "显示“冲正被拒”和代码: 致电收单机构, 报代码、凭证号和金额。")),
            ],
            never: [
                Bilingual(
                    "Do not swipe the card at another terminal before NOT COMPLETED is shown.",
                    "显示“交易未完成”之前, 不要在其他终端重刷。")
            ],
            states: [CardState("sale", "reversal-pending")], contacts: [.lead, .acquirer])
    }

    static var lineDown: StepCard {
        StepCard(
            "line-down", Bilingual("Line down", "线路中断"),
            when: Bilingual("The display says NO ANSWER FROM HOST.", "屏幕显示“主机无应答”。"),
            screens: ["no-answer"],
            steps: [
                CardStep(
                    Bilingual(
                        "Check cable, router and lamps; router off for 10 s and on.", "检查网线、路由器和指示灯; 路由器断电 10 秒再开。"),
                    screen: "no-answer", shows: Bilingual("NO ANSWER FROM HOST", "主机无应答")),
                CardStep(
                    Bilingual("Try again.", "重试。"), keys: "ENTER", screen: "signed-on",
                    shows: Bilingual("SIGNED ON", "签到成功"), world: .hostAnswers),
                CardStep(
                    Bilingual(
                        "Still silent: take cash or another terminal, and call the network provider.",
                        "仍无应答: 收现金或使用其他终端, 联系网络服务商。")),
            ],
            never: [Bilingual("Do not switch the terminal off and on again and again.", "不要反复开关终端。")],
            states: [CardState("sign-on", "needed")], contacts: [.lead, .network])
    }

    static var storedSales: StepCard {
        StepCard(
            "stored-sales", Bilingual("Sales not sent yet", "离线交易未上送"),
            when: Bilingual(
                "The last line says “! n TO SEND”, or TOO MANY NOT SENT is shown.", "最后一行显示“! n笔待上送”, 或显示“待上送交易过多”。"),
            screens: ["idle", "too-many-stored", "advice-pending", "advice-refused"],
            steps: [
                CardStep(
                    Bilingual("Check that the line is up.", "确认线路正常。"), screen: "idle",
                    shows: Bilingual("TO SEND", "待上送")),
                CardStep(
                    Bilingual("Send what is stored.", "上送离线交易。"), keys: "FUNC 9 5", screen: "all-sent",
                    shows: Bilingual("ALL SENT", "离线交易已全部上送"), world: .hostAnswers),
                CardStep(
                    Bilingual(
                        "REFUSED BY HOST: write down trace number and code, and call the acquirer. The money does not come.",
                        "显示“主机拒绝离线交易”: 记下凭证号和代码, 致电收单机构。该款不会到账。")),
            ],
            never: [
                Bilingual("Do not make a stored sale again: it is in the terminal.", "不要重做已存储的交易: 它在终端内。")
            ],
            states: [CardState("offline-sale", "stored")], contacts: [.lead, .acquirer])
    }

    static var powerCut: StepCard {
        StepCard(
            "power-cut", Bilingual("After a power cut", "断电之后"),
            when: Bilingual("The terminal went off in the middle of something.", "终端在操作中途断电。"),
            screens: ["idle", "busy"],
            steps: [
                CardStep(
                    Bilingual("Switch on. It finishes by itself what was open.", "开机, 终端自动完成未完成的操作。"),
                    screen: "not-completed", shows: Bilingual("NOT COMPLETED", "交易未完成"), world: .powerBack),
                CardStep(
                    Bilingual(
                        "NOT COMPLETED: the sale does not count, make it once more.", "显示“交易未完成”: 该笔不算数, 重新交易。")),
                CardStep(
                    Bilingual(
                        "A receipt comes out: the sale counts. Give it to the customer.", "打印出签购单: 该笔有效, 交给顾客。")),
                CardStep(
                    Bilingual("SETTLING or SETTLED: the close went on. Keep the slip.", "显示正在结算或结算成功: 结算已继续, 保存结算单。")),
                CardStep(
                    Bilingual("Check date and time in the second line.", "核对第二行的日期和时间。")),
            ],
            never: [
                Bilingual("Do not make the sale again before the display says how it ended.", "屏幕显示结果之前不要重做交易。")
            ],
            states: [CardState("sale", "sent"), CardState("close-of-day", "uploading")], contacts: [.lead])
    }

    static var changePaper: StepCard {
        StepCard(
            "change-paper", Bilingual("Change the paper", "更换打印纸"),
            when: Bilingual("The display says OUT OF PAPER, or a red stripe shows.", "屏幕显示“打印机缺纸”, 或纸上出现红边。"),
            screens: ["printer-stopped"],
            steps: [
                CardStep(
                    Bilingual("Open the lid, take the core out.", "打开纸仓, 取出纸芯。"), screen: "printer-stopped",
                    shows: Bilingual("The data is safe", "交易数据已保存")),
                CardStep(
                    Bilingual(
                        "Put the new roll in, the end of the paper from below, 5 cm out. Close the lid on both sides.",
                        "放入新纸卷, 纸头从下方出来, 留 5 厘米, 两侧压紧仓盖。")),
                CardStep(
                    Bilingual("Print the receipt again.", "重新打印。"), keys: "ENTER", screen: "idle", world: .paperIn),
                CardStep(
                    Bilingual("Nothing printed: turn the roll around.", "打印空白: 纸装反了, 换面。")),
            ])
    }
}
