import ISO8583
import Settlement

/// The printed proof of a closed batch: totals by kind for each business day, and for the batch.
struct SettlementSlip {
    let closed: ClosedBatch
    let parameters: TerminalParameters

    var lines: [String] {
        let language = parameters.language
        let columns = PrintJob.columns
        var lines = [
            TextLayout.centred(parameters.merchantName, columns: columns),
            TextLayout.centred(Phrase("SETTLEMENT", "结算单")(language), columns: columns),
            TextLayout.ends(Phrase("MERCHANT", "商户号")(language), parameters.merchantID, columns: columns),
            TextLayout.ends(Phrase("TERMINAL", "终端号")(language), parameters.terminalID, columns: columns),
            TextLayout.ends(Words.batch(language), closed.batch.description, columns: columns),
            TextLayout.ends(
                Phrase("CLOSED", "结算时间")(language), closed.confirmation.at.description, columns: columns),
            TextLayout.ends(Phrase("REF", "参考号")(language), closed.confirmation.reference, columns: columns),
        ]
        let days = DayTotals.days(of: closed.records)
        for day in days {
            lines.append(TextLayout.centred("- \(day.date) -", columns: columns))
            lines.append(row(Words.sale, day.sales, sign: 1))
            lines.append(row(Words.void, day.voids, sign: -1))
            lines.append(row(Words.refund, day.refunds, sign: -1))
        }
        let totals = closed.snapshot.totals
        lines.append(String(repeating: "-", count: columns))
        lines.append(row(Phrase("DEBIT", "借记"), sum(totals.domestic.debit, totals.foreign.debit), sign: 1))
        lines.append(row(Phrase("CREDIT", "贷记"), sum(totals.domestic.credit, totals.foreign.credit), sign: -1))
        lines.append(
            TextLayout.ends(Words.total(language), parameters.money(totals.netMinorUnits), columns: columns))
        lines.append(
            TextLayout.centred(
                closed.confirmation.afterUpload
                    ? Phrase("BALANCED AFTER UPLOAD", "批上送后对账平")(language)
                    : Phrase("BALANCED", "对账平")(language),
                columns: columns))
        return lines
    }

    private func sum(_ one: Tally, _ other: Tally) -> Tally {
        Tally(count: one.count + other.count, minorUnits: one.minorUnits + other.minorUnits)
    }

    private func row(_ phrase: Phrase, _ tally: Tally, sign: Int64) -> String {
        let amount = decimalAmount(sign * tally.minorUnits, exponent: parameters.currency.exponent)
        let right = TextLayout.right(String(tally.count), columns: 4) + TextLayout.right(amount, columns: 14)
        return TextLayout.ends(phrase(parameters.language), right, columns: PrintJob.columns)
    }
}
