import CloseWatch
import Settlement

/// What a source tells of a terminal.
public enum FleetEvent: Sendable, Equatable {
    /// What the close-watch goes by.
    case watch(WatchEvent)
    /// Something went wrong; the code is the same for the same thing at every terminal.
    case trouble(TerminalKey, at: ClockTime, code: String)
    /// What a terminal is.
    case about(TerminalKey, TerminalFacts)

    /// The terminal.
    public var terminal: TerminalKey {
        switch self {
        case .watch(let event): event.terminal
        case .trouble(let key, _, _), .about(let key, _): key
        }
    }

    /// When; nil for facts.
    public var at: ClockTime? {
        switch self {
        case .watch(let event): event.at
        case .trouble(_, let at, _): at
        case .about: nil
        }
    }
}

/// What a terminal is, as far as it is known; nil leaves what was known before.
public struct TerminalFacts: Sendable, Equatable, Codable {
    /// Name of the shop.
    public var shop: String?
    /// Model.
    public var model: String?
    /// Version of its firmware.
    public var firmware: String?
    /// Its acquirer.
    public var acquirer: String?

    /// Facts.
    public init(shop: String? = nil, model: String? = nil, firmware: String? = nil, acquirer: String? = nil) {
        self.shop = shop
        self.model = model
        self.firmware = firmware
        self.acquirer = acquirer
    }
}
