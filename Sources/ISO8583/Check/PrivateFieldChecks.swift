extension MessageChecker {
    /// Fields whose inside the terminals' dialects agree on: 48, 60, 61 of UnionPay-style, 60, 62, 63 of Hypercom-style.
    func privateFindings(_ message: Message) -> [CheckFinding] {
        switch dialect.responseTable {
        case .unionPay: field60Findings(message) + field61Findings(message) + field48Findings(message)
        case .hypercom: hypercomFindings(message)
        case .iso87, .iso93: []
        }
    }

    /// Type code 2, batch number 6, network code 3, and tails of known lengths.
    private func field60Findings(_ message: Message) -> [CheckFinding] {
        guard let text = message[text: 60], fits(60, message) else { return [] }
        guard ReservedField60(text) != nil else {
            return [
                finding(
                    .error, .shape, 60, offset: min(text.utf8.count, 8),
                    "does not begin with type code (2 digits) and batch number (6)", "应以交易类型码(2位)和批次号(6位)开头")
            ]
        }
        guard ![8, 11, 12, 13, 14, 17].contains(text.utf8.count) else { return [] }
        return [finding(.warning, .shape, 60, "has an unusual length", "长度不常见")]
    }

    private func field61Findings(_ message: Message) -> [CheckFinding] {
        guard let text = message[text: 61], fits(61, message) else { return [] }
        guard OriginalReference61(text) != nil else {
            return [
                finding(
                    .error, .shape, 61, offset: min(text.utf8.count, 12),
                    "does not begin with the original's batch and trace number (6 digits each)", "应以原批次号和原流水号(各6位)开头")
            ]
        }
        let date = [UInt8](text.utf8).dropFirst(12)
        guard date.count >= 4, let place = DateShape.monthDay.firstWrong([UInt8](date.prefix(4))) else { return [] }
        // Zeros stand for a date that is not known.
        guard date.prefix(4) != [0x30, 0x30, 0x30, 0x30] else { return [] }
        return [finding(.error, .date, 61, offset: 12 + place, "has a date of the original that is none", "原交易日期无效")]
    }

    private func field48Findings(_ message: Message) -> [CheckFinding] {
        guard let text = message[text: 48], fits(48, message), message.mti.isRequest || message.mti.messageClass == 5
        else { return [] }
        switch message.mti.messageClass {
        case 5:
            do throws(ISO8583Error) {
                return totalsFindings(try ReconciliationTotals48(text), message)
            } catch {
                return [
                    finding(
                        .error, .shape, 48, offset: error.offset, "is not 62 digits of totals with flags 0 to 3",
                        "不是62位的结算总额")
                ]
            }
        case 3: return uploadFindings(text, message)
        default: return []
        }
    }

    private func uploadFindings(_ text: String, _ message: Message) -> [CheckFinding] {
        switch message[text: 60].flatMap({ ReservedField60($0) })?.networkCode {
        case "202", "207":
            guard text.utf8.count != 4 else { return [] }
            return [finding(.error, .shape, 48, "is not the number of uploaded records (4 digits)", "应为4位上送笔数")]
        case "201":
            do throws(ISO8583Error) {
                guard !(try UploadBlock48(text).records.allSatisfy { $0.pan.passesLuhn }) else { return [] }
                return [
                    finding(
                        .warning, .accountNumber, 48, "has an account number with a wrong check digit", "有卡号校验位错误")
                ]
            } catch {
                return [
                    finding(
                        .error, .shape, 48, offset: error.offset, "is no block of one to eight records of 40 digits",
                        "不是1至8笔(每笔40位)的批上送明细")
                ]
            }
        default: return []
        }
    }

    private func totalsFindings(_ totals: ReconciliationTotals48, _ message: Message) -> [CheckFinding] {
        var findings: [CheckFinding] = []
        for (side, start) in [(totals.domestic, 0), (totals.foreign, 31)] {
            if (side.debitAmount == 0) != (side.debitCount == 0) {
                findings.append(inconsistent(48, start))
            }
            if (side.creditAmount == 0) != (side.creditCount == 0) {
                findings.append(inconsistent(48, start + 15))
            }
            if message.mti.isRequest, side.flag != .notSaid {
                findings.append(
                    finding(.warning, .totals, 48, offset: start + 30, "has a flag in a request", "请求报文的对账标志应为0"))
            }
            if !message.mti.isRequest, message[text: 39] == "00", side.flag == .notSaid {
                findings.append(
                    finding(
                        .warning, .totals, 48, offset: start + 30, "has no flag in an accepting response", "应答未给出对账标志"))
            }
        }
        return findings
    }

    private func inconsistent(_ field: Int, _ offset: Int) -> CheckFinding {
        finding(
            .error, .totals, field, offset: offset, "has an amount without a count, or a count without an amount",
            "笔数与金额不一致")
    }

    /// Source: captured Hypercom-style frames: field 60 of an upload is type 4, trace number 6, reference 12 of the
    /// original, and the batch number elsewhere; field 63 of a reconciliation is pairs of count 3 and amount 12.
    private func hypercomFindings(_ message: Message) -> [CheckFinding] {
        var findings: [CheckFinding] = []
        if message.mti.messageClass == 5, let text = message[bytes: 63] {
            if text.count == 36 {
                findings.append(finding(.warning, .shape, 63, "has a length that only some hosts take", "长度仅部分主机使用"))
            } else if ![15, 30, 90].contains(text.count) || !text.allSatisfy({ Digits.isDigit($0) }) {
                findings.append(
                    finding(.error, .shape, 63, "is not 15, 30 or 90 digits of totals", "不是15、30或90位的结算总额"))
            } else {
                for start in stride(from: 0, to: text.count, by: 15) {
                    let count = Digits.number(text[start..<start + 3]) ?? 0
                    let amount = Digits.number(text[start + 3..<start + 15]) ?? 0
                    if (count == 0) != (amount == 0) { findings.append(inconsistent(63, start)) }
                }
            }
        }
        if message.mti.messageClass == 5, message.mti.isRequest, let batch = message[bytes: 60],
            batch.count != 6 || !batch.allSatisfy({ Digits.isDigit($0) })
        {
            findings.append(finding(.error, .shape, 60, "is not a batch number of 6 digits", "批次号应为6位数字"))
        }
        if message.mti == .batchUpload, let original = message[bytes: 60],
            original.count != 22 || !original.prefix(10).allSatisfy({ Digits.isDigit($0) })
        {
            findings.append(
                finding(
                    .error, .shape, 60, "is not type (4), trace number (6) and reference (12) of the original",
                    "应为原交易类型(4)、流水号(6)、参考号(12)"))
        }
        if let invoice = message[bytes: 62], message.mti.messageClass != 8,
            invoice.count != 6 || !invoice.allSatisfy({ Digits.isDigit($0) })
        {
            findings.append(finding(.warning, .shape, 62, "is not an invoice number of 6 digits", "票据号应为6位数字"))
        }
        return findings
    }
}
