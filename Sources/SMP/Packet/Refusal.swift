/// Codes of errors that every group may answer with. Source: Zephyr, `mgmt_defines.h`.
public enum ResponseCode {
    /// Done.
    public static let done: UInt64 = 0
    /// Nobody knows why.
    public static let unknown: UInt64 = 1
    /// Not enough memory.
    public static let noMemory: UInt64 = 2
    /// A value of the request is wrong.
    public static let invalid: UInt64 = 3
    /// It took too long.
    public static let timeout: UInt64 = 4
    /// There is no such thing.
    public static let noEntry: UInt64 = 5
    /// Not in this state.
    public static let badState: UInt64 = 6
    /// The answer is too large.
    public static let tooLarge: UInt64 = 7
    /// There is no such command.
    public static let notSupported: UInt64 = 8
    /// Something is damaged.
    public static let corrupt: UInt64 = 9
    /// Something else is being done.
    public static let busy: UInt64 = 10
    /// Not allowed.
    public static let accessDenied: UInt64 = 11
    /// Codes of a vendor begin here. Ours: money is at stake. It is the first one, since those that follow are not read
    /// by clients that know the protocol's own table alone.
    public static let moneyAtStake: UInt64 = 256
}

/// A request that was not carried out.
public enum Refusal: Error, Equatable, Sendable {
    /// For a reason that any group may have, with a sentence that says why.
    case general(UInt64, reason: String)
    /// For a reason that only this group has, with a sentence that says why.
    case group(UInt16, code: UInt64, reason: String)

    /// The sentence; empty when none was said.
    public var reason: String {
        switch self {
        case .general(_, let reason), .group(_, _, let reason): reason
        }
    }

    /// The answer, in the words of a version. Version 1 knows no groups: it hears that something is wrong, and the sentence.
    ///
    /// - Parameter isDetailed: Whether a group's error may come with its sentence in version 2, see `DetailWish`.
    public func map(_ version: ProtocolVersion, isDetailed: Bool) -> CBORMap {
        var map = CBORMap()
        var saysReason = true
        switch self {
        case .general(let code, _): map["rc"] = .unsigned(code)
        case .group(_, _, _) where version == .one: map["rc"] = .unsigned(ResponseCode.unknown)
        case .group(let group, let code, _):
            var error = CBORMap()
            error["group"] = .unsigned(UInt64(group))
            error["rc"] = .unsigned(code)
            map["err"] = .map(error)
            saysReason = isDetailed
        }
        if saysReason, !reason.isEmpty { map["rsn"] = .text(reason) }
        return map
    }

    /// The refusal that a map tells; nil for the answer of something that was done. Both forms are taken in both versions.
    public init?(_ map: CBORMap) {
        var reason = ""
        if case .text(let text)? = map["rsn"] { reason = text }
        if case .map(let error)? = map["err"], case .unsigned(let group)? = error["group"],
            case .unsigned(let code)? = error["rc"], let group = UInt16(exactly: group)
        {
            guard code != ResponseCode.done else { return nil }
            self = .group(group, code: code, reason: reason)
            return
        }
        guard case .unsigned(let code)? = map["rc"], code != ResponseCode.done else { return nil }
        self = .general(code, reason: reason)
    }
}
