import Settlement

/// Causes that lie in the close of day.
extension CauseFacts {
    static let closeAnswerLost =
        CauseFacts(
            number: 2, place: .line, title: Bilingual("The answer to the close got lost", "结算应答丢失"),
            meaning: Bilingual(
                "The terminal asked the host to close the batch and never heard the answer; the host "
                    + "may have closed it.",
                "终端已发结算请求但未收到应答, 主机可能已结算。"),
            remedy: .resumeClose,
            nextStep: Bilingual(
                "Settle again on this terminal: the same batch goes with the same totals, and the "
                    + "host knows it.",
                "在本终端再次结算: 以同一批次号、同一总额重发, 主机能识别。"),
            never: Bilingual(
                "Do not clear the batch, and do not change its number.",
                "不要清除批次, 不要改批次号。"))
    static let confirmedNotCleared =
        CauseFacts(
            number: 3, place: .terminalHardware, title: Bilingual("Settled, but not cleared", "已结算但未清批"),
            meaning: Bilingual(
                "The host confirmed the close; power failed before the terminal began the next batch.",
                "主机已确认结算, 终端在开始新批次前断电。"),
            remedy: .resumeClose,
            nextStep: Bilingual(
                "Switch the terminal on and let it finish: slip, next batch.",
                "开机让终端自行完成: 打印结算单并进入下一批次。"),
            never: Bilingual(
                "Do not settle by other means: the batch is settled.",
                "不要另行结算: 该批次已结算。"))
    static let uploadInterrupted =
        CauseFacts(
            number: 20, place: .terminalHardware, title: Bilingual("The upload was interrupted", "批上送中断"),
            meaning: Bilingual(
                "The totals did not agree, records are being uploaded one by one, and the upload "
                    + "stopped on its way.",
                "总额不平, 正在逐笔上送, 中途停止。"),
            remedy: .resumeClose,
            nextStep: Bilingual(
                "Settle again: the upload goes on with the record after the last one that the host took.",
                "再次结算: 从主机已收到的下一笔继续上送。"),
            never: Bilingual(
                "Do not clear the batch, and do not sell before it is closed.",
                "不要清除批次, 结算完成前不要交易。"))
    static let recordsNotUploaded =
        CauseFacts(
            number: 26, place: .terminalSoftware, title: Bilingual("Records were left out of the upload", "批上送有遗漏"),
            meaning: Bilingual(
                "The batch holds more records than were uploaded: some belong to neither side of the "
                    + "totals.",
                "批次中的记录多于上送的笔数: 有记录未归入任何一边。"),
            remedy: .exportRecords,
            nextStep: Bilingual(
                "Export the records and let the acquirer compare them with its own.",
                "导出记录, 由收单机构逐笔核对。"),
            never: Bilingual(
                "Do not take the slip for proof that all is paid.",
                "不要以结算单作为全部入账的凭据。"))
    static let totalsDiffer =
        CauseFacts(
            number: 5, place: .terminalSoftware, title: Bilingual("The totals do not agree", "对账不平"),
            meaning: Bilingual(
                "Terminal and host count different transactions in this batch.",
                "终端与主机对该批次的交易计数不一致。"),
            remedy: .resumeClose,
            nextStep: Bilingual(
                "Settle again and let the upload run; what still differs is named below, record by record.",
                "再次结算并完成批上送; 仍不一致的记录见下列明细。"),
            never: Bilingual(
                "Do not void or repeat sales to make the totals agree.",
                "不要为了对平而撤销或重做交易。"))
    static let slipNotPrinted =
        CauseFacts(
            number: 21, place: .terminalHardware,
            title: Bilingual("The settlement slip did not come out", "结算单未打印"),
            meaning: Bilingual(
                "The batch is settled; the printer had no paper or failed.",
                "批次已结算, 打印机缺纸或故障。"),
            remedy: .reprintSlip,
            nextStep: Bilingual(
                "Put paper in and print the slip again: it comes from memory.",
                "装纸后重打结算单: 从存储中重印。"),
            never: Bilingual(
                "Do not settle a second time for the slip.",
                "不要为了结算单再次结算。"))
    static let settlementForgotten =
        CauseFacts(
            number: 27, place: .operator, title: Bilingual("Nobody pressed settle", "前一天忘记结算"),
            meaning: Bilingual(
                "The batch holds transactions of an earlier business day.",
                "批次中有前一营业日的交易。"),
            remedy: .settle,
            nextStep: Bilingual(
                "Settle now. Then set a reminder or automatic settlement on this terminal.",
                "立即结算, 然后为本终端设置提醒或自动结算。"),
            never: Bilingual(
                "Do not clear the batch.",
                "不要清除批次。"))
}
