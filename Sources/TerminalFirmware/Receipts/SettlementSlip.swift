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
        ]
        // What is only known from other words of the host has none.
        let reference = closed.confirmation.reference
        if !reference.isEmpty {
            lines.append(TextLayout.ends(Phrase("REF", "参考号")(language), reference, columns: columns))
        }
        let days = DayTotals.days(of: closed.records)
        for day in days {
            lines.append(TextLayout.centred("- \(day.date) -", columns: columns))
            for kind in TransactionKind.allCases where kind.effect != .none {
                let isUsual = kind == .sale || kind == .void || kind == .refund
                guard isUsual || day[kind].count > 0 else { continue }
                lines.append(row(kind.slipPhrase, day[kind], sign: kind.isCredit ? -1 : 1))
            }
        }
        let totals = closed.snapshot.totals
        lines.append(String(repeating: "-", count: columns))
        let isNet = closed.snapshot.style == .hypercom
        let debit = isNet ? Phrase("NET-SALES", "净消费") : Phrase("DEBIT", "借记")
        let credit = isNet ? Phrase("NET-REFUNDS", "净退货") : Phrase("CREDIT", "贷记")
        lines.append(row(debit, sum(totals.domestic.debit, totals.foreign.debit), sign: 1))
        lines.append(row(credit, sum(totals.domestic.credit, totals.foreign.credit), sign: -1))
        lines += refusedLines
        lines.append(
            TextLayout.ends(Words.total(language), parameters.money(totals.netMinorUnits), columns: columns))
        lines.append(TextLayout.centred(outcome(language), columns: columns))
        if !closed.confirmation.evidence.isCompared {
            lines.append(TextLayout.centred(Phrase("TOTALS NOT COMPARED", "总额未与主机核对")(language), columns: columns))
        }
        return lines
    }

    /// How the close came out.
    private func outcome(_ language: Language) -> String {
        if closed.confirmation.evidence == .word { return Phrase("CLOSED BY ACQUIRER", "收单机构确认结算")(language) }
        if closed.snapshot.reason == .closedByHost { return Phrase("CLOSED BY HOST", "主机已结算")(language) }
        return closed.confirmation.afterUpload
            ? Phrase("BALANCED AFTER UPLOAD", "批上送后对账平")(language) : Phrase("BALANCED", "对账平")(language)
    }

    /// What was approved at the terminal and refused by the host: in no total, but on paper.
    private var refusedLines: [String] {
        let refused = closed.records.filter { $0.refusal != nil }
        guard !refused.isEmpty else { return [] }
        let language = parameters.language
        let columns = PrintJob.columns
        var lines = [TextLayout.centred(Phrase("- REFUSED BY HOST -", "- 主机拒绝 -")(language), columns: columns)]
        for record in refused {
            let name = record.transaction.trace.description + " " + (record.refusal ?? "")
            lines.append(
                TextLayout.ends(name, parameters.money(record.transaction.minorUnits), columns: columns))
        }
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

extension TransactionKind {
    /// One word for a row of the slip.
    var slipPhrase: Phrase {
        switch self {
        case .sale: Words.sale
        case .void: Words.void
        case .refund: Words.refund
        case .completion: Words.completion
        case .completionVoid: Phrase("COMPL-VOID", "完成撤销")
        case .offlineSale: Phrase("OFFLINE", "离线消费")
        case .tip: Words.tip
        case .preAuthorization: Words.preAuthorization
        case .preAuthorizationVoid: Words.preAuthorizationVoid
        }
    }
}
