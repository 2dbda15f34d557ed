import CloseWatch
import Foundation
import ISO8583
import Settlement

/// An alarm as other programs read it: on standard output, and in the body of a webhook.
public struct AlarmReport: Codable, Sendable, Equatable {
    /// What is reported.
    public enum Event: String, Codable, Sendable {
        /// Overdue from now on.
        case raised
        /// A step of the alarm was reached.
        case told
        /// The terminal is to settle by itself.
        case settle
        /// It is over.
        case cleared
    }

    /// Money of one currency.
    public struct Money: Codable, Sendable, Equatable {
        /// ISO 4217 numeric code.
        public var currency: UInt16
        /// Minor units.
        public var minorUnits: Int64
        /// As people write it.
        public var amount: String
    }

    /// Number of this form.
    public var schema = 1
    /// What is reported.
    public var event: Event
    /// Names alarm and step: who hears of the same key twice hears of the same thing. Empty for what has none.
    public var key: String
    /// Field 42.
    public var merchant: String
    /// Field 41.
    public var terminal: String
    /// Number of the batch.
    public var batch: UInt32
    /// Records that stand in it.
    public var records: Int
    /// What they come to.
    public var money: [Money]
    /// Its first record, `2026-11-23 09:10:00`.
    public var openedAt: String
    /// Its last record.
    public var lastSaleAt: String
    /// When the alarm was raised.
    public var raisedAt: String
    /// The step: terminal, shop, supervisor or acquirer.
    public var step: String?
    /// Why.
    public var reason: DueTime.Reason
    /// Median of the closes of that weekday, minutes after the midnight at which the business day begins.
    public var usualCloseMinute: Double?
    /// Standard deviation of them, minutes.
    public var deviationMinutes: Double?
    /// Closes that say so.
    public var samples: Int?
    /// When it was over.
    public var clearedAt: String?
    /// Why it is over.
    public var clearedBy: String?
    /// In words.
    public var english: [String]
    /// In words.
    public var chinese: [String]

    /// A report.
    public init(_ event: Event, _ alarm: Alarm, key: String) {
        self.event = event
        self.key = key
        merchant = alarm.terminal.merchantID
        terminal = alarm.terminal.terminalID
        batch = alarm.batch.number
        records = alarm.batch.count
        money = alarm.batch.money.sorted { $0.key < $1.key }.map {
            Money(currency: $0.key, minorUnits: $0.value, amount: AlarmWords.money([$0.key: $0.value]))
        }
        openedAt = ClockTime(secondNumber: alarm.batch.firstAt).description
        lastSaleAt = ClockTime(secondNumber: alarm.batch.lastAt).description
        raisedAt = ClockTime(secondNumber: alarm.raisedAt).description
        step = alarm.step?.name
        reason = alarm.due.reason
        usualCloseMinute = alarm.due.habit?.usual
        deviationMinutes = alarm.due.habit?.deviation
        samples = alarm.due.habit?.samples
        english = AlarmWords(alarm, .english).lines
        chinese = AlarmWords(alarm, .chinese).lines
    }

    /// An effect of the watch; nil for what is not reported.
    public init(_ effect: WatchEffect) {
        switch effect {
        case .raised(let alarm): self.init(.raised, alarm, key: "")
        case .told(let alarm): self.init(.told, alarm, key: "")
        case .settle(let alarm): self.init(.settle, alarm, key: "")
        case .cleared(let alarm, let why, let at):
            self.init(.cleared, alarm, key: "")
            clearedAt = at.description
            clearedBy = why.rawValue
        }
    }

    /// JSON on one line.
    public var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    /// Words in a language.
    public func lines(_ language: Language) -> [String] { language == .english ? english : chinese }
}
