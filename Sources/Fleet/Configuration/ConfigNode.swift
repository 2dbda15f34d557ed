import Foundation
import Yams

/// A mapping of a YAML file whose keys are all known; errors name file and line.
struct ConfigNode {
    let origin: String
    let line: Int?
    private let values: [String: Node]

    init(_ node: Node, origin: String, what: String, keys: [String]) throws(FleetError) {
        self.origin = origin
        line = node.mark?.line
        guard let mapping = node.mapping else { throw ConfigNode.failure(origin, node, "\(what) is a mapping") }
        var values: [String: Node] = [:]
        for (key, value) in mapping {
            guard let name = key.string, keys.contains(name) else {
                throw ConfigNode.failure(
                    origin, key,
                    "unknown key \"\(key.string ?? "?")\"; \(what) has " + keys.joined(separator: ", "))
            }
            values[name] = value
        }
        self.values = values
    }

    static func failure(_ origin: String, _ node: Node?, _ why: String) -> FleetError {
        FleetError(
            .file, origin + (node?.mark.map { ":\($0.line)" } ?? "") + " cannot be used", why: why,
            next: "`tillbench watch --help` shows an example")
    }

    subscript(key: String) -> Node? { values[key] }

    func has(_ key: String) -> Bool { values[key] != nil }

    func text(_ key: String) throws(FleetError) -> String? {
        guard let node = values[key] else { return nil }
        guard let text = node.string, !text.isEmpty else { throw wrong(key, "is a text") }
        return text
    }

    func number(_ key: String, _ range: ClosedRange<Int>) throws(FleetError) -> Int? {
        guard let node = values[key] else { return nil }
        guard let number = node.int, range.contains(number) else {
            throw wrong(key, "is a whole number, \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func decimal(_ key: String, _ range: ClosedRange<Double>) throws(FleetError) -> Double? {
        guard let node = values[key] else { return nil }
        guard let number = node.float, range.contains(number) else {
            throw wrong(key, "is a number, \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func flag(_ key: String) throws(FleetError) -> Bool? {
        guard let node = values[key] else { return nil }
        guard let flag = node.bool else { throw wrong(key, "is true or false") }
        return flag
    }

    func timeOfDay(_ key: String) throws(FleetError) -> Int? {
        guard let node = values[key] else { return nil }
        guard let minute = node.string.flatMap(WallTime.minuteOfDay) else {
            throw wrong(key, "is a time of day, quoted: \"23:30\"")
        }
        return minute
    }

    func list(_ key: String) throws(FleetError) -> [Node] {
        guard let node = values[key] else { return [] }
        guard let list = node.sequence else { throw wrong(key, "is a list") }
        return Array(list)
    }

    func texts(_ key: String) throws(FleetError) -> [String] {
        try list(key).map { node throws(FleetError) in
            guard let text = node.string else { throw wrong(key, "is a list of texts") }
            return text
        }
    }

    func wrong(_ key: String, _ why: String) -> FleetError {
        ConfigNode.failure(origin, values[key], "\"\(key)\" \(why)")
    }
}

extension [Node] {
    fileprivate func map<Value>(
        _ body: (Node) throws(FleetError) -> Value
    ) throws(FleetError) -> [Value] {
        var values: [Value] = []
        for node in self { values.append(try body(node)) }
        return values
    }
}
