import ISO8583
import Settlement
import Testing

@testable import TerminalFirmware

/// What an operator does, by the keys that are printed on the menu.
extension Desk {
    static let visa = "4111111111111111=30122010000000000000"
    static let domestic = "6217000000000000004=3012101000005670"
    /// Cryptogram, its kind, and the type: enough of a chip for the host.
    static let chip: [UInt8] = [0x9F, 0x26, 0x08, 1, 2, 3, 4, 5, 6, 7, 8, 0x9F, 0x27, 0x01, 0x80, 0x9C, 0x01, 0x00]

    mutating func type(_ number: some CustomStringConvertible) throws {
        let keys = number.description.map { "\($0)" }.joined(separator: " ")
        try press(keys.isEmpty ? "ENTER" : keys + " ENTER")
    }

    mutating func insert(_ track: String = Desk.visa) throws {
        try give(.card(.chip(Track2Text(track), data: Desk.chip)))
    }

    /// Leaves whatever result is shown.
    mutating func toIdle() throws { if screen != "idle" { try press("CANCEL") } }

    mutating func sale(_ minorUnits: Int = 500, _ track: String = Desk.visa) throws {
        try toIdle()
        try type(minorUnits)
        try swipe(track)
    }

    mutating func preAuthorize(_ minorUnits: Int = 10_000) throws {
        try toIdle()
        try press("FUNC 8 1")
        try type(minorUnits)
        try swipe()
    }

    mutating func complete(_ minorUnits: Int, code: String = "123456") throws {
        try toIdle()
        try press("FUNC 8 3")
        try type(minorUnits)
        try type("1123")
        try type(code)
        try swipe()
    }

    mutating func voidPreAuthorization(_ minorUnits: Int = 10_000, code: String = "123456") throws {
        try toIdle()
        try press("FUNC 8 2")
        try type(minorUnits)
        try type("1123")
        try type(code)
        try swipe()
    }

    mutating func void(_ trace: TraceNumber, menu: String = "FUNC 2") throws {
        try toIdle()
        try press(menu)
        try type(trace.value)
        if screen == "confirm-void" { try press("ENTER") }
    }

    mutating func refund(_ minorUnits: Int = 200) throws {
        try toIdle()
        try press("FUNC 3")
        try type(minorUnits)
        try type("1120")
        try type("123456789012")
        try swipe()
    }

    mutating func offlineSale(_ minorUnits: Int = 700, code: String = "", isInserted: Bool = false) throws {
        try toIdle()
        try press("FUNC 9 1")
        guard screen == "amount" else { return }
        try type(minorUnits)
        if screen == "authorization" { try type(code) }
        guard screen == "card" else { return }
        if isInserted { try insert() } else { try swipe() }
    }

    mutating func tip(_ minorUnits: Int, on trace: TraceNumber) throws {
        try toIdle()
        try press("FUNC 9 2")
        guard screen == "tip-trace" else { return }
        try type(trace.value)
        if screen == "amount" { try type(minorUnits) }
    }

    mutating func settle() throws {
        try toIdle()
        try press("FUNC 4")
        if screen == "confirm-settle" { try press("ENTER") }
    }

    /// The youngest record of the open batch.
    var last: BatchRecord? { terminal.book.records.last }

    func lastTrace() throws -> TraceNumber { try #require(last).transaction.trace }

    /// True when the last paper has a line with this text.
    func paperSays(_ text: String) -> Bool { printed.last?.lines.contains { $0.contains(text) } ?? false }

    /// True when the display shows this text.
    func says(_ text: String) -> Bool { lines.contains { $0.contains(text) } }

    /// The same terminal after a power cut: flash and secure element are what they were.
    func afterPowerCut() throws -> Desk {
        let parameters = terminal.parameters
        return try Desk(flash: terminal.flash, at: now, element: terminal.element) { $0 = parameters }
    }
}

/// Terminals of both dialects.
extension Desk {
    static func ready(_ style: SettlementStyle) throws -> Desk { try ready { $0.style = style } }
}
