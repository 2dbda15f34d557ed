extension MessageChecker {
    /// Amounts that are not zero, currencies that exist.
    func moneyFindings(_ message: Message) -> [CheckFinding] {
        var findings: [CheckFinding] = []
        if movesMoney(message), message.has(4), fits(4, message), message[number: 4] == 0 {
            findings.append(finding(.error, .amount, 4, "is zero, but money moves", "金额为零"))
        }
        for field in [49, 50, 51] where message.has(field) && fits(field, message) {
            guard let format = dialect.format(of: field), format.content != .binary, format.length == .fixed(3),
                let code = message[bytes: field]
            else { continue }
            if let number = Digits.number(code) {
                guard Currency(numeric: UInt16(truncatingIfNeeded: number)) == nil else { continue }
                findings.append(finding(.warning, .currency, field, "is no currency of the table", "货币代码未知"))
            } else if !code.allSatisfy({ (0x41...0x5A).contains($0) }) {
                findings.append(
                    finding(.error, .currency, field, "is neither three digits nor three letters", "应为三位数字或三位字母"))
            }
        }
        return findings
    }

    /// Requests and advices whose processing code begins with 00 to 29: debits and credits.
    ///
    /// Source: ISO 8583:1987, field 3, positions 1 and 2. Authorizations of amount zero exist outside of terminals'
    /// dialects: they ask whether a card is good.
    private func movesMoney(_ message: Message) -> Bool {
        guard message.mti.isRequest, let code = message[bytes: 3], code.count == 6, code[0] <= 0x32 else {
            return false
        }
        switch message.mti.messageClass {
        case 2: return true
        case 1: return dialect.header != .none
        default: return false
        }
    }
}
