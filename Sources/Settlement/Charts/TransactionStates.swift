/// States that the charts of transactions share.
extension ChartState {
    private static func done(_ id: String, _ title: Bilingual, _ meaning: Bilingual) -> ChartState {
        ChartState(
            id, title, meaning, boot: ChartBoot(sends: nil, Bilingual("nothing to do", "无需处理")))
    }

    static var entry: ChartState {
        ChartState(
            "entry", Bilingual("Entry", "输入"),
            Bilingual("The operator enters it. Nothing is in flash.", "操作员输入, 闪存中尚无记录。"), isDurable: false,
            keys: [ChartKey("CANCEL", on: "card", Bilingual("leave it, nothing happened", "放弃, 未发生任何交易"))])
    }

    static var sentRequest: ChartState {
        ChartState(
            "sent", Bilingual("Sent", "已发送"),
            Bilingual(
                "It is in flash and may have left. Nobody knows yet whether money moved.", "已存闪存, 可能已发出; 是否动账未知。"),
            timeout: .response, retry: .neverTwice,
            boot: ChartBoot(sends: "0400", Bilingual("reverses it before anything else", "先冲正, 再做其他")))
    }

    static var sentAdvice: ChartState {
        ChartState(
            "sent", Bilingual("Waiting for its answer", "待应答"),
            Bilingual(
                "It is in flash and may have left. It is sent again until the host answers.", "已存闪存, 可能已发出; 重发至主机应答为止。"),
            timeout: .response, retry: .sentAgain,
            boot: ChartBoot(sends: "0220", Bilingual("sends it again after 3 s", "3 秒后重发")),
            keys: [ChartKey("ENTER", on: "advice-pending", Bilingual("send it again at once", "立即重发"))])
    }

    static var storedAdvice: ChartState {
        ChartState(
            "stored", Bilingual("Approved here, stored", "终端已批准, 待上送"),
            Bilingual(
                "The terminal approved it by itself. The receipt prints; the host hears of it by an advice.",
                "终端自行批准, 打印签购单; 之后以通知报文上送主机。"),
            timeout: .response, retry: .sentAgain,
            boot: ChartBoot(sends: "0220", Bilingual("sends it after 3 s", "3 秒后上送")),
            keys: [ChartKey("FUNC 9 5", on: "idle", Bilingual("send what is stored", "上送离线交易"))])
    }

    static var approved: ChartState {
        ChartState(
            "approved", Bilingual("Approved", "已批准"),
            Bilingual("The host took it. It is in the totals.", "主机已接受, 计入总额。"),
            boot: ChartBoot(
                sends: nil, Bilingual("prints the last receipt if it did not come out", "补打未打印的最后一张签购单")),
            keys: [ChartKey("FUNC 6", on: "idle", Bilingual("print the last receipt again", "重打最后一张签购单"))])
    }

    static var held: ChartState {
        ChartState(
            "approved", Bilingual("Amount is held", "金额已冻结"),
            Bilingual("The host took it. No money moved; it is in no totals.", "主机已接受。未动账, 不计入总额。"),
            boot: ChartBoot(
                sends: nil, Bilingual("prints the last receipt if it did not come out", "补打未打印的最后一张签购单")))
    }

    static var declined: ChartState {
        done("declined", Bilingual("Declined", "已拒绝"), Bilingual("The host said no. No money moved.", "主机拒绝, 未动账。"))
    }

    static var refusedAdvice: ChartState {
        done(
            "refused", Bilingual("Refused afterwards", "事后被拒"),
            Bilingual(
                "The host refused what was approved here. It is in no totals; the slip names it. Call the acquirer.",
                "主机拒绝了终端已批准的交易; 不计入总额, 结算单列出。请联系收单机构。"))
    }

    static var reversalPending: ChartState {
        ChartState(
            "reversal-pending", Bilingual("Reversal pending", "冲正未完成"),
            Bilingual(
                "It must be undone at the host. Nothing that moves money leaves before that.", "必须在主机撤回; 此前不发任何资金交易。"),
            timeout: .response, retry: .sentAgain,
            boot: ChartBoot(sends: "0400", Bilingual("sends the reversal again", "重发冲正")),
            keys: [ChartKey("ENTER", on: "reversal-pending", Bilingual("try again at once", "立即重试"))])
    }

    static var reversed: ChartState {
        done(
            "reversed", Bilingual("Reversed", "已冲正"),
            Bilingual("Undone, or never booked. No money moved.", "已撤回或主机从未记账, 未动账。"))
    }

    static var voided: ChartState {
        done(
            "voided", Bilingual("Voided", "已撤销"),
            Bilingual("Another transaction of the same batch has undone it.", "同批次的另一笔交易已将其撤销。"))
    }

    static var completed: ChartState {
        done(
            "completed", Bilingual("Completed", "已完成"),
            Bilingual("A completion of the same batch took what was held.", "同批次的预授权完成已扣取。"))
    }

    static var settled: ChartState {
        done(
            "settled", Bilingual("Settled", "已结算"),
            Bilingual("It is in a closed batch and cannot be voided any more.", "已在关闭的批次中, 不能再撤销。"))
    }
}
