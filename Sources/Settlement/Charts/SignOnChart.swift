extension StateChart {
    /// Sign-on and sign-off: whether the host lets the terminal trade.
    public static var signOn: StateChart {
        let signOnKey = ChartKey("FUNC 5", on: "idle", Bilingual("sign on now", "立即签到"))
        return StateChart(
            id: "sign-on",
            title: Bilingual("Sign-on and sign-off", "签到与签退"),
            summary: Bilingual(
                "Working keys, and in the UnionPay style the batch number, come with the sign-on (0800).",
                "签到 (0800) 取得工作密钥; 银联规则下还取得批次号。"),
            initial: "needed",
            states: [
                ChartState(
                    "needed", Bilingual("Sign-on needed", "需要签到"),
                    Bilingual("Before the next message to the host an 0800 goes out by itself.", "下一次联机前自动先签到。"),
                    timeout: .response, retry: .thenGivenUp,
                    boot: ChartBoot(
                        sends: nil, Bilingual("signs on with the next thing to send", "有报文要发时先签到")),
                    keys: [signOnKey, ChartKey("ENTER", on: "no-answer", Bilingual("try again", "重试"))]),
                ChartState(
                    "signed-on", Bilingual("Signed on", "已签到"),
                    Bilingual("The host takes messages under the present keys.", "主机接受当前密钥下的报文。"),
                    boot: ChartBoot(sends: nil, Bilingual("ready", "可营业")),
                    keys: [ChartKey("FUNC 9 4", on: "idle", Bilingual("sign off", "签退"))]),
                ChartState(
                    "signed-off", Bilingual("Signed off", "已签退"),
                    Bilingual("Nothing is sold before somebody signs on.", "签到之前不能交易。"),
                    boot: ChartBoot(sends: nil, Bilingual("stays signed off", "保持签退")),
                    keys: [signOnKey, ChartKey("ENTER", on: "signed-off", Bilingual("sign on", "签到"))]),
            ],
            transitions: [
                ChartTransition(
                    "needed", ["signed-on"], to: "signed-on", Bilingual("answer 00, keys are right", "应答 00, 密钥正确")),
                ChartTransition("needed", ["signed-off"], to: "signed-off", Bilingual("sign off", "签退")),
                ChartTransition(
                    "signed-on", ["sign-on-required"], to: "needed",
                    Bilingual(
                        "FUNC 5, host asks for it (77, A0), wrong MAC, or batch closed",
                        "功能 5、主机要求 (77, A0)、MAC 错误或批次关闭")),
                ChartTransition("signed-on", ["signed-off"], to: "signed-off", Bilingual("sign off", "签退")),
                ChartTransition(
                    "signed-off", ["signed-on"], to: "signed-on", Bilingual("answer 00, keys are right", "应答 00, 密钥正确")),
            ])
    }
}
