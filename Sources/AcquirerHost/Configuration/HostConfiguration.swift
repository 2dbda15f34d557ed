import Foundation
import ISO8583
import PaymentCrypto
import Yams

/// A terminal that the acquirer knows.
public struct HostTerminal: Codable, Sendable, Equatable {
    /// Field 41.
    public var terminalID: String
    /// Field 42.
    public var merchantID: String
    /// Terminal master key, 32 hexadecimal digits; for test keys only.
    public var masterKey: String

    enum CodingKeys: String, CodingKey {
        case terminalID = "terminal-id"
        case merchantID = "merchant-id"
        case masterKey = "master-key"
    }

    /// A terminal.
    public init(terminalID: String, merchantID: String, masterKey: String) {
        self.terminalID = terminalID
        self.merchantID = merchantID
        self.masterKey = masterKey
    }
}

/// A test card: what is on its stripe, and what its issuer knows of it.
public struct TestCard: Codable, Sendable, Equatable {
    /// Name by which scenarios and commands call it.
    public var name: String
    /// Track 2. Test numbers only.
    public var track2: String
    /// The right PIN, or nil for a card that has none.
    public var pin: String?
    /// Code of field 39 that its issuer always gives, or nil for a good card.
    public var decline: String?
    /// What a balance enquiry is told, in minor units; nothing is taken from it.
    public var balance: Int64?
    /// What its chip hands over for the host: field 55 as hexadecimal digits; nil for a card without a chip.
    public var chip: String?

    /// A card.
    public init(
        name: String, track2: String, pin: String? = nil, decline: String? = nil, balance: Int64? = nil,
        chip: String? = nil
    ) {
        self.name = name
        self.track2 = track2
        self.pin = pin
        self.decline = decline
        self.balance = balance
        self.chip = chip
    }

    /// The account number.
    public var pan: PAN? { Track2(track2)?.pan }
}

/// What an acquirer host is started with.
public struct HostConfiguration: Codable, Sendable, Equatable {
    /// Terminals that may talk to it.
    public var terminals: [HostTerminal]
    /// Cards whose issuers it plays.
    public var cards: [TestCard]
    /// Rules that bend its answers, the first that fits is taken.
    public var rules: [HostRule]
    /// How it settles.
    public var profile: HostProfile
    /// When the TCP server closes batches by itself; nil for never.
    public var dayCut: DayCut?

    /// A configuration.
    public init(
        terminals: [HostTerminal], cards: [TestCard], rules: [HostRule] = [], profile: HostProfile = HostProfile(),
        dayCut: DayCut? = nil
    ) {
        self.terminals = terminals
        self.cards = cards
        self.rules = rules
        self.profile = profile
        self.dayCut = dayCut
    }

    /// Reads a host file: `terminals`, `cards`, `rules`, `profile` and `day-cut`, each optional; what is missing is as in
    /// the test set-up.
    ///
    /// - Throws: `HostFileError` with the line.
    public static func parse(_ text: String, origin: String) throws(HostFileError) -> HostConfiguration {
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch {
            throw HostFileError(origin: origin, line: nil, what: "not YAML: \(error)")
        }
        var configuration = HostConfiguration.test
        guard let root else { return configuration }
        guard let mapping = root.mapping else {
            throw HostFileError(origin: origin, line: root.mark?.line, what: "a host file is a mapping")
        }
        for (key, value) in mapping {
            do {
                switch key.string {
                case "terminals":
                    configuration.terminals = try YAMLDecoder().decode([HostTerminal].self, from: value)
                case "cards": configuration.cards = try cards(value, origin: origin)
                case "rules": configuration.rules = try HostRule.parse(value, origin: origin)
                case "profile": configuration.profile = try HostProfile.parse(value, origin: origin)
                case "day-cut": configuration.dayCut = try dayCut(value, origin: origin)
                default:
                    throw HostFileError(
                        origin: origin, line: key.mark?.line,
                        what: "unknown key \"\(key.string ?? "?")\"; a host file has terminals, cards, rules, profile "
                            + "and day-cut")
                }
            } catch let error as HostFileError {
                throw error
            } catch {
                throw HostFileError(origin: origin, line: value.mark?.line, what: "\(error)")
            }
        }
        return configuration
    }

    /// The list under `cards`.
    ///
    /// - Throws: `HostFileError` with the line.
    public static func cards(_ node: Node, origin: String) throws(HostFileError) -> [TestCard] {
        do { return try YAMLDecoder().decode([TestCard].self, from: node) } catch {
            throw HostFileError(origin: origin, line: node.mark?.line, what: "\(error)")
        }
    }

    /// The time under `day-cut`.
    ///
    /// - Throws: `HostFileError` with the line.
    public static func dayCut(_ node: Node, origin: String) throws(HostFileError) -> DayCut {
        guard let cut = DayCut(node.string ?? "") else {
            throw HostFileError(
                origin: origin, line: node.mark?.line,
                what: "\"\(node.string ?? "?")\" is no time of day; write it as \"23:30\"")
        }
        return cut
    }

    /// The test terminal and the test cards.
    public static let test = HostConfiguration(
        terminals: [
            HostTerminal(
                terminalID: "10000001", merchantID: "104110070110001",
                masterKey: "0123456789ABCDEFFEDCBA9876543210")
        ],
        cards: TestCard.all)
}

/// A host file, or a rule in a scenario, that cannot be used.
public struct HostFileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// File name.
    public let origin: String
    /// Line, from 1, where known.
    public let line: Int?
    /// What is wrong.
    public let what: String

    /// An error.
    public init(origin: String, line: Int?, what: String) {
        self.origin = origin
        self.line = line
        self.what = what
    }

    /// File, line, what.
    public var description: String { origin + (line.map { ":\($0)" } ?? "") + ": " + what }
}
