import BatchDoctor
import Settlement

/// Trace numbers, which in Hypercom style are invoice numbers as well.
enum NumberRules {
    static func findings(_ input: AuditInput) -> [AuditFinding] { gaps(input) + repeats(input) }

    static func unmade(_ input: AuditInput) -> [UnmadeCheck] {
        guard input.messages == nil else { return [] }
        // Sign-ons, closes and enquiries use numbers, too, and only the host's messages tell of all of them.
        return [
            UnmadeCheck(
                check: .traceGap,
                why: Bilingual(
                    "needs the messages that the host answered: the ledger file (SQLite), not its report",
                    "需要主机应答的全部报文: 请提供账本文件 (SQLite), 而非报告"))
        ]
    }

    /// How many numbers a terminal of this bench reserves at once: what is left of them is skipped at a restart.
    private static let reservation: UInt32 = 16

    private static func gaps(_ input: AuditInput) -> [AuditFinding] {
        guard let messages = input.messages else { return [] }
        var used = Set(messages.map(\.trace)).union((input.host ?? []).flatMap(\.records).map(\.trace))
        used.formUnion((input.terminal ?? []).flatMap(\.records).map(\.trace))
        used.formUnion(input.wordTraces)
        used.remove(0)
        let numbers = used.sorted()
        var found: [AuditFinding] = []
        for (before, after) in zip(numbers, numbers.dropFirst()) where after - before > 1 {
            // Numbers wrap: of a terminal that stands near 999999 and near 1 what lies between is no gap.
            guard after - before < 500_000 else { continue }
            let last = after - 1
            let isRestart = input.reservationEnds.contains(last) || last % reservation == 0
            guard !(isRestart && last - before < reservation) else { continue }
            let message = messages.last { $0.trace == before }
            let count = last - before
            found.append(
                AuditFinding(
                    .traceGap, batch: message?.batch, trace: before + 1, at: message?.at,
                    count == 1
                        ? Bilingual(
                            "\(six(last)) was used for nothing that the host answered", "流水号 \(six(last)) 无任何已应答报文")
                        : Bilingual(
                            "\(six(before + 1)) to \(six(last)), \(count) numbers, were used for nothing that the host answered",
                            "流水号 \(six(before + 1)) 至 \(six(last)) 共 \(count) 个, 无任何已应答报文")))
        }
        return found
    }

    /// The same number for two transactions, though the numbers have not come round.
    private static func repeats(_ input: AuditInput) -> [AuditFinding] {
        var first: [UInt32: AuditRecord] = [:]
        var found: [AuditFinding] = []
        for record in input.records {
            guard let known = first[record.trace] else {
                first[record.trace] = record
                continue
            }
            // What the host never took before it closed a batch by itself is carried into the next one as it is.
            let isCarried =
                known.kind == record.kind && known.minorUnits == record.minorUnits && known.card == record.card
            // Both sides may have the second one, each in its own batch.
            let isSaid = found.contains {
                $0.trace == record.trace && $0.minorUnits == record.minorUnits && $0.card == record.card
            }
            guard !isCarried, !isSaid, !hasComeRound(input, from: known, to: record) else { continue }
            found.append(
                AuditFinding(
                    input.usesInvoices ? .invoiceRepeat : .traceRepeat, nil, record,
                    Bilingual(
                        "\(six(record.trace)) was used before, in batch \(six(known.batch)) at \(known.at)",
                        "流水号 \(six(record.trace)) 已在批次 \(six(known.batch)) 于 \(known.at) 使用过")))
        }
        return found
    }

    /// True when so many batches lie between that a million numbers may have been used.
    private static func hasComeRound(_ input: AuditInput, from: AuditRecord, to: AuditRecord) -> Bool {
        input.records.contains { $0.at > from.at && $0.at < to.at && $0.trace > 900_000 }
    }
}
