import BatchDoctor
import Settlement

/// Single transactions, and pairs of them.
enum RecordRules {
    static func findings(_ input: AuditInput, _ records: [AuditRecord]) -> [AuditFinding] {
        unanswered(input, records) + lateVoids(input, records) + refunds(records) + doubles(input, records)
    }

    private static func unanswered(_ input: AuditInput, _ records: [AuditRecord]) -> [AuditFinding] {
        records.compactMap { record in
            let age = input.now.secondNumber - record.at.secondNumber
            let span = spanWords(max(0, age))
            switch record.state {
            case .unanswered where age > Int64(input.settings.answerSeconds):
                return AuditFinding(
                    .noAnswer, nil, record,
                    Bilingual(
                        "\(record.words.english): no answer for \(span.english), and its reversal is not answered",
                        "\(record.words.chinese): \(span.chinese)无应答, 冲正亦未应答"))
            case .waiting where age > 1800:
                return AuditFinding(
                    .noAnswer, .warning, record,
                    Bilingual(
                        "\(record.words.english): approved at the terminal, not taken by the host for \(span.english)",
                        "\(record.words.chinese): 终端已批准, 主机 \(span.chinese)未收"))
            default: return nil
            }
        }
    }

    /// Voids that were asked for after the batch of their sale was closed.
    private static func lateVoids(_ input: AuditInput, _ records: [AuditRecord]) -> [AuditFinding] {
        var closed: [UInt32: ClockTime] = [:]
        for batch in input.terminal ?? [] { closed[batch.number] = batch.closedAt }
        for batch in input.host ?? [] { closed[batch.number] = batch.closedAt ?? closed[batch.number] }
        return records.compactMap { record in
            guard record.kind == .void || record.kind == .completionVoid, let original = record.original,
                let close = closed[original.batch], record.at > close
            else { return nil }
            let end: Bilingual =
                switch record.state {
                case .declined(let code): Bilingual("declined \(code)", "被拒 \(code)")
                case .standing, .voided: Bilingual("approved", "成功")
                default: Bilingual("not completed", "未完成")
                }
            return AuditFinding(
                .voidAfterSettlement, nil, record,
                Bilingual(
                    "\(record.words.english), \(end.english): batch \(six(original.batch)) was closed at \(close)",
                    "\(record.words.chinese), \(end.chinese): 批次 \(six(original.batch)) 已于 \(close) 关批"))
        }
    }

    /// Refunds for which no sale of the same card is left that is as large.
    private static func refunds(_ records: [AuditRecord]) -> [AuditFinding] {
        var left: [MaskedCard: [Int64]] = [:]
        var found: [AuditFinding] = []
        for record in records where record.state == .standing || record.state == .waiting {
            if record.kind == .sale || record.kind == .offlineSale || record.kind == .completion {
                left[record.card, default: []].append(record.minorUnits)
            }
            guard record.kind == .refund else { continue }
            if let place = left[record.card]?.firstIndex(where: { $0 >= record.minorUnits }) {
                left[record.card]?[place] -= record.minorUnits
                continue
            }
            found.append(
                AuditFinding(
                    .refundWithoutSale, nil, record,
                    Bilingual(
                        "\(record.words.english): no sale of this card is left for it in what is audited",
                        "\(record.words.chinese): 审计范围内该卡没有足额的消费")))
        }
        return found
    }

    private static func doubles(_ input: AuditInput, _ records: [AuditRecord]) -> [AuditFinding] {
        let sales = records.filter { $0.isSale && $0.kind != .completion }
        let most = Int64(input.settings.sameSaleMinutes) * 60
        var found: [AuditFinding] = []
        for (index, second) in sales.enumerated() {
            let first = sales[..<index].reversed()
                .prefix { second.at.secondNumber - $0.at.secondNumber <= most }
                .first { $0.card == second.card && $0.minorUnits == second.minorUnits }
            guard let first else { continue }
            let gap = spanWords(second.at.secondNumber - first.at.secondNumber)
            found.append(
                AuditFinding(
                    .sameSaleTwice, nil, second,
                    Bilingual(
                        "\(second.words.english), \(gap.english) after trace \(six(first.trace))",
                        "\(second.words.chinese), 与流水 \(six(first.trace)) 相隔 \(gap.chinese)")))
        }
        return found
    }
}

extension AuditRecord {
    /// `sale 12.00`.
    var words: Bilingual {
        let amount = decimalAmount(minorUnits, exponent: AuditInput.exponent(currency))
        return Bilingual("\(kind.words.english) \(amount)", "\(kind.words.chinese) \(amount)")
    }
}

extension TransactionKind {
    /// Its name for people.
    var words: Bilingual {
        switch self {
        case .sale: Bilingual("sale", "消费")
        case .void: Bilingual("void", "消费撤销")
        case .refund: Bilingual("refund", "退货")
        case .preAuthorization: Bilingual("pre-authorization", "预授权")
        case .preAuthorizationVoid: Bilingual("pre-authorization void", "预授权撤销")
        case .completion: Bilingual("completion", "预授权完成")
        case .completionVoid: Bilingual("completion void", "预授权完成撤销")
        case .offlineSale: Bilingual("offline sale", "离线消费")
        case .tip: Bilingual("tip", "小费")
        }
    }
}
