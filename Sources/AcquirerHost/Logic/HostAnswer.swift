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
    /// What goes after the reply: answers a second time, or late ones.
    public var followers: [Follower] = []
    /// True for what the host did by itself: nobody asked, and nobody is answered.
    public var isUnasked = false
}

extension HostAnswer {
    /// A payload that goes after the reply.
    public struct Follower: Sendable, Equatable {
        /// What goes.
        public var payload: [UInt8]
        /// Milliseconds after the reply.
        public var delay: Int
    }
}

/// The host's decision on one request, before a tongue puts it into a message.
struct Decision {
    var code: String
    var reference = ""
    var authorization = ""
    /// Totals that go back.
    var totals: ClaimedTotals?
    /// Working keys that go back, enciphered.
    var keys: [UInt8]?
    /// Number of the open batch, which a sign-on tells.
    var openBatch: UInt32?
    /// What a balance enquiry is told.
    var balance: Int64?
    var notes: [String] = []
    /// True when the same request was answered before.
    var isRepetition = false

    init(_ code: String, notes: [String] = []) {
        self.code = code
        self.notes = notes
    }

    /// The answer that a request was given before.
    init(repeating earlier: AnsweredMessage, note: String) {
        self.init(earlier.code, notes: [note])
        reference = earlier.reference
        authorization = earlier.authorization
        isRepetition = true
    }
}
