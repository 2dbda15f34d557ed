import Settlement

/// Numbers of batches, and batches that the host closed by itself.
enum BatchRules {
    static func findings(_ input: AuditInput) -> [AuditFinding] {
        // The host's list is whole; the terminal's holds the last batches only.
        sequence(input.host ?? input.terminal ?? []) + usedBefore(input) + forced(input) + corrected(input)
            + damaged(input)
    }

    private static func sequence(_ batches: [AuditBatch]) -> [AuditFinding] {
        var found: [AuditFinding] = []
        for (former, next) in zip(batches, batches.dropFirst()) {
            let step = (Int(next.number) - Int(former.number) + 999_999) % 999_999
            let at = next.records.first?.at ?? former.closedAt
            guard step != 1 else { continue }
            guard (2..<500_000).contains(step) else {
                found.append(
                    AuditFinding(
                        .batchRepeat, batch: next.number, at: at,
                        Bilingual(
                            "\(six(next.number)) came after \(six(former.number)): the numbers went back",
                            "批次号在 \(six(former.number)) 之后倒退为 \(six(next.number))")))
                continue
            }
            found.append(
                AuditFinding(
                    .batchGap, batch: next.number, at: at,
                    Bilingual(
                        "\(step - 1) number(s) between \(six(former.number)) and \(six(next.number)) are missing",
                        "批次号 \(six(former.number)) 与 \(six(next.number)) 之间缺 \(step - 1) 个")))
        }
        return found
    }

    /// The terminal's open batch under the number of another one that the host has settled.
    private static func usedBefore(_ input: AuditInput) -> [AuditFinding] {
        guard let open = input.terminal?.last(where: { $0.closedAt == nil }),
            let settled = input.host?.first(where: { $0.number == open.number && $0.settledAt != nil }),
            !open.records.isEmpty, !settled.records.isEmpty
        else { return [] }
        let isSame = settled.records.contains { booked in
            open.records.contains {
                $0.trace == booked.trace && $0.kind == booked.kind && $0.minorUnits == booked.minorUnits
            }
        }
        guard !isSame else { return [] }
        return [
            AuditFinding(
                .batchRepeat, batch: open.number, at: open.records.first?.at,
                Bilingual(
                    "the host settled another batch of this number"
                        + (settled.settledAt.map { " at \($0)" } ?? ""),
                    "主机已结算过同号批次" + (settled.settledAt.map { " (\($0))" } ?? "")))
        ]
    }

    private static func forced(_ input: AuditInput) -> [AuditFinding] {
        let batches = input.host ?? input.terminal ?? []
        return batches.filter(\.isForced).map { batch in
            let settled = batch.settledAt
            if let number = batch.handConfirmation {
                return AuditFinding(
                    .closedByForce, batch: batch.number, at: batch.closedAt, minorUnits: net(batch),
                    Bilingual(
                        "settled by the acquirer's people by hand with \(batch.records.count) booking(s), confirmation "
                            + number,
                        "收单机构人工结算, 共 \(batch.records.count) 笔, 确认号 \(number)"))
            }
            return AuditFinding(
                .closedByForce, batch: batch.number, at: batch.closedAt,
                minorUnits: net(batch),
                Bilingual(
                    "closed by the host itself with \(batch.records.count) booking(s)"
                        + (settled.map { "; the terminal settled it at \($0)" } ?? "; the terminal has not settled it"),
                    "主机强制结算, 共 \(batch.records.count) 笔"
                        + (settled.map { "; 终端于 \($0) 结算" } ?? "; 终端未结算")))
        }
    }

    private static func corrected(_ input: AuditInput) -> [AuditFinding] {
        (input.host ?? []).filter(\.isCorrected).map { batch in
            AuditFinding(
                .changedAfterClose, batch: batch.number, at: batch.closedAt,
                Bilingual(
                    "its bookings changed after the host had closed it",
                    "主机关批后入账又有变动"))
        }
    }

    private static func damaged(_ input: AuditInput) -> [AuditFinding] {
        guard let problem = input.journalProblem else { return [] }
        return [
            AuditFinding(
                .journalDamaged, nil,
                Bilingual("what follows is not audited: \(problem)", "其后内容无法审计: \(problem)"))
        ]
    }

    private static func net(_ batch: AuditBatch) -> Int64 {
        var net: Int64 = 0
        for record in batch.records where record.state != .reversed {
            switch record.kind.effect {
            case .debit: net &+= record.minorUnits
            case .credit: net &-= record.minorUnits
            case .none: break
            }
        }
        return net
    }
}
