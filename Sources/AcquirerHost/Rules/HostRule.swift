import Foundation
import ISO8583
import Yams

/// A rule that bends the host's answer: when it fits, and what is done then.
public struct HostRule: Codable, Sendable, Equatable {
    /// What the host does.
    public enum Action: Codable, Sendable, Equatable {
        /// Answer with this code of field 39; nothing is booked.
        case answer(String)
        /// Approve, but forget to book: the ledger misses the transaction.
        case approveWithoutBooking
        /// Book, and keep silent.
        case withholdResponse
        /// Answer after so many milliseconds.
        case delay(Int)
        /// Answer with a wrong MAC.
        case wrongMAC
        /// Book, then close the connection instead of answering.
        case dropConnection
        /// Close the connection before anything is booked.
        case dropBeforeBooking
        /// Answer totals with this balance flag, whatever the ledger says.
        case balanceFlag(UInt8)
        /// Close the terminal's open batch by force, then answer.
        case forceClose
        /// Answer, and answer the same again after so many milliseconds.
        case answerTwice(Int)
        /// Book, and keep the answer until the terminal's next request was answered: the answers come in the wrong order.
        case answerAfterNext
    }

    /// Name, which goes to log, ledger and report when the rule fires.
    public var name: String
    /// Type indicator, four digits.
    public var mti: String?
    /// What the terminal wants, such as `sale` or `end of upload`; ``kinds`` are all of them.
    public var kind: String?
    /// Exact amount in minor units.
    public var amountEquals: Int64?
    /// Smallest amount in minor units.
    public var amountFrom: Int64?
    /// Largest amount in minor units.
    public var amountUpTo: Int64?
    /// Last digits of the card.
    public var cardEnds: String?
    /// Terminal.
    public var terminal: String?
    /// Only the n-th message that fits, counted from 1; those that an earlier rule of the list took count as well.
    public var nth: Int?
    /// At most so often.
    public var times: Int?
    /// What is done.
    public var action: Action

    /// Reads a list of rules.
    ///
    /// ```yaml
    /// - name: the host forgets this one
    ///   when: {kind: sale, amount: "88.00", times: 1}
    ///   do: approve-without-booking
    /// - name: no money
    ///   when: {amount-from: "1000.00"}
    ///   do: {answer: "51"}
    /// ```
    ///
    /// - Throws: `HostFileError` with the line.
    public static func parse(_ node: Node, origin: String) throws(HostFileError) -> [HostRule] {
        guard let list = node.sequence else {
            throw HostFileError(origin: origin, line: node.mark?.line, what: "rules are a list")
        }
        var rules: [HostRule] = []
        for item in list { rules.append(try rule(item, origin)) }
        return rules
    }

    private static func rule(_ node: Node, _ origin: String) throws(HostFileError) -> HostRule {
        func failed(_ what: String, _ at: Node? = nil) -> HostFileError {
            HostFileError(origin: origin, line: (at ?? node).mark?.line, what: what)
        }
        guard let mapping = node.mapping else { throw failed("a rule has name, when and do") }
        for key in mapping.keys where !["name", "when", "do"].contains(key.string ?? "") {
            throw failed("unknown key \"\(key.string ?? "?")\"; a rule has name, when and do", key)
        }
        guard let name = mapping["name"]?.string, !name.isEmpty else { throw failed("a rule needs a name") }
        guard let doing = mapping["do"] else { throw failed("rule \"\(name)\" does not say what to do") }
        var rule = HostRule(name: name, action: try action(doing, failed))
        guard let when = mapping["when"] else { return rule }
        guard let conditions = when.mapping else { throw failed("`when` is a mapping", when) }
        for (key, value) in conditions {
            let text = value.string ?? ""
            func amount() throws(HostFileError) -> Int64 {
                guard let minorUnits = HostRule.minorUnits(text) else {
                    throw failed("\"\(text)\" is no amount; write it as \"12.50\"", value)
                }
                return minorUnits
            }
            func count() throws(HostFileError) -> Int {
                guard let count = Int(text), count > 0 else { throw failed("\"\(text)\" is no count from 1", value) }
                return count
            }
            switch key.string {
            case "mti":
                guard text.count == 4, text.allSatisfy(\.isNumber) else {
                    throw failed("\"\(text)\" is no type indicator; quote it, as in \"0200\"", value)
                }
                rule.mti = text
            case "kind":
                guard kinds.contains(text) else {
                    throw failed("\"\(text)\" is no kind; kinds are \(kinds.joined(separator: ", "))", value)
                }
                rule.kind = text
            case "amount": rule.amountEquals = try amount()
            case "amount-from": rule.amountFrom = try amount()
            case "amount-up-to": rule.amountUpTo = try amount()
            case "card-ends": rule.cardEnds = text
            case "terminal": rule.terminal = text
            case "nth": rule.nth = try count()
            case "times": rule.times = try count()
            default:
                throw failed(
                    "unknown condition \"\(key.string ?? "?")\"; conditions are mti, kind, amount, amount-from, "
                        + "amount-up-to, card-ends, terminal, nth, times", key)
            }
        }
        return rule
    }

    /// A rule without conditions yet.
    public init(name: String, action: Action) {
        self.name = name
        self.action = action
    }

    private static func action(_ node: Node, _ failed: (String, Node?) -> HostFileError) throws(HostFileError) -> Action
    {
        switch node.string {
        case "approve-without-booking": return .approveWithoutBooking
        case "withhold-response": return .withholdResponse
        case "wrong-mac": return .wrongMAC
        case "drop-connection": return .dropConnection
        case "drop-before-booking": return .dropBeforeBooking
        case "forced-close": return .forceClose
        case "answer-after-next": return .answerAfterNext
        default: break
        }
        if let pair = node.mapping?.first, node.mapping?.count == 1, let value = pair.value.string {
            switch pair.key.string {
            case "answer", "decline":
                if value.count == 2 { return .answer(value) }
            case "delay":
                if let delay = milliseconds(value) { return .delay(delay) }
            case "answer-twice":
                if let delay = milliseconds(value) { return .answerTwice(delay) }
            case "balance-flag":
                if let flag = UInt8(value), flag <= 3 { return .balanceFlag(flag) }
            default: break
            }
        }
        throw failed(
            "unknown action; actions are approve-without-booking, withhold-response, wrong-mac, drop-connection, "
                + "drop-before-booking, forced-close, answer-after-next, {answer: \"51\"}, {delay: 3s}, "
                + "{answer-twice: 3s}, {balance-flag: 2}", node)
    }

    /// `3s`, `1.5s` or `3`, up to ten minutes.
    private static func milliseconds(_ text: String) -> Int? {
        guard let seconds = Double(text.hasSuffix("s") ? String(text.dropLast()) : text), (0...600).contains(seconds)
        else { return nil }
        return Int(seconds * 1000)
    }

    /// All kinds that a rule can ask for.
    public static var kinds: [String] { RequestKind.names }

    /// Minor units of a decimal amount with two decimals, or nil.
    public static func minorUnits(_ text: String) -> Int64? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Int64(parts[0]), whole >= 0, whole < 10_000_000_000 else {
            return nil
        }
        if parts.count == 1 { return whole * 100 }
        guard parts[1].count == 2, parts[1].allSatisfy(\.isNumber), let cents = Int64(parts[1]) else { return nil }
        return whole * 100 + cents
    }
}

/// Rules with their counters.
struct RuleBook {
    private let rules: [HostRule]
    private var fits: [Int]
    private var fired: [Int]

    init(_ rules: [HostRule]) {
        self.rules = rules
        fits = Array(repeating: 0, count: rules.count)
        fired = Array(repeating: 0, count: rules.count)
    }

    /// The first rule that fits and has not fired too often.
    ///
    /// Every rule that fits counts the message, also when another one takes it: `nth` is a number of messages.
    mutating func match(_ incoming: Incoming) -> HostRule? {
        var taken: Int?
        for (index, rule) in rules.enumerated() where rule.fits(incoming) {
            fits[index] += 1
            guard taken == nil else { continue }
            if let nth = rule.nth, nth != fits[index] { continue }
            if let times = rule.times, fired[index] >= times { continue }
            fired[index] += 1
            taken = index
        }
        return taken.map { rules[$0] }
    }
}

extension HostRule {
    func fits(_ incoming: Incoming) -> Bool {
        if let mti, mti != incoming.mti.description { return false }
        if let kind, kind != incoming.kind.name { return false }
        if let amountEquals, incoming.minorUnits != amountEquals { return false }
        if let amountFrom, (incoming.minorUnits ?? -1) < amountFrom { return false }
        if let amountUpTo, (incoming.minorUnits ?? Int64.max) > amountUpTo { return false }
        if let cardEnds, incoming.pan?.exposed.hasSuffix(cardEnds) != true { return false }
        if let terminal, terminal != incoming.terminalID { return false }
        return true
    }
}
