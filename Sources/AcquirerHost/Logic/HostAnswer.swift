import ISO8583

/// What the host does about one request.
public struct HostAnswer: Sendable, Equatable {
    /// The payload that goes back, or nil when the host keeps silent.
    public var reply: [UInt8]?
    /// Milliseconds to wait before it goes.
    public var delay = 0
    /// True when the connection is closed then.
    public var closesConnection = false
    /// Rule that fired, or nil.
    public var rule: String?
    /// One line for the request, masked.
    public var request = ""
    /// One line for the response, masked, or nil.
    public var response: String?
    /// What the host found remarkable: missing records and the like.
    public var notes: [String] = []
}

/// The host's decision on one request, before it is put into a message.
struct Decision {
    var code: String
    var reference = ""
    var authorization = ""
    /// Fields that the response has besides the usual ones.
    var fields: [(Int, [UInt8])] = []
    var notes: [String] = []
    /// True when the same request was answered before.
    var isRepetition = false

    init(_ code: String, notes: [String] = []) {
        self.code = code
        self.notes = notes
    }
}
