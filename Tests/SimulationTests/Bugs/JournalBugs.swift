import FlashStore
import Settlement
import Simulation

@testable import TerminalFirmware

/// Trace numbers are counted in memory only: a start begins again at the first.
struct ReusesTraces: FirmwareBug {
    mutating func beforeStart(_ journal: inout Tampering) throws {
        guard try !journal.book().records.isEmpty else { return }
        try journal.drop { if case .tracesReserved = $0 { true } else { false } }
    }
}

/// A record that the power cut short is taken as it lies there, without a look at its checksum.
struct TakesTornRecord: FirmwareBug {
    mutating func beforeStart(_ journal: inout Tampering) throws {
        let memory = journal.memory
        var bytes = memory.bytes
        let bank = bytes.count / 2
        func word(_ offset: Int) -> Int { (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) } }
        let base = word(bank) == word(0) && word(bank + 8) > word(8) ? bank : 0
        var offset = base + 32
        while offset + 16 < base + bank {
            let count = word(offset) & 0xFFFF
            guard bytes[offset + 3] == 0xA5, count <= 4096, offset + 16 + count < base + bank else { return }
            var check = CRC32()
            check.update(bytes[offset..<offset + 8])
            check.update(bytes[offset + 12..<offset + 12 + count])
            if word(offset + 8) != Int(check.value) {
                for index in 0..<4 { bytes[offset + 8 + index] = UInt8(truncatingIfNeeded: check.value >> (8 * index)) }
                guard let image = MemoryFlash(geometry: memory.geometry, image: bytes) else { return }
                return journal.replace(image)
            }
            offset += 16 + (count + 3) / 4 * 4
        }
    }
}

/// The last record is lost at each start: what was written was believed before it was in flash.
struct LosesLastRecord: FirmwareBug {
    mutating func beforeStart(_ journal: inout Tampering) throws {
        var count = 0
        try journal.drop { _ in
            count += 1
            return false
        }
        guard count > 3 else { return }
        var place = 0
        try journal.drop { _ in
            place += 1
            return place == count
        }
    }
}

/// The log names the card.
struct LogsCard: FirmwareBug {
    mutating func before(_ event: TerminalEvent, _ element: SimulatedElement) -> TerminalEvent { event }

    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        guard let pan = effects.lazy.compactMap({ $0.sent?[text: 2] }).first else { return effects }
        return effects + [.log(TerminalLog(.info, "sent", "sent for \(pan)"))]
    }
}

/// Receipts show the whole card number.
struct PrintsCard: FirmwareBug {
    mutating func after(
        _ effects: [TerminalEffect], _ book: BatchBook, _ journal: inout Tampering
    ) throws -> [TerminalEffect] {
        effects.map { effect in
            guard case .print(let job) = effect, case .receipt = job.content else { return effect }
            let lines = job.lines.map { $0.hasPrefix("CARD") || $0.hasPrefix("卡号") ? $0.replacing("*", with: "0") : $0 }
            return .print(PrintJob(number: job.number, content: job.content, lines: lines))
        }
    }
}
