import Yams

/// What an acquirer takes for late settlement, as a file says it. It is the rule's word, not the law.
///
/// ```yaml
/// name: example acquirer
/// source: contract of 2026, page 4
/// classes:
///   - {from-hours: 0, class: qualified, percent: 0.60}
///   - {from-hours: 24, class: mid-qualified, percent: 1.00, fixed: 0}
///   - {from-hours: 48, class: non-qualified, percent: 1.50, fixed: 30}
/// hold-days: 7
/// ```
///
/// Hours count from the oldest record of a batch; `percent` is of its money, `fixed` is minor units for each batch; after
/// `hold-days` authorizations may lapse.
public struct CostRules: Codable, Sendable, Equatable {
    /// One class of fees.
    public struct Class: Codable, Sendable, Equatable {
        /// From so many hours on.
        public var fromHours: Double
        /// Its name.
        public var name: String
        /// Part of the money.
        public var percent: Double
        /// Minor units for each batch.
        public var fixed: Int64
    }

    /// Its name.
    public var name: String
    /// Where it comes from.
    public var source: String
    /// Classes, the earliest first; the first one is what settling in time costs.
    public var classes: [Class]
    /// Days after which authorizations may lapse; nil when it does not say.
    public var holdDays: Int?

    /// Reads a rule file's text.
    ///
    /// - Throws: `FleetError` with the line.
    public init(_ text: String, origin: String) throws(FleetError) {
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch {
            throw ConfigNode.failure(origin, nil, "it is not YAML: \(error)")
        }
        guard let root else { throw ConfigNode.failure(origin, nil, "it is empty") }
        let node = try ConfigNode(
            root, origin: origin, what: "a cost rule file", keys: ["name", "source", "classes", "hold-days"])
        guard let name = try node.text("name"), let source = try node.text("source") else {
            throw ConfigNode.failure(origin, root, "a cost rule file needs \"name\" and \"source\": whose word it is")
        }
        self.name = name
        self.source = source
        holdDays = try node.number("hold-days", 1...365)
        var classes: [Class] = []
        for value in try node.list("classes") {
            let item = try ConfigNode(
                value, origin: origin, what: "a class", keys: ["from-hours", "class", "percent", "fixed"])
            guard let hours = try item.decimal("from-hours", 0...10_000), let label = try item.text("class"),
                let percent = try item.decimal("percent", 0...100)
            else { throw ConfigNode.failure(origin, value, "a class needs from-hours, class and percent") }
            classes.append(
                Class(
                    fromHours: hours, name: label, percent: percent,
                    fixed: Int64(try item.number("fixed", 0...1_000_000_000) ?? 0)))
        }
        self.classes = classes.sorted { $0.fromHours < $1.fromHours }
        guard self.classes.first?.fromHours == 0 else {
            throw node.wrong("classes", "begins with a class from-hours: 0, which is what settling in time costs")
        }
    }

    /// The class of a batch that is settled after so many hours.
    public func feeClass(hours: Double) -> Class { classes.last { $0.fromHours <= hours } ?? classes[0] }

    /// Minor units that it costs more than in time.
    public func extra(minorUnits: Int64, hours: Double) -> Int64 {
        let (late, usual) = (feeClass(hours: hours), classes[0])
        let rate = Double(max(0, minorUnits)) * (late.percent - usual.percent) / 100
        return Int64(rate.rounded()) + late.fixed - usual.fixed
    }
}
