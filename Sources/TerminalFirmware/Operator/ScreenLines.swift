import ISO8583
import Settlement

extension Terminal {
    /// What the display shows now.
    var displayContent: DisplayContent {
        if let exchange, screen == .busy { return busyContent(exchange.purpose) }
        let language = parameters.language
        func said(_ english: String, _ chinese: String) -> String { Phrase(english, chinese)(language) }
        let exponent = parameters.currency.exponent
        switch screen {
        case .idle: return idleContent
        case .busy: return DisplayContent(screen: "busy", lines: [said("ONE MOMENT", "请稍候")])
        case .menu:
            return DisplayContent(
                screen: "menu",
                lines: [
                    said("1 SALE     2 VOID", "1 消费     2 撤销"), said("3 REFUND   4 SETTLE", "3 退货     4 结算"),
                    said("5 SIGN ON  6 REPRINT", "5 签到     6 重打印"), said("7 REPRINT SLIP", "7 重打结算单"),
                    Words.cancelKey(language),
                ])
        case .amount(let draft):
            return DisplayContent(
                screen: "amount",
                lines: [
                    draft.kind.phrase(language), said("AMOUNT", "请输入金额"),
                    TextLayout.right(parameters.money(draft.minorUnits), columns: DisplayContent.columns), "",
                    Words.enterKey(language), Words.cancelKey(language),
                ])
        case .originalDate(_, let digits):
            return question(
                "original-date", Words.refund, Phrase("DATE OF SALE (MMDD)", "原交易日期(月日)"), digits)
        case .originalReference(_, let digits):
            return question(
                "original-reference", Words.refund, Phrase("REFERENCE (12 DIGITS)", "原交易参考号(12位)"), digits)
        case .voidTrace(let digits):
            return question("void-trace", Words.void, Phrase("TRACE NO. OF THE SALE", "原交易凭证号"), digits)
        case .confirmVoid(let draft):
            return DisplayContent(
                screen: "confirm-void",
                lines: [
                    said("VOID THIS SALE?", "撤销此交易?"), parameters.money(draft.minorUnits),
                    Words.trace(language) + " " + (draft.originalTrace?.description ?? ""), "",
                    said("ENTER: void it", "确认: 撤销"), Words.cancelKey(language),
                ])
        case .card(let draft, let misread):
            return DisplayContent(
                screen: "card",
                lines: [
                    draft.kind.phrase(language),
                    TextLayout.right(
                        parameters.currency.alpha + " " + decimalAmount(draft.minorUnits, exponent: exponent),
                        columns: DisplayContent.columns), "",
                    misread ? said("NOT READ, SWIPE AGAIN", "读卡失败, 请重刷") : said("SWIPE CARD", "请刷卡"), "",
                    Words.cancelKey(language),
                ])
        case .pin(let draft):
            return DisplayContent(
                screen: "pin",
                lines: [
                    draft.kind.phrase(language), parameters.money(draft.minorUnits), said("ENTER PIN", "请输入密码"),
                    String(repeating: "*", count: element.pinLength), "", Words.enterKey(language),
                ])
        case .confirmSettle:
            return DisplayContent(
                screen: "confirm-settle",
                lines: openBatchLines(said("SETTLE NOW?", "现在结算?"))
                    + [said("ENTER: settle", "确认: 结算"), Words.cancelKey(language)])
        case .settleFirst:
            return DisplayContent(
                screen: "settle-first",
                lines: openBatchLines(said("BATCH NOT SETTLED!", "昨日未结算!"))
                    + [said("ENTER: settle now", "确认: 立即结算"), said("CANCEL: later", "取消: 稍后")])
        case .result(let notice):
            return DisplayContent(screen: notice.screen, lines: notice.lines(parameters))
        case .printerStopped(let problem):
            return DisplayContent(
                screen: "printer-stopped",
                lines: [
                    problem.phrase(language), said("The data is safe", "交易数据已保存"), "",
                    said("ENTER: print again", "确认: 重新打印"), said("CANCEL: later", "取消: 稍后打印"),
                ])
        case .halted(let why):
            return DisplayContent(
                screen: "halted",
                lines: [
                    said("TERMINAL STOPPED", "终端停用"), said("Data is kept. Call", "数据已保留, 请联系"),
                    said("service.", "维修人员"),
                ]
                    + TextLayout.wrap(why, columns: DisplayContent.columns))
        }
    }

    private func question(_ screen: String, _ title: Phrase, _ ask: Phrase, _ digits: String) -> DisplayContent {
        let language = parameters.language
        return DisplayContent(
            screen: screen,
            lines: [
                title(language), ask(language), TextLayout.right(digits, columns: DisplayContent.columns), "",
                Words.enterKey(language), Words.cancelKey(language),
            ])
    }

    private var idleContent: DisplayContent {
        let language = parameters.language
        func said(_ english: String, _ chinese: String) -> String { Phrase(english, chinese)(language) }
        let book = store.book
        var lines = [
            parameters.merchantName,
            TextLayout.ends(now.date.description, now.hourMinute, columns: DisplayContent.columns),
            book.isSignedOn ? said("READY: enter amount", "请输入金额") : said("SIGN ON: FUNC 5", "请签到: 功能 5"),
            TextLayout.ends(
                Words.batch(language) + " " + (book.batch?.description ?? ""),
                said("\(book.approvedCount) trans.", "\(book.approvedCount)笔"),
                columns: DisplayContent.columns),
        ]
        if book.unresolved != nil {
            lines.append(said("! REVERSAL PENDING", "! 有未完成冲正"))
        } else if let hostBatch = book.differingHostBatch {
            lines.append(said("! HOST BATCH ", "! 主机批次 ") + hostBatch.description)
        } else if book.isOverdue(on: today) {
            lines.append(said("! NOT SETTLED: FUNC 4", "! 未结算: 功能 4"))
        } else if book.unprintedSlip != nil {
            lines.append(said("! SLIP: FUNC 7", "! 结算单未打印: 功能 7"))
        }
        return DisplayContent(screen: "idle", lines: lines)
    }

    /// Count, amount and age of the open batch.
    private func openBatchLines(_ title: String) -> [String] {
        let language = parameters.language
        let book = store.book
        let totals = BatchTotals(of: book.records)
        let amount = parameters.money(totals.netMinorUnits)
        var lines = [
            title,
            TextLayout.ends(
                Phrase("\(totals.count) trans.", "\(totals.count)笔")(language), amount,
                columns: DisplayContent.columns),
        ]
        if let oldest = book.oldestRecordAt {
            let hours = max(0, now.secondNumber - oldest.secondNumber) / 3600
            let since = oldest.date.monthDay.prefix(2) + "-" + oldest.date.monthDay.suffix(2) + " " + oldest.hourMinute
            lines.append(Phrase("SINCE ", "始于 ")(language) + since)
            lines.append(Phrase("OPEN FOR \(hours) H", "已 \(hours) 小时未结")(language))
        }
        return lines
    }

    private func busyContent(_ purpose: Exchange.Purpose) -> DisplayContent {
        let language = parameters.language
        func said(_ english: String, _ chinese: String) -> String { Phrase(english, chinese)(language) }
        let what =
            switch purpose {
            case .signOn: said("SIGNING ON", "正在签到")
            case .transaction: said("AUTHORIZING", "正在交易")
            case .reversal: said("REVERSING", "正在冲正")
            case .advice: said("SENDING REFUND AGAIN", "正在重发退货")
            case .totals: said("SETTLING: TOTALS", "正在结算: 对账")
            case .upload(let count): said("SETTLING: RECORD \(count)", "正在批上送: 第\(count)笔")
            case .endUpload: said("SETTLING: LAST STEP", "正在结算: 批上送结束")
            }
        return DisplayContent(screen: "busy", lines: [what, said("Please wait", "请稍候")])
    }
}

extension PrinterProblem {
    func phrase(_ language: Language) -> String {
        switch self {
        case .noPaper: Phrase("OUT OF PAPER", "打印机缺纸")(language)
        case .jammed: Phrase("PAPER JAM", "打印机卡纸")(language)
        case .overheated: Phrase("PRINTER TOO HOT", "打印机过热")(language)
        }
    }
}
