import Settlement

/// When batches were settled.
enum CloseTimeRules {
    static func findings(_ input: AuditInput) -> [AuditFinding] {
        var batches = input.terminal ?? []
        let known = Set(batches.map(\.number))
        batches += (input.host ?? []).filter { !known.contains($0.number) }
        return batches.compactMap { late($0, input) }
    }

    private static func late(_ batch: AuditBatch, _ input: AuditInput) -> AuditFinding? {
        let money = batch.records.filter { ($0.state == .standing || $0.state == .voided) && $0.kind.effect != .none }
        guard let oldest = money.map(\.at).min() else { return nil }
        let due = input.settings.due(oldest)
        let settled = batch.settledAt
        let end = settled ?? input.now
        guard end > due else { return nil }
        let late = spanWords(end.secondNumber - due.secondNumber)
        return AuditFinding(
            .settledLate, settled == nil ? .alarm : .warning, batch: batch.number, at: oldest,
            minorUnits: money.filter { $0.state == .standing }.reduce(0) {
                $1.kind.isCredit ? $0 &- $1.minorUnits : $0 &+ $1.minorUnits
            },
            settled.map {
                Bilingual(
                    "settled at \($0), \(late.english) after \(due)", "于 \($0) 结算, 超过 \(due) \(late.chinese)")
            }
                ?? Bilingual(
                    "not settled; due at \(due), \(late.english) ago", "未结算; 应于 \(due) 结算, 已逾期 \(late.chinese)"))
    }
}
