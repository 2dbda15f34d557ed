import CloseWatch
import Foundation
import Settlement

/// One event as a line of JSON, for sources that are neither a ledger nor a port.
///
/// ```json
/// {"merchant":"104110070110001","terminal":"10000001","at":"2026-11-23T21:40","event":"booked","batch":7,"record":12,"minor-units":4500,"currency":156}
/// {"merchant":"104110070110001","terminal":"10000001","at":"2026-11-23T22:10","event":"closed","batch":7}
/// ```
///
/// Events: `booked` and `undone` (batch, record, minor-units, currency), `closed` (batch, by: terminal or host), `present`
/// (batch), `waiting` (reversals, advices), `trouble` (code), `about` (shop, model, firmware, acquirer).
public struct EventLine: Codable, Sendable, Equatable {
    var schema: Int?
    var merchant: String
    var terminal: String
    var at: String?
    var event: String
    var batch: UInt32?
    var record: UInt32?
    var minorUnits: Int64?
    var currency: UInt16?
    var by: String?
    var reversals: Int?
    var advices: Int?
    var code: String?
    var shop: String?
    var model: String?
    var firmware: String?
    var acquirer: String?

    enum CodingKeys: String, CodingKey {
        case schema, merchant, terminal, at, event, batch, record
        case minorUnits = "minor-units"
        case currency, by, reversals, advices, code, shop, model, firmware, acquirer
    }

    /// Reads a line.
    ///
    /// - Throws: `EventLineError`.
    public static func read(_ line: some DataProtocol) throws(EventLineError) -> FleetEvent {
        let value: EventLine
        do { value = try JSONDecoder().decode(EventLine.self, from: Data(line)) } catch {
            throw EventLineError(what: "no event: \(EventLine.reason(error))")
        }
        return try value.told()
    }

    private static func reason(_ error: any Error) -> String {
        switch error as? DecodingError {
        case .keyNotFound(let key, _): "\"\(key.stringValue)\" is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "\"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" is of another type"
        default: "it is not JSON"
        }
    }

    private func need<Value>(_ value: Value?, _ name: String) throws(EventLineError) -> Value {
        guard let value else { throw EventLineError(what: "\"\(EventText.safe(event))\" needs \"\(name)\"") }
        return value
    }

    private func told() throws(EventLineError) -> FleetEvent {
        guard schema ?? 1 == 1 else { throw EventLineError(what: "schema \(schema ?? 0) is not known; this reads 1") }
        guard !merchant.isEmpty, !terminal.isEmpty, merchant.utf8.count <= 40, terminal.utf8.count <= 40,
            (merchant + terminal).utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        else { throw EventLineError(what: "merchant and terminal have 1 to 40 printable characters of ASCII") }
        let key = TerminalKey(merchantID: merchant, terminalID: terminal)
        if event == "about" {
            return .about(
                key,
                TerminalFacts(
                    shop: shop.map(EventText.safe), model: model.map(EventText.safe),
                    firmware: firmware.map(EventText.safe), acquirer: acquirer.map(EventText.safe)))
        }
        guard let time = WallTime.parse(try need(at, "at")) else {
            throw EventLineError(what: "\"at\" is written as 2026-11-23T21:40, the shop's local time")
        }
        func happened(_ kind: WatchEvent.Kind) -> FleetEvent { .watch(WatchEvent(key, at: time, kind)) }
        switch event {
        case "booked", "undone":
            guard
                let money = EventBounds.money(
                    try need(minorUnits, "minor-units"), currency: try need(currency, "currency"))
            else { throw EventLineError(what: "\"minor-units\" is more than any shop takes: 10^12 at the most") }
            let batch = try need(batch, "batch")
            let record = try need(record, "record")
            return happened(
                event == "booked"
                    ? .booked(batch: batch, record: record, money) : .undone(batch: batch, record: record, money))
        case "closed":
            guard let closer = WatchEvent.Closer(rawValue: by ?? "terminal") else {
                throw EventLineError(what: "\"by\" is terminal, host or found")
            }
            return happened(.closed(batch: try need(batch, "batch"), by: closer))
        case "present": return happened(.present(batch: try need(batch, "batch")))
        case "waiting":
            guard EventBounds.counts.contains(reversals ?? 0), EventBounds.counts.contains(advices ?? 0) else {
                throw EventLineError(what: "\"reversals\" and \"advices\" are 0 to 1000000")
            }
            return happened(.waiting(reversals: reversals ?? 0, advices: advices ?? 0))
        case "trouble": return .trouble(key, at: time, code: EventText.safe(try need(code, "code")))
        default: throw EventLineError(what: "there is no event \"\(EventText.safe(event))\"")
        }
    }
}

/// Why a line is no event.
public struct EventLineError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let what: String
    /// The same.
    public var description: String { what }
}
