import ISO8583
import SMP
import SerialDriver

/// Why a terminal did not do what was asked of its service port: what, why, next.
public struct ManagementError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What kind of failure.
    public enum Kind: Equatable, Sendable {
        /// The port failed.
        case port(SerialError)
        /// No answer to any try.
        case silent
        /// The terminal refused.
        case refused(Refusal)
        /// The terminal refused since money is not settled; the numbers where it told them.
        case moneyAtStake(MoneyAtStake?, reason: String)
        /// The answer cannot be read, or makes no sense.
        case garbled(String)
        /// This program was told to stop.
        case interrupted
        /// The terminal holds something else than it should: what.
        case check(String, next: String)
    }

    /// What kind of failure.
    public let kind: Kind
    /// The port.
    public let path: String
    /// What was asked, in words.
    public let request: String

    /// An error of that kind.
    public init(_ kind: Kind, path: String, request: String) {
        self.kind = kind
        self.path = path
        self.request = request
    }

    /// True when the port or the terminal may come back: a cable was pulled, or the terminal was switched off.
    public var mayPass: Bool {
        switch kind {
        case .port(let error): error.mayPass
        case .silent: true
        default: false
        }
    }

    /// What happened.
    public var what: String {
        switch kind {
        case .port(let error): error.what
        case .silent: "the terminal on \(path) does not answer (\(request))"
        case .refused: "the terminal on \(path) refused: \(request)"
        case .moneyAtStake(let stake, _):
            "the terminal on \(path) refused: \(request), since money is not settled"
                + (stake.map { ": " + ManagementError.words($0) } ?? "")
        case .garbled: "the answer of the terminal on \(path) cannot be read (\(request))"
        case .interrupted: "interrupted (\(request) on \(path))"
        case .check(let what, _): "\(path): \(what)"
        }
    }

    /// Why.
    public var why: String {
        switch kind {
        case .port(let error): error.why
        case .silent: "nothing came back in the time that the line and the terminal need"
        case .refused(let refusal):
            refusal.reason.isEmpty ? "it said only the code \(ManagementError.code(refusal))" : refusal.reason
        case .moneyAtStake(_, let reason): reason
        case .garbled(let why): why
        case .interrupted: "this program was told to stop"
        case .check: ""
        }
    }

    /// What to do.
    public var nextStep: String {
        switch kind {
        case .port(let error): error.nextStep
        case .silent: "check cable, power and line rate (--baud), and that this is the service port"
        case .refused(.general(ResponseCode.busy, _)): "wait until it is idle, then do it again"
        case .refused(.group(MessageGroup.terminal, let code, _)):
            ManagementError.nextStep(TerminalCode(rawValue: code))
        case .refused: "see `tillbench terminal info \(path)`"
        case .moneyAtStake(let stake, _):
            stake.flatMap { $0.next.isEmpty ? nil : $0.next } ?? "settle first, then do it again"
        case .garbled: "check the line rate, and that a terminal is at this port"
        case .interrupted: "do it again when you like"
        case .check(_, let next): next
        }
    }

    /// What, why, next, in one line each.
    public var description: String {
        // Much of it is what a device said.
        TextShown.line(what) + (why.isEmpty ? "" : "\n  why:  " + TextShown.line(why)) + "\n  next: "
            + TextShown.line(nextStep)
    }

    /// What to do about a key that was refused.
    private static func nextStep(_ code: TerminalCode?) -> String {
        switch code {
        case .noSuchKey: "name one of the keys that `tillbench keys show` lists"
        case .keyBlockMalformed: "copy the key block again, whole: it was cut or mistyped"
        case .keyBlockNotAuthentic: "fetch the block again, made for the key block protection key of this terminal"
        case .keyUsage, .keyLength: "ask the key's owner for a block that is made for this use"
        case .keyCheckValue: "ask the key's owner which key it is; the one in the terminal was left as it is"
        case .keyNotKept: "do it again; when it fails again, the memory of the keys is worn out"
        case .unknown, nil: "read the terminal's log"
        }
    }

    private static func code(_ refusal: Refusal) -> String {
        switch refusal {
        case .general(let code, _): "\(code)"
        case .group(let group, let code, _): "\(code) of group \(group)"
        }
    }

    /// Numbers of what is not settled, in words.
    public static func words(_ stake: MoneyAtStake) -> String {
        var words = "batch \(stake.batch), \(stake.records) record(s), " + amount(stake)
        if stake.reversals > 0 { words += ", \(stake.reversals) waiting for a reversal" }
        if stake.advices > 0 { words += ", \(stake.advices) not delivered to the host" }
        if stake.isClosing { words += ", its close is under way" }
        return words
    }

    /// The amount of what is not settled, with its currency.
    public static func amount(_ stake: MoneyAtStake) -> String {
        guard let currency = Currency(numeric: stake.currency) else {
            return "\(stake.minorUnits) minor units of currency \(stake.currency)"
        }
        return Amount(minorUnits: stake.minorUnits, currency: currency).description
    }
}
