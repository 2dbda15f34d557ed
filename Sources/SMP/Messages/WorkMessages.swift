/// What an operator's keys can make a terminal do about its batch, asked for on the service port.
public enum TerminalWork: String, Sendable, CaseIterable {
    /// Sign on; where the centre issues batch numbers, this brings its number.
    case signOn = "sign-on"
    /// Send the reversal of the transaction that has no answer.
    case sendReversal = "send-reversal"
    /// Send the stored transactions.
    case sendStored = "send-stored"
    /// Settle, or let a close that stands on its way go on.
    case settle = "settle"
    /// Print the last settlement slip again.
    case reprintSlip = "reprint-slip"
    /// End a close on the word of the acquirer, who has closed the batch and gave a confirmation number.
    case confirmClose = "confirm-close"
    /// End a reversal on the word of the acquirer, who holds no booking for it and gave a confirmation number.
    case confirmReversal = "confirm-reversal"

    /// Work by its name. A look-up by the compiler would need tables of Unicode.
    public init?(name: String) {
        guard let found = TerminalWork.allCases.first(where: { $0.rawValue.utf8.elementsEqual(name.utf8) }) else {
            return nil
        }
        self = found
    }

    /// True for work that needs the supervisor's password.
    public var needsSupervisor: Bool { self == .confirmClose || self == .confirmReversal }
}

/// Makes a terminal begin a piece of work, as if its keys had been pressed.
public struct WorkRequest: MessageRequest {
    /// What is answered.
    public typealias Answer = WorkState
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.write, MessageGroup.terminal, 16)
    /// What it is to do.
    public var work: TerminalWork
    /// The supervisor's password; nil where none is needed.
    public var password: String?
    /// The acquirer's confirmation number, up to 12 letters and digits; for work that rests on its word.
    public var confirmation: String?
    /// The batch that the acquirer closed by that number: 1 to 999999; for `confirmClose` alone.
    public var batch: UInt32?
    /// The transaction that the acquirer undid by that number, a trace number; for `confirmReversal` alone.
    public var trace: UInt32?

    /// A request.
    public init(
        _ work: TerminalWork, password: String? = nil, confirmation: String? = nil, batch: UInt32? = nil,
        trace: UInt32? = nil
    ) {
        self.work = work
        self.password = password
        self.confirmation = confirmation
        self.batch = batch
        self.trace = trace
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        guard let work = TerminalWork(name: try CBORMap.require(try map.text("work"), "work")) else {
            throw .outOfRange("work")
        }
        self.work = work
        password = try map.text("pin")
        confirmation = try map.text("confirmation")
        batch = try map.number("batch", as: UInt32.self)
        trace = try map.number("trace", as: UInt32.self)
    }

    /// What a confirmation number is for: the batch, or the trace number of the transaction.
    public var subject: UInt32? { work == .confirmReversal ? trace : batch }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("work", work.rawValue)
        map.put("pin", password)
        map.put("confirmation", confirmation)
        map.put("batch", number: batch)
        map.put("trace", number: trace)
        return map
    }
}

/// Asks how far the work is.
public struct WorkStateRequest: MessageRequest {
    /// What is answered.
    public typealias Answer = WorkState
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.read, MessageGroup.terminal, 16)

    /// A request.
    public init() {}

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {}

    /// It as a map.
    public var map: CBORMap { CBORMap() }
}

/// How far the work is.
public struct WorkState: MessageBody {
    /// True while the terminal talks to its host or prints.
    public var isBusy: Bool
    /// Name of the screen, the same in every language.
    public var screen: String
    /// What the display shows.
    public var lines: [String]

    /// A state.
    public init(isBusy: Bool, screen: String, lines: [String]) {
        self.isBusy = isBusy
        self.screen = screen
        self.lines = lines
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        isBusy = try map.flag("busy") ?? false
        screen = try map.text("screen") ?? ""
        lines = try map.texts("lines")
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("busy", isBusy)
        map.put("screen", screen)
        map.put("lines", texts: lines)
        return map
    }
}
