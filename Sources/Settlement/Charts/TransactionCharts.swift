extension StateChart {
    /// The life of one transaction: that of a request, which is undone by a reversal when its answer does not come, or that
    /// of an advice, which is sent until it is answered.
    public static func transaction(_ kind: TransactionKind) -> StateChart {
        let name = kind.chartName
        let isRequest = kind.isReversible
        return StateChart(
            id: name.id, title: name.title,
            summary: isRequest
                ? Bilingual(
                    "A request: written to flash before it leaves, and undone by a reversal when no answer comes.",
                    "请求类交易: 先写闪存再发送; 无应答则冲正。")
                : Bilingual(
                    "An advice: written to flash before it leaves, and sent until it is answered. It is never reversed.",
                    "通知类交易: 先写闪存再发送; 直到应答为止, 从不冲正。"),
            initial: "entry",
            states: isRequest ? requestStates(kind) : adviceStates,
            transitions: isRequest ? requestTransitions(kind) : adviceTransitions)
    }

    private static var entry: ChartState {
        ChartState(
            "entry", Bilingual("Entry", "输入"),
            Bilingual("The operator enters it. Nothing is in flash.", "操作员输入, 闪存中尚无记录。"), isDurable: false,
            keys: [ChartKey("CANCEL", on: "card", Bilingual("leave it, nothing happened", "放弃, 未发生任何交易"))])
    }

    private static var declined: ChartState {
        ChartState(
            "declined", Bilingual("Declined", "已拒绝"), Bilingual("The host said no. No money moved.", "主机拒绝, 未动账。"),
            boot: ChartBoot(sends: nil, Bilingual("nothing to do", "无需处理")))
    }

    private static var approved: ChartState {
        ChartState(
            "approved", Bilingual("Approved", "已批准"),
            Bilingual("It counts. Its receipt prints.", "计入批次, 打印签购单。"),
            boot: ChartBoot(
                sends: nil, Bilingual("prints the last receipt that did not come out", "补打最后一张未打印的签购单")),
            keys: [ChartKey("FUNC 6", on: "idle", Bilingual("print the last receipt again", "重打最后一张签购单"))])
    }

    private static var settled: ChartState {
        ChartState(
            "settled", Bilingual("Settled", "已结算"),
            Bilingual("It is in a closed batch. Now only a refund gives the money back.", "已在关闭的批次中, 只能退货。"),
            boot: ChartBoot(sends: nil, Bilingual("nothing to do", "无需处理")))
    }

    private static func requestStates(_ kind: TransactionKind) -> [ChartState] {
        var states = [
            entry,
            ChartState(
                "sent", Bilingual("Sent", "已发送"),
                Bilingual(
                    "It is in flash and may have left. Nobody knows yet whether money moved.", "已存闪存, 可能已发出; 是否动账未知。"),
                timeout: .response, retry: .neverTwice,
                boot: ChartBoot(sends: "0400", Bilingual("reverses it before anything else", "先冲正, 再做其他"))),
            approved, declined,
            ChartState(
                "reversal-pending", Bilingual("Reversal pending", "冲正未完成"),
                Bilingual(
                    "It must be undone at the host. No transaction and no close before that.",
                    "必须在主机撤回; 此前不能交易, 不能结算。"),
                timeout: .response, retry: .sentAgain,
                boot: ChartBoot(sends: "0400", Bilingual("sends the reversal again", "重发冲正")),
                keys: [ChartKey("ENTER", on: "reversal-pending", Bilingual("try again at once", "立即重试"))]),
            ChartState(
                "reversed", Bilingual("Reversed", "已冲正"),
                Bilingual("Undone, or never booked. No money moved.", "已撤回或主机从未记账, 未动账。"),
                boot: ChartBoot(sends: nil, Bilingual("nothing to do", "无需处理"))),
        ]
        if kind.canBeVoided {
            states.append(
                ChartState(
                    "voided", Bilingual("Voided", "已撤销"),
                    Bilingual("Another transaction of the same batch has undone it.", "同批次的另一笔交易已将其撤销。"),
                    boot: ChartBoot(sends: nil, Bilingual("nothing to do", "无需处理"))))
        }
        return states + [settled]
    }

    private static func requestTransitions(_ kind: TransactionKind) -> [ChartTransition] {
        var transitions = [
            begun(to: "sent"),
            ChartTransition("sent", ["transaction-approved"], to: "approved", Bilingual("answer 00", "应答 00")),
            ChartTransition("sent", ["transaction-declined"], to: "declined", Bilingual("any other answer", "其他应答")),
            ChartTransition(
                "sent", ["reversal-required"], to: "reversal-pending",
                Bilingual("no answer, wrong MAC, or power cut", "无应答、MAC 错误或断电")),
            ChartTransition(
                "reversal-pending", ["reversal-confirmed"], to: "reversed",
                Bilingual("answer 00, 12 or 25", "应答 00、12 或 25")),
        ]
        if kind.canBeVoided {
            transitions.append(
                ChartTransition(
                    "approved", ["void-approved"], to: "voided", Bilingual("its void is approved", "撤销交易被批准"),
                    only: Bilingual("same batch", "同一批次")))
            transitions.append(inClosedBatch("voided"))
        }
        return transitions + [inClosedBatch("approved")]
    }

    private static var adviceStates: [ChartState] {
        [
            entry,
            ChartState(
                "sent", Bilingual("Waiting for its answer", "待应答"),
                Bilingual(
                    "It is in flash and may have left. It is sent again until the host answers.",
                    "已存闪存, 可能已发出; 重发至主机应答为止。"),
                timeout: .response, retry: .sentAgain,
                boot: ChartBoot(sends: "0220", Bilingual("sends it again before anything else", "先重发, 再做其他")),
                keys: [ChartKey("ENTER", on: "advice-pending", Bilingual("send it again at once", "立即重发"))]),
            approved, declined, settled,
        ]
    }

    private static var adviceTransitions: [ChartTransition] {
        [
            begun(to: "sent"),
            ChartTransition(
                "sent", ["transaction-approved"], to: "approved",
                Bilingual("answer 00, or 94: known already", "应答 00, 或 94: 主机已有")),
            ChartTransition("sent", ["transaction-declined"], to: "declined", Bilingual("any other answer", "其他应答")),
            inClosedBatch("approved"),
        ]
    }

    private static func begun(to state: String) -> ChartTransition {
        ChartTransition(
            "entry", ["transaction-begun"], to: state, Bilingual("written to flash, then sent", "写入闪存后发送"),
            only: Bilingual("no close runs, nothing unanswered", "未在结算, 无未应答交易"))
    }

    private static func inClosedBatch(_ state: String) -> ChartTransition {
        ChartTransition(state, ["batch-closed"], to: "settled", Bilingual("batch closed", "批次已关闭"))
    }
}

extension TransactionKind {
    /// True when another transaction of the batch can undo it.
    var canBeVoided: Bool { self == .sale }

    /// Name and title of its chart.
    var chartName: (id: String, title: Bilingual) {
        switch self {
        case .sale: ("sale", Bilingual("Sale", "消费"))
        case .void: ("void", Bilingual("Void", "消费撤销"))
        case .refund: ("refund", Bilingual("Refund", "退货"))
        }
    }
}
