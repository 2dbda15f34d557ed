import ISO8583
import Settlement

/// The printed proof of one transaction.
struct Receipt {
    let record: BatchRecord
    let parameters: TerminalParameters

    var lines: [String] {
        let language = parameters.language
        let columns = PrintJob.columns
        let transaction = record.transaction
        func line(_ left: Phrase, _ right: String) -> String {
            TextLayout.ends(left(language), right, columns: columns)
        }
        var lines = [
            TextLayout.centred(parameters.merchantName, columns: columns),
            line(Phrase("MERCHANT", "商户号"), parameters.merchantID),
            line(Phrase("TERMINAL", "终端号"), parameters.terminalID),
            line(Phrase("CARD", "卡号"), transaction.card.masked),
            line(Phrase("TYPE", "交易类型"), transaction.kind.phrase(language)),
            line(Words.batch, transaction.batch.description),
            line(Words.trace, transaction.trace.description),
            line(Phrase("DATE", "日期"), transaction.begunAt.description),
        ]
        if case .approved(let approval) = record.state {
            // What the terminal approved by itself has none.
            if !approval.reference.isEmpty { lines.append(line(Phrase("REF", "参考号"), approval.reference)) }
            if !approval.authorization.isEmpty {
                lines.append(line(Phrase("AUTH", "授权码"), approval.authorization))
            }
        }
        if let original = transaction.original?.trace {
            lines.append(line(Phrase("ORIGINAL TRACE", "原凭证号"), original.description))
        }
        lines.append(line(Phrase("AMOUNT", "金额"), parameters.money(transaction.minorUnits, kind: transaction.kind)))
        lines.append(TextLayout.centred(Phrase("APPROVED", "交易成功")(language), columns: columns))
        return lines
    }
}

extension TransactionKind {
    func phrase(_ language: Language) -> String {
        switch self {
        case .sale: Words.sale(language)
        case .void: Words.void(language)
        case .refund: Words.refund(language)
        case .preAuthorization: Words.preAuthorization(language)
        case .preAuthorizationVoid: Words.preAuthorizationVoid(language)
        case .completion: Words.completion(language)
        case .completionVoid: Words.completionVoid(language)
        case .offlineSale: Words.offlineSale(language)
        case .tip: Words.tip(language)
        }
    }
}

extension Errand {
    func phrase(_ language: Language) -> String {
        switch self {
        case .transaction(let kind): kind.phrase(language)
        case .balance: Words.balance(language)
        }
    }
}

extension TerminalParameters {
    /// `CNY 12.50`.
    func money(_ minorUnits: Int64) -> String {
        currency.alpha + " " + decimalAmount(minorUnits, exponent: currency.exponent)
    }

    /// `CNY -12.50` for what is credited.
    func money(_ minorUnits: Int64, kind: TransactionKind) -> String {
        money(kind.isCredit ? -minorUnits : minorUnits)
    }
}
