import Settlement

/// Causes that lie in single transactions.
extension CauseFacts {
    static let reversalUnanswered =
        CauseFacts(
            number: 1, place: .line, title: Bilingual("A reversal has no answer", "冲正未得到应答"),
            meaning: Bilingual(
                "A sale got no answer and must be undone at the host before anything else that moves "
                    + "money. The terminal repeats the reversal; settling waits for it.",
                "有一笔交易未得到应答, 必须先在主机冲正。终端会自动重发冲正; 结算要等它完成。"),
            remedy: .sendReversal,
            nextStep: Bilingual(
                "Let the terminal reach the host and send the reversal: press ENTER on its screen, "
                    + "or settle.",
                "让终端连上主机并发送冲正: 在屏幕上按确认, 或做结算。"),
            never: Bilingual(
                "Do not delete the reversal, and do not charge the card again before it is answered.",
                "不要删除冲正记录, 得到应答前不要让持卡人再次刷卡。"))
    static let lateApproval =
        CauseFacts(
            number: 6, place: .line, title: Bilingual("The host booked what the terminal undid", "主机已入账, 终端却未认可"),
            meaning: Bilingual(
                "An approval came too late or never, the reversal did not reach the host, and the "
                    + "money is still booked there.",
                "批准来得太迟或丢失, 冲正又未到主机, 款项仍记在主机。"),
            remedy: .undoAtHost,
            nextStep: Bilingual(
                "Give the acquirer terminal, batch and trace number of each line: it undoes the booking.",
                "把终端号、批次号、流水号报给收单机构, 由其撤销入账。"),
            never: Bilingual(
                "Do not enter the sale again to make the totals agree, and do not clear the batch.",
                "不要为了对平而重新录入交易, 不要清除批次。"))
    static let advicesWaiting =
        CauseFacts(
            number: 14, place: .line, title: Bilingual("Stored transactions were not sent", "离线交易未上送"),
            meaning: Bilingual(
                "The terminal approved transactions by itself, and the host has not heard of them. "
                    + "Nobody pays for them until it has.",
                "终端离线批准的交易主机尚未收到, 收到之前不会入账。"),
            remedy: .sendAdvices,
            nextStep: Bilingual(
                "Let the terminal reach the host: it sends them by itself, and settling sends them first.",
                "让终端连上主机: 它会自动补送, 结算时也会先送。"),
            never: Bilingual(
                "Do not clear the batch: these transactions are nowhere else.",
                "不要清除批次: 这些交易只存在于终端。"))
    static let adviceRefused =
        CauseFacts(
            number: 15, place: .host, title: Bilingual("The host refused a stored transaction", "主机拒绝了离线交易"),
            meaning: Bilingual(
                "The shop has given the goods away; the host will not pay for this transaction.",
                "商品已交付, 但主机不承认该笔交易。"),
            remedy: .reviewRecords,
            nextStep: Bilingual(
                "Take the slip with its refusal code to the acquirer; settle the rest as usual.",
                "凭拒绝码向收单机构申诉; 其余交易照常结算。"),
            never: Bilingual(
                "Do not send it again under a new trace number.",
                "不要换流水号重新上送。"))
    static let doubleSale =
        CauseFacts(
            number: 7, place: .operator, title: Bilingual("The same sale twice", "疑似重复刷卡"),
            meaning: Bilingual(
                "Two approved sales with the same card and amount lie minutes apart.",
                "几分钟内同卡同金额两笔成功交易。"),
            remedy: .reviewRecords,
            nextStep: Bilingual(
                "Ask the shop; when it was one purchase, void one of the two before settling.",
                "向门店核实; 若只有一次购买, 结算前撤销其中一笔。"),
            never: Bilingual(
                "Do not void without asking, and not after the settlement: then it is a refund.",
                "不要不核实就撤销; 结算后只能退货。"))
}
