/// What a capture of the line holds: messages, and the connections or the serial line that carried them.
public struct WireEvidence: Codable, Equatable, Sendable {
    /// Messages in the order in which they passed.
    public var messages: [WireMessage]
    /// Connections, in the order in which they were opened; empty for a serial line.
    public var connections: [WireConnection]
    /// Frames in which no message of a known dialect was found.
    public var unreadable: Int

    /// A capture.
    public init(messages: [WireMessage], connections: [WireConnection] = [], unreadable: Int = 0) {
        self.messages = messages
        self.connections = connections
        self.unreadable = unreadable
    }
}

/// One message of a capture, as far as a verdict needs it. No card number is in it.
public struct WireMessage: Codable, Equatable, Sendable {
    /// Milliseconds since 1970 of the capture's clock.
    public var at: Int64
    /// True when it goes to the host.
    public var isRequest: Bool
    /// Which connection carried it; nil for a serial line.
    public var connection: Int?
    /// Number of the packet in the capture.
    public var packet: Int
    /// Type indicator, four digits.
    public var mti: String
    /// Field 3, six digits, or empty.
    public var processingCode: String
    /// Field 11.
    public var trace: UInt32?
    /// Field 4 in minor units.
    public var minorUnits: Int64?
    /// Field 39, or nil.
    public var code: String?
    /// Field 41, or nil.
    public var terminalID: String?
    /// Field 42, or nil.
    public var merchantID: String?
    /// Batch number, where the dialect says it.
    public var batch: UInt32?
    /// Network management code of field 60.3, or nil.
    public var networkCode: String?
    /// Balance flags of a settlement answer: domestic and foreign, `1` balanced, `2` not; nil elsewhere.
    public var balance: [UInt8]?
    /// Fields 13 and 12, MMDD and hhmmss, or nil.
    public var hostTime: String?
    /// Trace numbers that an upload message carries, in its order.
    public var uploaded: [UInt32]
    /// Network number of its TPDU, or nil.
    public var nii: UInt16?

    /// A message.
    public init(
        at: Int64, isRequest: Bool, connection: Int?, packet: Int, mti: String, processingCode: String = "",
        trace: UInt32? = nil, minorUnits: Int64? = nil, code: String? = nil, terminalID: String? = nil,
        merchantID: String? = nil, batch: UInt32? = nil, networkCode: String? = nil, balance: [UInt8]? = nil,
        hostTime: String? = nil, uploaded: [UInt32] = [], nii: UInt16? = nil
    ) {
        self.at = at
        self.isRequest = isRequest
        self.connection = connection
        self.packet = packet
        self.mti = mti
        self.processingCode = processingCode
        self.trace = trace
        self.minorUnits = minorUnits
        self.code = code
        self.terminalID = terminalID
        self.merchantID = merchantID
        self.batch = batch
        self.networkCode = networkCode
        self.balance = balance
        self.hostTime = hostTime
        self.uploaded = uploaded
        self.nii = nii
    }
}

/// One connection of a capture.
public struct WireConnection: Codable, Equatable, Sendable {
    /// How it came to its end.
    public enum Ending: String, Codable, Sendable {
        /// It is still open at the end of the capture.
        case open
        /// It was closed in order.
        case closed
        /// It was reset.
        case reset
        /// Nobody took it.
        case refused
    }

    /// Milliseconds since 1970 of the capture's clock.
    public var at: Int64
    /// Bytes to the host.
    public var sentBytes: Int
    /// Bytes from the host.
    public var receivedBytes: Int
    /// How it ended.
    public var ending: Ending

    /// A connection.
    public init(at: Int64, sentBytes: Int, receivedBytes: Int, ending: Ending) {
        self.at = at
        self.sentBytes = sentBytes
        self.receivedBytes = receivedBytes
        self.ending = ending
    }
}

/// A request with what came back.
struct WireExchange {
    let request: WireMessage
    let response: WireMessage?
}

extension WireEvidence {
    /// Each request with the first later message that answers it, and that answers no later repeat of it.
    ///
    /// Source: ISO 8583:1987, 4.1: the response has the request's trace number and its type indicator plus ten.
    var exchanges: [WireExchange] {
        var answers: [Int: WireMessage] = [:]
        var waiting: [String: [Int]] = [:]
        for (index, message) in messages.enumerated() {
            guard let trace = message.trace else { continue }
            if message.isRequest {
                waiting["\(message.mti) \(trace)", default: []].append(index)
            } else if let asked = WireEvidence.requestType(message.mti) {
                let key = "\(asked) \(trace)"
                guard let last = waiting[key]?.popLast() else { continue }
                answers[last] = message
            }
        }
        return messages.indices.filter { messages[$0].isRequest && messages[$0].trace != nil }
            .map { WireExchange(request: messages[$0], response: answers[$0]) }
    }

    /// The request that a response type answers; nil for a type that is no response.
    private static func requestType(_ mti: String) -> String? {
        guard let number = Int(mti), number / 10 % 10 % 2 == 1 else { return nil }
        let asked = String(number - 10)
        return String(repeating: "0", count: max(0, 4 - asked.count)) + asked
    }
}
