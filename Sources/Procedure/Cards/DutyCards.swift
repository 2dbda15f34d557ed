import Settlement

extension StepCard {
    static var endOfShift: StepCard {
        StepCard(
            "end-of-shift", Bilingual("End of shift", "交班检查"),
            when: Bilingual("Before the next one takes over.", "交给下一班之前。"), screens: ["idle"],
            steps: [
                CardStep(
                    Bilingual(
                        "The last line of the display has no line with “!”.", "屏幕最后一行没有“!”提示。"),
                    screen: "idle"),
                CardStep(
                    Bilingual("Last receipt printed? If not, print it again.", "最后一张签购单已打印? 未打印则重打。"),
                    keys: "FUNC 6", screen: "idle", world: .paperIn),
                CardStep(
                    Bilingual("Paper for the next shift is in.", "打印纸够下一班使用。")),
                CardStep(
                    Bilingual(
                        "Last shift of the day: take the card Close the day.", "当天最后一班: 取“日终结算”卡片。")),
                CardStep(
                    Bilingual("Write the batch number into the shift book and sign.", "在交班本上登记批次号并签名。")),
            ])
    }

    static var escalation: StepCard {
        StepCard(
            "escalation", Bilingual("Whom to call", "求助与上报"),
            when: Bilingual("A card did not help, or the terminal says so.", "按卡片操作无效, 或终端要求联系时。"),
            screens: ["halted", "element-fault", "sign-on-failed", "reversal-pending", "close-refused"],
            steps: [
                CardStep(
                    Bilingual("Leave the terminal on and as it is.", "保持终端开机, 不动。")),
                CardStep(
                    Bilingual(
                        "Write down: the display word for word, time, terminal number, batch number, last trace number.",
                        "记下: 屏幕原文、时间、终端号、批次号、最后凭证号。")),
                CardStep(
                    Bilingual(
                        "Call from the top of the list down. Say first how much is not settled.",
                        "按顺序致电, 先报未结算金额。")),
                CardStep(
                    Bilingual("Write down name, time and ticket number.", "记下对方姓名、时间和工单号。")),
            ],
            never: [
                Bilingual("Never read out a card number or a PIN.", "绝不报出卡号或密码。"),
                Bilingual("Never erase or swap a terminal that holds a batch.", "有未结算批次的终端绝不清空或更换。"),
            ],
            contacts: [.lead, .network, .acquirer, .service])
    }
}
