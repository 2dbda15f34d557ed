import Settlement

extension StepCard {
    static var closeTheDay: StepCard {
        StepCard(
            "close-the-day", Bilingual("Close the day", "日终结算"),
            when: Bilingual(
                "Every evening after the last customer, before the terminal is switched off.", "每天送走最后一位顾客后, 关机之前。"),
            screens: ["idle"],
            steps: [
                CardStep(
                    Bilingual("Ask for the settlement.", "进入结算。"), keys: "FUNC 4", screen: "confirm-settle",
                    shows: Bilingual("SETTLE NOW?", "现在结算?")),
                CardStep(
                    Bilingual(
                        "Compare number and amount with the till, write both down. If they differ: settle all the same, "
                            + "then tell the shift lead.",
                        "核对笔数和金额并记下。与收银机不符: 照常结算, 再报告当班主管。")),
                CardStep(
                    Bilingual("Confirm, and wait. It may take some minutes.", "确认并等待, 可能需要几分钟。"), keys: "ENTER",
                    screen: "settled", shows: Bilingual("SETTLED", "结算成功"), world: .hostAnswers),
                CardStep(
                    Bilingual(
                        "Take the slip, check its batch number and total, and put it into the till bag.",
                        "取结算单, 核对批次号和合计, 放入款袋。")),
                CardStep(
                    Bilingual("Only now switch off.", "现在才可关机。")),
            ],
            never: [
                Bilingual(
                    "Do not switch off before SETTLED stands on the display.", "显示结算成功之前不要关机。"),
                Bilingual("Do not settle twice because a slip is missing: print it again.", "缺结算单时不要再结算: 重打即可。"),
            ],
            states: [CardState("close-of-day", "begun"), CardState("close-of-day", "uploading")])
    }

    static var settlementForgotten: StepCard {
        StepCard(
            "settlement-forgotten", Bilingual("Not settled last night", "前一天忘记结算"),
            when: Bilingual(
                "In the morning the terminal says BATCH NOT SETTLED!", "早上终端显示“昨日未结算!”。"),
            screens: ["settle-first"],
            steps: [
                CardStep(
                    Bilingual(
                        "Write down number, amount and SINCE from the display.", "记下屏幕上的笔数、金额和起始时间。"),
                    screen: "settle-first", shows: Bilingual("BATCH NOT SETTLED!", "昨日未结算!")),
                CardStep(
                    Bilingual("Settle now, before the first sale.", "先结算, 再做第一笔交易。"), keys: "ENTER",
                    screen: "settled", shows: Bilingual("SETTLED", "结算成功"), world: .hostAnswers),
                CardStep(
                    Bilingual(
                        "Write yesterday's date on the slip and put it with yesterday's papers.",
                        "在结算单上写明前一天日期, 与前一天单据放在一起。")),
                CardStep(
                    Bilingual(
                        "Tell the shift lead: the money comes one day later.", "告知当班主管: 款项晚一天到账。")),
            ],
            never: [
                Bilingual(
                    "Do not put it off with CANCEL, unless customers wait: two days are then in one batch.",
                    "除非顾客在等, 不要按取消推迟: 否则两天的交易混在一个批次。")
            ],
            states: [CardState("close-of-day", "begun")])
    }

    static var settlementInterrupted: StepCard {
        StepCard(
            "settlement-interrupted", Bilingual("Settlement paused", "结算中断"),
            when: Bilingual(
                "The display says SETTLEMENT PAUSED or SETTLEMENT NOT DONE.", "屏幕显示“结算中断”或“结算未完成”。"),
            screens: ["close-interrupted", "close-unfinished"],
            steps: [
                CardStep(
                    Bilingual("Nothing is lost. Check the line: plugs, router, lamp.", "数据已保存。检查线路: 插头、路由器、指示灯。"),
                    screen: "close-interrupted", shows: Bilingual("SETTLEMENT PAUSED", "结算中断")),
                CardStep(
                    Bilingual(
                        "Go on at once; or wait, it goes on by itself.", "立即继续; 也可等待, 终端会自动继续。"),
                    keys: "ENTER", screen: "settled", shows: Bilingual("SETTLED", "结算成功"), world: .hostAnswers),
                CardStep(
                    Bilingual(
                        "Still paused after 15 minutes: leave the terminal on and call the shift lead.",
                        "15 分钟后仍中断: 保持开机, 联系当班主管。")),
            ],
            never: [
                Bilingual("Do not reset and do not swap the terminal: the batch is in it.", "不要复位或更换终端: 批次在终端内。")
            ],
            states: [CardState("close-of-day", "begun"), CardState("close-of-day", "uploading")],
            contacts: [.lead, .network])
    }

    static var settlementRefused: StepCard {
        StepCard(
            "settlement-refused", Bilingual("Settlement refused", "结算被拒"),
            when: Bilingual("The display says SETTLEMENT REFUSED and a code.", "屏幕显示“结算被拒”和代码。"),
            screens: ["close-refused"],
            steps: [
                CardStep(
                    Bilingual("Write down code, batch number and time.", "记下代码、批次号和时间。"),
                    screen: "close-refused", shows: Bilingual("SETTLEMENT REFUSED", "结算被拒")),
                CardStep(
                    Bilingual("Try once more.", "再试一次。"), keys: "ENTER", screen: "close-refused",
                    shows: Bilingual("SETTLEMENT REFUSED", "结算被拒"), world: .hostRefuses),
                CardStep(
                    Bilingual(
                        "Refused again: call the acquirer with code, terminal number and batch number. Write down the "
                            + "ticket number.",
                        "再次被拒: 致电收单机构, 报代码、终端号和批次号, 记下工单号。")),
                CardStep(
                    Bilingual(
                        "Customers wait: FUNC, then ENTER sells on in the same batch. It has still to be settled.",
                        "顾客在等: 按功能再按确认, 在同一批次继续交易; 之后仍须结算。")),
                CardStep(
                    Bilingual(
                        "When they say it is mended: settle again.", "对方告知已处理后: 再次结算。"), keys: "ENTER",
                    screen: "settled", shows: Bilingual("SETTLED", "结算成功"), world: .hostAnswers),
            ],
            never: [
                Bilingual("Do not enter yesterday's sales again: the batch is kept.", "不要重新输入交易: 批次已保留。"),
                Bilingual("Do not let anybody erase the terminal.", "不要让任何人清空终端。"),
            ],
            states: [CardState("close-of-day", "refused")], contacts: [.lead, .acquirer])
    }

    static var paperOutAtSlip: StepCard {
        StepCard(
            "paper-out-at-slip", Bilingual("No paper at the slip", "打印结算单时缺纸"),
            when: Bilingual(
                "The settlement is done, but its slip did not come out.", "结算已完成, 但结算单未打印。"),
            screens: ["printer-stopped", "settled"],
            steps: [
                CardStep(
                    Bilingual("The settlement is done. Put paper in.", "结算已完成。装纸。"), screen: "printer-stopped",
                    shows: Bilingual("OUT OF PAPER", "打印机缺纸")),
                CardStep(
                    Bilingual("Print from the first line.", "从第一行重新打印。"), keys: "ENTER", screen: "idle",
                    world: .paperIn),
                CardStep(
                    Bilingual(
                        "Later, as often as needed: the same slip, byte for byte.", "以后可随时重打, 内容完全相同。"),
                    keys: "FUNC 7", screen: "idle", world: .paperIn),
            ],
            never: [Bilingual("Do not settle again to get a slip.", "不要为了结算单再次结算。")],
            states: [CardState("close-of-day", "confirmed")], contacts: [.lead])
    }
}
