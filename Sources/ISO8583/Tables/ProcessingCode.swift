/// Field 3: what is done (positions 1 and 2), from which account (3 and 4), to which (5 and 6).
///
/// Source: ISO 8583:1987, annex A (processing codes), and the same codes in 1993; the UnionPay-style and Hypercom-style
/// tables give some of them another use.
public struct ProcessingCode: Hashable, Sendable, CustomStringConvertible {
    /// Whose table the transaction type is read by.
    public enum Table: Equatable, Sendable, CaseIterable {
        /// ISO 8583:1987 and 1993.
        case iso
        /// UnionPay-style: 20 takes a sale back, 03 is a pre-authorization.
        case unionPay
        /// Hypercom-style: 02 is a void, 92 and 96 settle.
        case hypercom
    }

    /// Positions 1 and 2: 0 to 99.
    public let transactionType: UInt8
    /// Positions 3 and 4: 0 to 99.
    public let fromAccount: UInt8
    /// Positions 5 and 6: 0 to 99.
    public let toAccount: UInt8

    /// A code of six digits, or nil for anything else.
    public init?(_ text: String) {
        let digits = [UInt8](text.utf8)
        guard digits.count == 6, digits.allSatisfy({ Digits.isDigit($0) }) else { return nil }
        transactionType = (digits[0] - 0x30) * 10 + digits[1] - 0x30
        fromAccount = (digits[2] - 0x30) * 10 + digits[3] - 0x30
        toAccount = (digits[4] - 0x30) * 10 + digits[5] - 0x30
    }

    /// Six digits.
    public var description: String {
        [transactionType, fromAccount, toAccount].map { Digits.padded(UInt64($0), width: 2) }.joined()
    }

    /// The code in words: the transaction, then the accounts where they are named.
    public func words(_ language: Language, table: Table = .iso) -> String {
        var text = transaction(table).text(language)
        if fromAccount != 0 {
            text += (language == .english ? ", from " : ", 从") + ProcessingCode.account(fromAccount).text(language)
        }
        if toAccount != 0 {
            text += (language == .english ? ", to " : ", 到") + ProcessingCode.account(toAccount).text(language)
        }
        return text
    }

    private func transaction(_ table: Table) -> FieldName {
        switch (table, transactionType) {
        case (.unionPay, 3): FieldName("pre-authorization", "预授权")
        case (.unionPay, 0): FieldName("sale or completion", "消费或预授权完成")
        case (.unionPay, 20): FieldName("void or refund", "撤销或退货")
        case (.hypercom, 0): FieldName("sale", "消费")
        case (.hypercom, 2): FieldName("void", "消费撤销")
        case (.hypercom, 20): FieldName("refund", "退货")
        case (.hypercom, 30): FieldName("pre-authorization", "预授权")
        case (.hypercom, 92): FieldName("settlement or log-on", "结算或签到")
        case (.hypercom, 96): FieldName("settlement after upload", "批上送后结算")
        case (.hypercom, 99): FieldName("test", "测试")
        default: ProcessingCode.standard(transactionType)
        }
    }

    /// Positions 1 and 2 in words, by the standard.
    static func standard(_ type: UInt8) -> FieldName {
        switch type {
        case 0: FieldName("goods and services", "商品和服务")
        case 1: FieldName("cash withdrawal", "取现")
        case 2: FieldName("debit adjustment", "借记调整")
        case 3: FieldName("cheque, funds guaranteed", "支票, 资金有保证")
        case 4: FieldName("cheque, funds verified", "支票, 资金已核实")
        case 5: FieldName("eurocheque", "欧洲支票")
        case 6: FieldName("traveller's cheque", "旅行支票")
        case 7: FieldName("letter of credit", "信用证")
        case 8: FieldName("giro", "转账汇款")
        case 9: FieldName("goods and services with cash", "消费并返现")
        case 10: FieldName("non-cash instrument", "非现金金融工具")
        case 11: FieldName("quasi-cash and scrip", "准现金和代金券")
        case 12...19: FieldName("debit \(type)", "借记\(type)")
        case 20: FieldName("return of goods", "退货")
        case 21: FieldName("deposit", "存款")
        case 22: FieldName("credit adjustment", "贷记调整")
        case 23: FieldName("cheque deposit, guaranteed", "支票存款, 有保证")
        case 24: FieldName("cheque deposit", "支票存款")
        case 25...29: FieldName("credit \(type)", "贷记\(type)")
        case 30: FieldName("available funds enquiry", "可用资金查询")
        case 31: FieldName("balance enquiry", "余额查询")
        case 32...39: FieldName("enquiry \(type)", "查询\(type)")
        case 40: FieldName("transfer between accounts", "账户间转账")
        case 41...49: FieldName("transfer \(type)", "转账\(type)")
        case 50: FieldName("payment", "付款")
        case 51...59: FieldName("payment \(type)", "付款\(type)")
        default: FieldName("transaction type \(type)", "交易类型\(type)")
        }
    }

    private static func account(_ type: UInt8) -> FieldName {
        switch type {
        case 10: FieldName("savings account", "储蓄账户")
        case 20: FieldName("cheque account", "支票账户")
        case 30: FieldName("credit account", "信用卡账户")
        case 40: FieldName("universal account", "通用账户")
        case 50: FieldName("investment account", "投资账户")
        case 60: FieldName("stored value account", "电子钱包账户")
        default: FieldName("account type \(type)", "账户类型\(type)")
        }
    }
}
