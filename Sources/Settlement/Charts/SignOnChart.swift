extension StateChart {
    /// Sign-on: whether the host lets the terminal trade.
    public static var signOn: StateChart {
        StateChart(
            id: "sign-on",
            title: Bilingual("Sign-on", "签到"),
            summary: Bilingual(
                "Working keys and batch number come with the sign-on. Every goal signs on first when it is needed.",
                "签到取得工作密钥和批次号。需要时, 任何操作都先签到。"),
            initial: "signed-off",
            states: [
                ChartState(
                    "signed-off", Bilingual("Sign-on needed", "需要签到"),
                    Bilingual("Before the next message to the host an 0800 goes out.", "下一次联机前先发 0800 签到。"),
                    timeout: .response,
                    retry: Bilingual(
                        "The same message again, 3 times in all; at most two sign-ons for one goal.",
                        "重发同一报文, 共 3 次; 每个操作最多签到两次。"),
                    boot: ChartBoot(
                        sends: nil, Bilingual("signs on with the next thing to send", "有报文要发时先签到")),
                    keys: [
                        ChartKey("FUNC 5", on: "idle", Bilingual("sign on now", "立即签到")),
                        ChartKey("ENTER", on: "no-answer", Bilingual("try again", "重试")),
                    ]),
                ChartState(
                    "signed-on", Bilingual("Signed on", "已签到"),
                    Bilingual("The host takes messages under the present keys.", "主机接受当前密钥下的报文。"),
                    boot: ChartBoot(sends: nil, Bilingual("ready", "可营业"))),
            ],
            transitions: [
                ChartTransition(
                    "signed-off", ["signed-on"], to: "signed-on", Bilingual("answer 00, keys are right", "应答 00, 密钥正确")),
                ChartTransition(
                    "signed-on", ["sign-on-required"], to: "signed-off",
                    Bilingual(
                        "FUNC 5, host asks for it (77, A0), wrong MAC, or batch closed",
                        "功能 5、主机要求 (77, A0)、MAC 错误或批次关闭")),
            ])
    }
}
