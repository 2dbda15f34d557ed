import CloseWatch
import Fleet
import Foundation
import Settlement
import TestSupport

/// Days of a shop that opens at ten and settles at 21:20, from Monday 2026-01-05 on.
struct Days {
    var key = TerminalKey(merchantID: "104110070110001", terminalID: "10000001")
    /// Days that were settled.
    var settled = 28
    /// Batch of the day after, which is not.
    var open: UInt32 { UInt32(settled) + 1 }

    static func time(_ day: Int, _ hour: Int, _ minute: Int = 0) -> ClockTime {
        ClockTime(secondNumber: (20_458 + Int64(day)) * 86_400 + Int64(hour * 60 + minute) * 60)
    }

    func booked(_ day: Int, _ hour: Int, record: UInt32, _ minorUnits: Int64 = 1000) -> FleetEvent {
        .watch(
            WatchEvent(
                key, at: Days.time(day, hour),
                .booked(batch: UInt32(day) + 1, record: record, BookedMoney(minorUnits, currency: 156))))
    }

    func closed(_ day: Int, _ hour: Int = 21, _ minute: Int = 20) -> FleetEvent {
        .watch(WatchEvent(key, at: Days.time(day, hour, minute), .closed(batch: UInt32(day) + 1, by: .terminal)))
    }

    func day(_ day: Int) -> [FleetEvent] {
        (10..<21).map { booked(day, $0, record: UInt32(day * 100 + $0)) }
    }

    /// All days, and the sales of the one that is not settled.
    var events: [FleetEvent] { (0..<settled).flatMap { day($0) + [closed($0)] } + day(settled) }

    /// The same as lines for `tillbench watch --events`.
    var lines: String {
        events.compactMap { event in
            guard case .watch(let event) = event else { return nil }
            let at = event.at.description
            let head = #"{"merchant":"\#(key.merchantID)","terminal":"\#(key.terminalID)","at":"\#(at)","#
            switch event.kind {
            case .booked(let batch, let record, let money):
                return head
                    + #""event":"booked","batch":\#(batch),"record":\#(record),"minor-units":\#(money.minorUnits),"currency":156}"#
            case .closed(let batch, _): return head + #""event":"closed","batch":\#(batch)}"#
            default: return nil
            }
        }.joined(separator: "\n") + "\n"
    }
}

/// A folder for one test.
final class Folder {
    let path: String
    init() throws { path = try Place.folder() }
    deinit { try? FileManager.default.removeItem(atPath: path) }
    func file(_ name: String) -> String { path + "/" + name }
}
