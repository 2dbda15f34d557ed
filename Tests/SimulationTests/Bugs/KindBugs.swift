import AcquirerHost
import FlashStore
import ISO8583
import Simulation

@testable import Settlement
@testable import TerminalFirmware

/// What a pre-authorization holds counts as paid.
struct CountsHolds: FirmwareBug {
    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        effects.claiming(
            book.records.map { record in
                guard record.transaction.kind == .preAuthorization else { return record }
                var record = record
                record.transaction = record.transaction.asSale
                return record
            }, journal.element)
    }
}

/// A void gives the sale back, and keeps the tip.
struct VoidsWithoutTip: FirmwareBug {
    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        guard let void = book.records.last, void.transaction.kind == .void, let original = void.transaction.original,
            let tips = original.trace.flatMap({ book.record($0)?.tipMinorUnits })
        else { return effects }
        return effects.changing(.financialRequest, journal.element) {
            guard $0[text: 11] == void.transaction.trace.description else { return }
            $0[text: 4] = paddedDecimal(UInt64(void.transaction.minorUnits - tips), width: 12)
        }
    }
}

/// The slip is silent about what the host refused.
struct HidesRefused: FirmwareBug {
    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        effects.map { effect in
            guard case .print(let job) = effect, case .slip = job.content else { return effect }
            let refused = book.closed.flatMap(\.records).filter { $0.refusal != nil }
                .map(\.transaction.trace.description)
            let lines = job.lines.filter { line in !refused.contains { line.hasPrefix($0) } }
            return .print(PrintJob(number: job.number, content: job.content, lines: lines))
        }
    }
}

/// A clock that lost a day while the power was away dates the last record anew.
struct DatesByClock: FirmwareBug {
    mutating func beforeStart(_ journal: inout Tampering) throws {
        guard let last = try journal.book().records.last?.transaction else { return }
        try journal.rewrite { entries in
            entries.map { entry in
                switch entry {
                case .transactionBegun(last): .transactionBegun(last.datedDayBefore)
                case .transactionAccepted(last, let authorization):
                    .transactionAccepted(last.datedDayBefore, authorization: authorization)
                default: entry
                }
            }
        }
    }
}

extension Transaction {
    fileprivate var asSale: Transaction {
        Transaction(
            kind: .sale, form: form, trace: trace, batch: batch, minorUnits: minorUnits, currency: currency,
            begunAt: begunAt, businessDate: businessDate, card: card, original: original, chip: chip)
    }

    fileprivate var datedDayBefore: Transaction {
        let before = ClockTime(secondNumber: begunAt.secondNumber - 86_400).date
        return Transaction(
            kind: kind, form: form, trace: trace, batch: batch, minorUnits: minorUnits, currency: currency,
            begunAt: begunAt, businessDate: before, card: card, original: original, chip: chip)
    }
}

/// A hold stands on after a completion: the next one takes it again.
struct CompletesTwice: HostBug {
    mutating func after(_ request: WireGlance, _ answer: inout HostAnswer, _ ledger: MemoryLedger) {
        guard request.deed == .completion, let terminalID = ledger.batches().first?.terminalID,
            var hold = ledger.hold(terminalID, authorization: request.authorization), hold.state == .completed
        else { return }
        hold.state = .standing
        ledger.save(hold)
    }
}

/// The host books a void over the sale alone, and the tip stays paid. In Hypercom style: no MAC guards the amount.
struct BooksVoidWithoutTip: HostBug {
    mutating func before(_ payload: [UInt8], _ ledger: MemoryLedger) -> [UInt8] {
        guard let request = WireGlance(payload), request.isHypercom, request.deed == .void, request.mti == 0x0200,
            let batch = ledger.batches().last,
            var sale = ledger.posting(batch.terminalID, batch.number, request.originalTrace), sale.tips > 0,
            var envelope = try? Envelope(parsing: payload, hasHeader: false),
            var message = try? Dialect.hypercom.decode(envelope.body)
        else { return payload }
        message[text: 4] = paddedDecimal(UInt64(sale.minorUnits), width: 12)
        guard let body = try? Dialect.hypercom.encode(message) else { return payload }
        sale.tips = 0
        ledger.save(sale)
        envelope.body = body
        return envelope.bytes
    }

    mutating func after(_ request: WireGlance, _ answer: inout HostAnswer, _ ledger: MemoryLedger) {}
}
