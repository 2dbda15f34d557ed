import AcquirerHost
import Settlement
import TerminalService
import VirtualTerminal

/// A scenario: a terminal, a host, and what happens to them, step by step.
public struct ScenarioFile: Sendable {
    /// Title.
    public var title: String
    /// What it shows, in a sentence or two.
    public var about: String
    /// What the clocks show at the beginning.
    public var start: ClockTime
    /// The terminal.
    public var terminal: TerminalConfiguration
    /// The host.
    public var host: HostConfiguration
    /// The rules of the host as YAML text, for a host that runs as a process of its own; empty when there are none.
    public var hostRules = ""
    /// What else the host's file has as YAML text, for a host that runs as a process of its own.
    public var hostSettings = ""
    /// Power cuts at exact flash operations; the power comes back by itself.
    public var powerCuts: [PowerCut] = []
    /// The steps.
    public var steps: [Step]
    /// File name, for messages.
    public var origin: String
}

/// One step, and the line on which it stands.
public struct Step: Sendable {
    /// What is done.
    public var action: Action
    /// Line in the file, from 1.
    public var line: Int
    /// What is said about it while it runs, or nil.
    public var note: String?
}

/// What a step does.
public enum Action: Sendable, Equatable {
    /// The operator signs on.
    case signOn
    /// A sale; its trace number is remembered under the label.
    case sale(card: String, minorUnits: Int64, pin: String?, label: String?)
    /// A void of the sale with this label.
    case void(of: String)
    /// A refund of the sale with this label.
    case refund(card: String, minorUnits: Int64, of: String)
    /// The operator settles.
    case settle
    /// Keys.
    case press([String])
    /// A card, by name.
    case swipe(String)
    /// A card whose stripe cannot be read.
    case misread
    /// The workstation waits so many seconds; the clocks go on with it.
    case wait(Double)
    /// The clocks are set ahead by so many seconds.
    case skip(seconds: Int64)
    /// The clocks are set ahead to this moment; nothing happens when it passed within two minutes.
    case skipTo(ClockTime)
    /// The line is cut or put back.
    case line(isCut: Bool)
    /// A fault that waits for a message.
    case fault(Fault)
    /// A message that a fault has held back goes on.
    case release(String)
    /// The host is stopped or started again on its ledger.
    case host(isUp: Bool)
    /// The printer fails after so many lines, or works again.
    case printer(problem: String?, afterLines: Int)
    /// The terminal's process is killed, or started again on its flash.
    case power(isOn: Bool)
    /// What else a clerk does.
    case shop(ShopStep)
    /// Something that must be so within the limit.
    case expect([Expectation], within: Double)
}

/// Something that goes wrong when a certain message passes the bridge.
public struct Fault: Sendable, Equatable {
    /// What goes wrong.
    public enum Kind: String, Sendable, CaseIterable {
        /// The message is lost.
        case lose
        /// The line is cut before the message passes.
        case cutLine = "cut-line"
        /// The terminal's power is cut when the message passes.
        case cutPower = "cut-power"
        /// The message comes twice, the second time after `by` milliseconds.
        case double
        /// The message comes after `by` milliseconds.
        case delay
        /// The message comes behind the next one of its way.
        case overtake
        /// The last byte of the message, which is of its MAC, is changed.
        case wrongMAC = "wrong-mac"
        /// The host starts again; a request is lost with it, a response has just left.
        case restartHost = "restart-host"
        /// Of a frame on the serial line, or an acknowledgement, the byte of this place is lost.
        case byteLost = "byte-lost"
        /// The byte gets these bits turned over.
        case byteChanged = "byte-changed"
        /// The byte comes twice.
        case byteDoubled = "byte-doubled"
        /// Only so many bytes of the frame come.
        case frameCut = "frame-cut"

        /// True for what happens to frames of the serial line, and not to messages.
        public var isOfLine: Bool {
            switch self {
            case .byteLost, .byteChanged, .byteDoubled, .frameCut: true
            default: false
            }
        }
    }

    /// What goes wrong.
    public var kind: Kind
    /// Which messages.
    public var match: WireMatch
    /// At the n-th of them from now on.
    public var nth: Int
    /// Only on this way; nil for both.
    public var way: WireFrame.Direction?
    /// Milliseconds, of a delay and of what is doubled.
    public var by = 0
    /// The name under which a step lets a late or doubled message go on, in place of milliseconds.
    public var label: String?
    /// Place of a byte in its frame, from 0.
    public var byte = 0
    /// Bits that are turned over.
    public var bits: UInt8 = 0
    /// What of the line; nil for all that goes over it.
    public var part: LinePart?

    /// What goes over the line at once.
    public enum LinePart: String, Sendable, CaseIterable {
        /// A frame with its message.
        case frame
        /// The acknowledgement, or refusal, of the last frame of the other way.
        case acknowledgement
    }

    /// A fault.
    public init(kind: Kind, match: WireMatch, nth: Int, way: WireFrame.Direction? = nil) {
        self.kind = kind
        self.match = match
        self.nth = nth
        self.way = way
    }
}

/// A power cut at an exact flash operation of a start of the terminal.
public struct PowerCut: Sendable, Equatable {
    /// The start, counted from 1.
    public var start: Int
    /// The operation, and how far it comes.
    public var cut: FlashCut
}

/// A pattern for messages.
public struct WireMatch: Sendable, Equatable {
    /// Type indicator, four digits, or nil for any.
    public var mti: String?
    /// Contents of fields.
    public var fields: [Int: String] = [:]
}

/// Something that must be so.
public enum Expectation: Sendable, Equatable {
    /// The display shows a screen, and these texts on it.
    case display(screen: String?, contains: [String])
    /// The last paper holds these texts; the printer printed so many papers.
    case paper(contains: [String], count: Int?)
    /// Messages passed the bridge: at least one, or exactly so many.
    case wire(WireMatch, count: Int?)
    /// At least so many messages have come to the bridge on a way, those included that were lost there.
    case passed(WireFrame.Direction, atLeast: Int)
    /// The terminal neither talks nor prints.
    case atRest
    /// The ledger's batch.
    case ledger(BatchExpectation)
    /// The journal's batch.
    case journal(BatchExpectation)
    /// The terminal's log has a line with this code; since it was started, exactly so many.
    case log(code: String, count: Int? = nil)
    /// A rule of the host has fired so often.
    case rule(String, count: Int?)
    /// Ledger and journal are equal, batch by batch.
    case equal
    /// So many of the faults have struck, and so many of the power cuts at flash operations.
    case struck(faults: Int?, powerCuts: Int?)
}

/// What a batch must hold.
public struct BatchExpectation: Sendable, Equatable {
    /// Number.
    public var batch: UInt32
    /// `open`, `closing` or `closed`.
    public var state: String?
    /// Approved sales.
    public var sales: Int?
    /// Approved voids.
    public var voids: Int?
    /// Approved refunds.
    public var refunds: Int?
    /// Reversed transactions, journal only.
    public var reversed: Int?
    /// Declined transactions, journal only.
    public var declined: Int?
    /// What else is counted.
    public var counts: [BatchCount: Int] = [:]
    /// True when the host closed it by itself, ledger only.
    public var isForced: Bool?
    /// What of it counts as paid, in minor units, ledger only.
    public var paid: Int64?
    /// Debits minus credits, in minor units.
    public var net: Int64?
}

/// A scenario file that cannot be used: file, line, what is wrong, and what would be right.
public struct ScenarioError: Error, Equatable, Sendable, CustomStringConvertible {
    /// File name.
    public var origin: String
    /// Line from 1, or nil.
    public var line: Int?
    /// What is wrong, and what would be right.
    public var what: String

    /// File, line, what.
    public var description: String { origin + (line.map { ":\($0)" } ?? "") + ": " + what }
}
