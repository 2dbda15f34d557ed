import BatchDoctor
import Settlement

/// Causes of the catalogue that come together, and how a real terminal and a real host are driven into them.
package struct StuckCase: Sendable, CustomStringConvertible {
    /// The causes, in the order of treatment; one for most cases.
    package let causes: [Cause]
    /// How they come about, where there are several ways.
    package let way: String
    /// What terminal and host speak.
    package let style: SettlementStyle
    /// Other causes that come with them by nature.
    package let also: Set<Cause>
    /// True when only what passed on the line tells of it.
    package let isOnWireOnly: Bool
    private let make: @Sendable (SettlementStyle, inout Dice) throws -> Evidence

    package init(
        _ causes: Cause..., way: String = "", style: SettlementStyle, also: Set<Cause> = [], isOnWireOnly: Bool = false,
        _ make: @escaping @Sendable (SettlementStyle, inout Dice) throws -> Evidence
    ) {
        self.causes = causes.sorted { $0.rank < $1.rank }
        self.way = way
        self.style = style
        self.also = also
        self.isOnWireOnly = isOnWireOnly
        self.make = make
    }

    /// `two-terminals-one-number, hypercom`.
    package var description: String {
        causes.map(\.rawValue).joined(separator: " + ") + (way.isEmpty ? "" : " (\(way))") + ", \(style)"
    }

    /// What is known of a terminal that was driven into it: flash, ledger and capture.
    ///
    /// - Parameter seed: Decides customers, amounts, cards and times.
    /// - Throws: What the simulation throws, and `StuckError` when the shop did not get into this trouble.
    package func evidence(seed: UInt64) throws -> Evidence {
        var dice = Dice(seed: seed)
        return try make(style, &dice)
    }

    /// All of one cause, in both dialects.
    package static var single: [StuckCase] {
        var cases: [StuckCase] = []
        for style in [SettlementStyle.unionPay, .hypercom] {
            for some in [
                transactions(style), closes(style), refusals(style), numbers(style), identities(style), devices(style),
                ways(style),
            ] { cases += some }
        }
        return cases
    }

    /// Two causes at once, in both dialects.
    package static var mixtures: [StuckCase] { [SettlementStyle.unionPay, .hypercom].flatMap { mixtures($0) } }
}

/// A shop that was to be driven into a trouble and did not get there.
package struct StuckError: Error, CustomStringConvertible {
    /// What was to happen.
    package let description: String

    package init(_ description: String) { self.description = description }
}
