/// Asks for the names of all groups of counters.
public struct StatisticsListRequest: BareRequest {
    /// What is answered.
    public typealias Answer = StatisticsList
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.read, MessageGroup.statistics, 1)

    /// A request.
    public init() {}
}

/// Names of groups of counters.
public struct StatisticsList: MessageBody {
    /// The names.
    public var names: [String]

    /// An answer.
    public init(names: [String]) { self.names = names }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) { names = try map.texts("stat_list") }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("stat_list", texts: names)
        return map
    }
}

/// Asks for the counters of a group.
public struct StatisticsRequest: NamedRequest {
    /// What is answered.
    public typealias Answer = Statistics
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.read, MessageGroup.statistics, 0)
    /// The group.
    public var name: String

    /// A request.
    public init(name: String) { self.name = name }
}

/// Counters of a group.
public struct Statistics: MessageBody {
    /// One counter.
    public struct Counter: Equatable, Sendable {
        /// What is counted.
        public var name: String
        /// How many.
        public var value: Int64

        /// A counter.
        public init(_ name: String, _ value: Int64) {
            self.name = name
            self.value = value
        }
    }

    /// The group.
    public var name: String
    /// Its counters.
    public var counters: [Counter]

    /// An answer.
    public init(name: String, counters: [Counter]) {
        self.name = name
        self.counters = counters
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        name = try CBORMap.require(try map.text("name"), "name")
        counters = []
        for entry in try CBORMap.require(try map.submap("fields"), "fields").entries {
            guard let value = entry.value.number else { throw .wrongKind(entry.key) }
            counters.append(Counter(entry.key, value))
        }
    }

    /// It as a map.
    public var map: CBORMap {
        var fields = CBORMap()
        for counter in counters { fields[counter.name] = CBORValue(counter.value) }
        var map = CBORMap()
        map.put("name", name)
        map["fields"] = .map(fields)
        return map
    }
}
