import ISO8583
import Settlement

/// The printed reminder of an open batch.
struct ReminderSlip {
    let book: BatchBook
    let parameters: TerminalParameters
    let now: ClockTime

    var lines: [String] {
        let language = parameters.language
        let columns = PrintJob.columns
        let days = DayTotals.days(of: book.records)
        var lines = [
            TextLayout.centred(parameters.merchantName, columns: columns),
            TextLayout.centred(Phrase("*** DAY NOT SETTLED ***", "*** 今日尚未结算 ***")(language), columns: columns),
            TextLayout.ends(Phrase("TERMINAL", "终端号")(language), parameters.terminalID, columns: columns),
            TextLayout.ends(Words.batch(language), book.batch?.description ?? "", columns: columns),
            TextLayout.ends(Phrase("PRINTED", "打印时间")(language), now.description, columns: columns),
        ]
        for day in days {
            lines.append(
                TextLayout.ends(day.date.description, parameters.money(day.netMinorUnits), columns: columns))
        }
        lines.append(
            TextLayout.centred(Phrase("Press FUNC 4 to settle", "请按 功能 4 结算")(language), columns: columns))
        return lines
    }
}
