/// Asks a terminal who it is.
public struct IdentityRequest: BareRequest {
    /// What is answered.
    public typealias Answer = TerminalIdentity
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.read, MessageGroup.terminal, 0)

    /// A request.
    public init() {}
}

/// Who a terminal is.
public struct TerminalIdentity: MessageBody {
    /// Model.
    public var model: String
    /// Serial number of the device.
    public var serial: String
    /// Board, as images name it.
    public var board: String
    /// Field 41, 8 characters.
    public var terminalID: String
    /// Field 42, 15 characters.
    public var merchantID: String
    /// Name of the shop.
    public var merchantName: String
    /// Form of the journal in flash.
    public var journalVersion: UInt32
    /// Why it was started last, for example `power-on`.
    public var bootReason: String
    /// How often it was started.
    public var bootCount: UInt32
    /// Security counter that was reached: an image with a lower one is not taken. Nil when it does not say.
    public var securityCounter: UInt32?
    /// `ready`, `no-paper`, `jammed` or `overheated`.
    public var printer: String
    /// True while it does something for its operator.
    public var isBusy: Bool

    /// An identity.
    public init(model: String, serial: String, board: String) {
        self.model = model
        self.serial = serial
        self.board = board
        terminalID = ""
        merchantID = ""
        merchantName = ""
        journalVersion = 0
        bootReason = ""
        bootCount = 0
        printer = ""
        isBusy = false
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        model = try CBORMap.require(try map.text("model"), "model")
        serial = try CBORMap.require(try map.text("serial"), "serial")
        board = try CBORMap.require(try map.text("board"), "board")
        terminalID = try map.text("tid") ?? ""
        merchantID = try map.text("mid") ?? ""
        merchantName = try map.text("name") ?? ""
        journalVersion = try map.number("journal", as: UInt32.self) ?? 0
        bootReason = try map.text("boot") ?? ""
        bootCount = try map.number("boots", as: UInt32.self) ?? 0
        securityCounter = try map.number("seccnt", as: UInt32.self)
        printer = try map.text("printer") ?? ""
        isBusy = try map.flag("busy") ?? false
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("model", model)
        map.put("serial", serial)
        map.put("board", board)
        map.put("tid", terminalID)
        map.put("mid", merchantID)
        map.put("name", merchantName)
        map.put("journal", number: journalVersion)
        map.put("boot", bootReason)
        map.put("boots", number: bootCount)
        map.put("seccnt", number: securityCounter)
        map.put("printer", printer)
        map.put("busy", isBusy)
        return map
    }
}
