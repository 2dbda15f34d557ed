import ISO8583
import Settlement

extension Terminal {
    /// What the display shows now.
    var displayContent: DisplayContent {
        if let exchange, screen == .busy { return busyContent(exchange.purpose) }
        let language = parameters.language
        func said(_ english: String, _ chinese: String) -> String { Phrase(english, chinese)(language) }
        switch screen {
        case .idle: return idleContent
        case .busy: return DisplayContent(screen: "busy", lines: [said("ONE MOMENT", "请稍候")])
        case .menu(let menu): return DisplayContent(screen: menu.screen, lines: menuLines(menu))
        case .entry(let draft, let step, let digits): return entryContent(draft, step, digits)
        case .misread(let draft): return entryContent(draft, .card, "", isMisread: true)
        case .confirmSettle:
            return DisplayContent(
                screen: "confirm-settle",
                lines: openBatchLines(said("SETTLE NOW?", "现在结算?"))
                    + [said("ENTER: settle", "确认: 结算"), Words.cancelKey(language)])
        case .confirmTradeOn:
            return DisplayContent(
                screen: "confirm-trade-on",
                lines: [
                    said("LEAVE SETTLEMENT?", "放弃本次结算?"), said("The batch stays open.", "批次保持未结算"),
                    said("Settle it later!", "请稍后务必结算!"), "",
                    said("ENTER: sell on", "确认: 继续交易"), Words.cancelKey(language),
                ])
        case .settleFirst:
            return DisplayContent(
                screen: "settle-first",
                lines: openBatchLines(said("BATCH NOT SETTLED!", "昨日未结算!")) + settleOrLater)
        case .settleReminder(let level): return reminderContent(level)
        case .supervisor(let digits): return supervisorContent(digits)
        case .clockWrong: return clockWrongContent
        case .clockEntry(let digits): return clockEntryContent(digits)
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

    private var idleContent: DisplayContent {
        let language = parameters.language
        func said(_ english: String, _ chinese: String) -> String { Phrase(english, chinese)(language) }
        let book = store.book
        let count = book.settledCount(parameters.style)
        var lines = [
            parameters.merchantName,
            TextLayout.ends(now.date.description, now.hourMinute, columns: DisplayContent.columns),
            book.isSignedOn ? said("READY: enter amount", "请输入金额") : said("SIGN ON: FUNC 5", "请签到: 功能 5"),
            TextLayout.ends(
                Words.batch(language) + " " + (book.batch?.description ?? ""),
                said("\(count) trans.", "\(count)笔"),
                columns: DisplayContent.columns),
        ]
        lines += idleWarnings.prefix(DisplayContent.lineCount - lines.count)
        return DisplayContent(screen: "idle", lines: lines)
    }

    /// What somebody should look at, the most urgent first. What is not sent yet hides behind nothing but one other line.
    private var idleWarnings: [String] {
        let language = parameters.language
        func said(_ english: String, _ chinese: String) -> String { Phrase(english, chinese)(language) }
        let book = store.book
        var warnings: [String] = []
        if book.unresolved != nil { warnings.append(said("! REVERSAL PENDING", "! 有未完成冲正")) }
        if let hostBatch = book.differingHostBatch {
            warnings.append(said("! HOST BATCH ", "! 主机批次 ") + hostBatch.description)
        }
        if let clockLine { warnings.append(clockLine) }
        if parameters.reminder.level(in: situation, diary) >= .line {
            warnings.append(said("! NOT SETTLED: FUNC 4", "! 未结算: 功能 4"))
        }
        if book.isSignedOff { warnings.append(said("! SIGNED OFF: FUNC 5", "! 已签退: 功能 5")) }
        if case .warning = limitVerdict(.sale) { warnings.append(said("! NEARLY FULL: FUNC 4", "! 即将满: 功能 4")) }
        if book.unprintedSlip != nil { warnings.append(said("! SLIP: FUNC 7", "! 结算单未打印: 功能 7")) }
        let waiting = book.pendingAdviceCount
        if waiting > 0 {
            warnings.insert(said("! \(waiting) TO SEND", "! \(waiting)笔待上送"), at: min(1, warnings.count))
        }
        return warnings
    }

    /// What the idle screen says of the clock.
    private var clockLine: String? {
        if !clock.isCredible { return Phrase("! CHECK THE CLOCK", "! 请检查时钟")(parameters.language) }
        guard let drift = clock.drift, abs(drift) > parameters.clock.limits.drift else { return nil }
        return ClockFinding.drift(seconds: drift, cause: .unknown).short(parameters.language)
    }

    /// Count, amount and age of the open batch.
    func openBatchLines(_ title: String) -> [String] {
        let language = parameters.language
        let book = store.book
        let totals = BatchTotals(of: book.records, style: parameters.style)
        let amount = parameters.money(totals.netMinorUnits)
        var lines = [
            title,
            TextLayout.ends(
                Phrase("\(totals.count) trans.", "\(totals.count)笔")(language), amount,
                columns: DisplayContent.columns),
        ]
        // A time that nobody believes says nothing of the age.
        if clock.isCredible, let oldest = book.oldestRecordAt, oldest.date >= parameters.clock.limits.builtOn {
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
            case .advice: said("SENDING STORED", "正在上送离线交易")
            case .chip: said("SENDING CHIP DATA", "正在上送IC卡数据")
            case .signOff: said("SIGNING OFF", "正在签退")
            case .echo: said("CALLING THE HOST", "正在测试主机")
            case .balance: said("ASKING BALANCE", "正在查询余额")
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
