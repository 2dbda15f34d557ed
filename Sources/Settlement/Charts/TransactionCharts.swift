extension StateChart {
    /// The life of one transaction by the rules of a style: a request, which is undone by a reversal when its answer does
    /// not come; an advice, which is sent until it is answered; or an approval by the terminal itself, which is stored.
    ///
    /// Names are those of the kinds; where the Hypercom style takes another form, `-hypercom` is added.
    public static func transaction(_ kind: TransactionKind, _ style: SettlementStyle) -> StateChart {
        let form = style.form(of: kind)
        let isOwn = style == .hypercom && form != SettlementStyle.unionPay.form(of: kind)
        var (states, transitions) = kind.isApprovedAtTerminal ? stored : form == .request ? request : advice
        if kind.effect == .none, let place = states.indices.first(where: { states[$0].id == "approved" }) {
            states[place] = .held
        }
        addMarks(kind, &states, &transitions)
        states.append(.settled)
        transitions.append(inClosedBatch("approved"))
        return StateChart(
            id: kind.chartID + (isOwn ? "-hypercom" : ""),
            title: isOwn
                ? Bilingual(kind.chartTitle.english + ", Hypercom style", kind.chartTitle.chinese + " (Hypercom)")
                : kind.chartTitle,
            summary: summary(kind, form), initial: "entry", states: states, transitions: transitions)
    }

    private static func summary(_ kind: TransactionKind, _ form: RequestForm) -> Bilingual {
        if kind.isApprovedAtTerminal {
            return Bilingual(
                "Approved by the terminal itself and stored; the host hears of it by an advice, before the close at the "
                    + "latest.",
                "终端自行批准并存储; 最迟在结算前以通知报文上送主机。")
        }
        return form == .request
            ? Bilingual(
                "A request: written to flash before it leaves, and undone by a reversal when no answer comes.",
                "请求类交易: 先写闪存再发送; 无应答则冲正。")
            : Bilingual(
                "An advice: written to flash before it leaves, and sent until it is answered. It is never reversed.",
                "通知类交易: 先写闪存再发送; 直到应答为止, 从不冲正。")
    }

    private static var request: ([ChartState], [ChartTransition]) {
        (
            [.entry, .sentRequest, .approved, .declined, .reversalPending, .reversed],
            [
                begun,
                ChartTransition("sent", ["transaction-approved"], to: "approved", Bilingual("answer 00", "应答 00")),
                ChartTransition(
                    "sent", ["transaction-declined"], to: "declined", Bilingual("any other answer", "其他应答")),
                ChartTransition(
                    "sent", ["reversal-required"], to: "reversal-pending",
                    Bilingual("no answer, wrong MAC, or power cut", "无应答、MAC 错误或断电")),
                ChartTransition(
                    "reversal-pending", ["reversal-confirmed"], to: "reversed",
                    Bilingual("answer 00, 12 or 25", "应答 00、12 或 25")),
            ]
        )
    }

    private static var advice: ([ChartState], [ChartTransition]) {
        (
            [.entry, .sentAdvice, .approved, .declined],
            [
                begun,
                ChartTransition(
                    "sent", ["transaction-approved"], to: "approved",
                    Bilingual("answer 00, or 94: known already", "应答 00, 或 94: 主机已有")),
                ChartTransition(
                    "sent", ["transaction-declined"], to: "declined", Bilingual("any other answer", "其他应答"),
                    only: Bilingual("not one that asks for a sign-on or for later", "要求签到或稍后再试的除外")),
            ]
        )
    }

    private static var stored: ([ChartState], [ChartTransition]) {
        (
            [.entry, .storedAdvice, .approved, .refusedAdvice],
            [
                ChartTransition(
                    "entry", ["transaction-accepted"], to: "stored", Bilingual("written to flash", "写入闪存"),
                    only: Bilingual("no close runs", "未在结算")),
                ChartTransition(
                    "stored", ["advice-delivered"], to: "approved",
                    Bilingual("answer 00, or 94: known already", "应答 00, 或 94: 主机已有")),
                ChartTransition(
                    "stored", ["advice-refused"], to: "refused", Bilingual("any other answer", "其他应答"),
                    only: Bilingual("not one that asks for a sign-on or for later", "要求签到或稍后再试的除外")),
            ]
        )
    }

    /// What other transactions of the batch do to it.
    private static func addMarks(
        _ kind: TransactionKind, _ states: inout [ChartState], _ transitions: inout [ChartTransition]
    ) {
        let sameBatch = Bilingual("same batch", "同一批次")
        for other in TransactionKind.allCases where other.undoes.contains(kind) {
            states.append(.voided)
            transitions.append(
                ChartTransition(
                    "approved", [other.chartID + "-approved"], to: "voided",
                    Bilingual("its void is approved", "撤销交易被批准"), only: sameBatch))
            transitions.append(inClosedBatch("voided"))
        }
        guard kind == .preAuthorization else { return }
        states.append(.completed)
        transitions.append(
            ChartTransition(
                "approved", [TransactionKind.completion.chartID + "-approved"], to: "completed",
                Bilingual("its completion is approved", "预授权完成被批准"), only: sameBatch))
        transitions.append(
            ChartTransition(
                "completed", [TransactionKind.completionVoid.chartID + "-approved"], to: "approved",
                Bilingual("the completion is voided", "完成被撤销"), only: sameBatch))
        transitions.append(inClosedBatch("completed"))
    }

    private static var begun: ChartTransition {
        ChartTransition(
            "entry", ["transaction-begun"], to: "sent", Bilingual("written to flash, then sent", "写入闪存后发送"),
            only: Bilingual("no close runs, no request unanswered", "未在结算, 无未应答请求"))
    }

    private static func inClosedBatch(_ state: String) -> ChartTransition {
        ChartTransition(state, ["batch-closed"], to: "settled", Bilingual("batch closed", "批次已关闭"))
    }
}

extension TransactionKind {
    /// Name of its chart.
    public var chartID: String {
        switch self {
        case .sale: "sale"
        case .void: "void"
        case .refund: "refund"
        case .preAuthorization: "pre-authorization"
        case .preAuthorizationVoid: "pre-authorization-void"
        case .completion: "completion"
        case .completionVoid: "completion-void"
        case .offlineSale: "offline-sale"
        case .tip: "tip"
        }
    }

    /// Title of its chart.
    var chartTitle: Bilingual {
        switch self {
        case .sale: Bilingual("Sale", "消费")
        case .void: Bilingual("Void", "消费撤销")
        case .refund: Bilingual("Refund", "退货")
        case .preAuthorization: Bilingual("Pre-authorization", "预授权")
        case .preAuthorizationVoid: Bilingual("Pre-authorization void", "预授权撤销")
        case .completion: Bilingual("Completion", "预授权完成")
        case .completionVoid: Bilingual("Completion void", "预授权完成撤销")
        case .offlineSale: Bilingual("Offline sale", "离线消费")
        case .tip: Bilingual("Tip", "小费")
        }
    }
}
