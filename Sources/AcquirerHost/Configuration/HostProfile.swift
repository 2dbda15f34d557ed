import ISO8583
import Settlement
import Yams

/// How an acquirer's centre settles: what differs between hosts, as data.
///
/// Sources: public terminal code and support pages, which do not agree with each other on these points; each is a choice of
/// the host's owner.
public struct HostProfile: Codable, Sendable, Equatable {
    /// What the terminals speak.
    public enum DialectName: String, Codable, Sendable, CaseIterable {
        /// UnionPay-style: field 48 totals, MAC, batch number from the centre.
        case unionPay = "unionpay"
        /// Hypercom-style: field 63 totals, no MAC, batch number from the terminal.
        case hypercom
    }

    /// Who moves the money.
    public enum Capture: String, Codable, Sendable, CaseIterable {
        /// The host, from its own bookings: a booking counts as paid when it is booked.
        case host
        /// The terminal's batch: a booking counts as paid once its batch is closed.
        case terminal
    }

    /// How the answer to totals says that they do not agree.
    public enum Imbalance: String, Codable, Sendable, CaseIterable {
        /// Response code 00 and a balance flag. Not in Hypercom-style, whose totals have no flags.
        case flags
        /// Response code 95, flags 0.
        case code95
        /// Response code 95 and a balance flag.
        case both
    }

    /// What totals get that come again for a batch that they closed.
    public enum RepeatedClose: String, Codable, Sendable, CaseIterable {
        /// The same agreement again.
        case again = "repeat"
        /// Response code 77: no such open batch.
        case refused = "77"
        /// Response code 95 and totals of zero.
        case unbalanced = "95"
    }

    /// What happens when a whole upload left the two sides unequal.
    public enum AfterUpload: String, Codable, Sendable, CaseIterable {
        /// Still 95; the records that differ are named, people decide.
        case exceptions
        /// The terminal is right: bookings that it did not upload are taken out, and named.
        case terminal
    }

    /// What the terminals speak.
    public var dialect: DialectName
    /// Who moves the money.
    public var capture: Capture
    /// How imbalance is said.
    public var imbalance: Imbalance
    /// What a repeated close gets.
    public var repeatedClose: RepeatedClose
    /// What a whole upload that does not balance leads to.
    public var afterUpload: AfterUpload
    /// Response code for a batch that is not open here: two characters.
    public var wrongBatch: String

    /// A profile; imbalance is said by flags where the dialect has them, unless told otherwise.
    public init(
        dialect: DialectName = .unionPay, capture: Capture = .host, imbalance: Imbalance? = nil,
        repeatedClose: RepeatedClose = .again, afterUpload: AfterUpload = .exceptions, wrongBatch: String = "77"
    ) {
        self.dialect = dialect
        self.capture = capture
        self.imbalance = imbalance ?? (dialect == .hypercom ? .code95 : .flags)
        self.repeatedClose = repeatedClose
        self.afterUpload = afterUpload
        self.wrongBatch = wrongBatch
    }

    /// Reads the mapping under `profile`; what is missing is as in ``init(dialect:capture:imbalance:repeatedClose:afterUpload:wrongBatch:)``.
    ///
    /// - Throws: `HostFileError` with the line.
    public static func parse(_ node: Node, origin: String) throws(HostFileError) -> HostProfile {
        guard let mapping = node.mapping else {
            throw HostFileError(origin: origin, line: node.mark?.line, what: "a profile is a mapping")
        }
        var profile = HostProfile()
        var imbalance: (value: Imbalance, line: Int?)?
        for (key, value) in mapping {
            let reader = ProfileValue(key: key.string ?? "?", node: value, origin: origin)
            switch key.string {
            case "dialect": profile.dialect = try reader.choice()
            case "capture": profile.capture = try reader.choice()
            case "imbalance": imbalance = (try reader.choice(), value.mark?.line)
            case "repeated-close": profile.repeatedClose = try reader.choice()
            case "after-upload": profile.afterUpload = try reader.choice()
            case "wrong-batch": profile.wrongBatch = try reader.code()
            default:
                throw HostFileError(
                    origin: origin, line: key.mark?.line,
                    what: "unknown key \"\(key.string ?? "?")\"; a profile has dialect, capture, imbalance, "
                        + "repeated-close, after-upload and wrong-batch")
            }
        }
        if let imbalance, imbalance.value != .code95, profile.dialect == .hypercom {
            throw HostFileError(
                origin: origin, line: imbalance.line,
                what: "totals of the hypercom dialect have no flags; imbalance is code95 there")
        }
        profile.imbalance = imbalance?.value ?? (profile.dialect == .hypercom ? .code95 : .flags)
        return profile
    }
}

/// One value of a profile in a host file.
private struct ProfileValue {
    let key: String
    let node: Node
    let origin: String

    func choice<Choice: RawRepresentable & CaseIterable>() throws(HostFileError) -> Choice
    where Choice.RawValue == String {
        guard let choice = node.string.flatMap({ Choice(rawValue: $0) }) else {
            let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw HostFileError(
                origin: origin, line: node.mark?.line,
                what: "\"\(node.string ?? "?")\" is no \(key); it is one of \(choices)")
        }
        return choice
    }

    func code() throws(HostFileError) -> String {
        guard let code = node.string, code.utf8.count == 2,
            code.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }), code != "00"
        else {
            throw HostFileError(
                origin: origin, line: node.mark?.line,
                what: "\"\(node.string ?? "?")\" is no \(key); it is a response code of two characters, quoted, not 00")
        }
        return code
    }
}

extension HostProfile.DialectName {
    /// The codec's table.
    public var dialect: Dialect { self == .unionPay ? .unionPay : .hypercom }
}

/// The time of day at which a host closes batches by itself.
public struct DayCut: Codable, Sendable, Equatable, CustomStringConvertible {
    /// Minute of the day, 0 to 1439.
    public let minuteOfDay: Int

    /// A time such as `23:30`, or nil.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isASCII) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        minuteOfDay = hour * 60 + minute
    }

    /// `23:30`.
    public var description: String {
        paddedDecimal(UInt64(minuteOfDay / 60), width: 2) + ":" + paddedDecimal(UInt64(minuteOfDay % 60), width: 2)
    }

    /// The last cut that is not after `now`.
    public func last(before now: ClockTime) -> ClockTime {
        let today = now.secondNumber - Int64(now.secondOfDay) + Int64(minuteOfDay * 60)
        return ClockTime(secondNumber: today <= now.secondNumber ? today : today - 86_400)
    }
}
