import Foundation
import Settlement
import TerminalService
import VirtualTerminal
import Yams

extension NodeReader {
    private static let stepNames =
        [
            "sign-on", "sale", "void", "refund", "settle", "press", "swipe", "clock", "line", "fault", "host",
            "printer",
            "power", "wait", "expect", "release",
        ] + ShopStep.names

    func step(_ node: Node) throws(ScenarioError) -> Step {
        let line = node.mark?.line ?? 0
        // `- settle` alone is short for `- settle:`.
        if let name = node.string {
            guard let action = try plain(name) else {
                throw error(node, "unknown step \"\(name)\"; steps are " + NodeReader.stepNames.joined(separator: ", "))
            }
            return Step(action: action, line: line, note: nil)
        }
        let mapping = try mapping(node, "a step", keys: NodeReader.stepNames + ["note", "within"])
        let names = mapping.keys.compactMap(\.string).filter { NodeReader.stepNames.contains($0) }
        guard names.count == 1, let name = names.first, let value = mapping[name] else {
            throw error(node, "a step does exactly one thing of " + NodeReader.stepNames.joined(separator: ", "))
        }
        var within = 10.0
        if let limit = mapping["within"] { within = Double(try seconds(limit)) }
        let note = mapping["note"]?.string
        if let action = try plain(name, ifEmpty: value) { return Step(action: action, line: line, note: note) }
        return Step(action: try action(name, value, within: within), line: line, note: note)
    }

    private func plain(_ name: String, ifEmpty value: Node? = nil) throws(ScenarioError) -> Action? {
        if let value, value.string?.isEmpty != true { return nil }
        switch name {
        case "sign-on": return .signOn
        case "settle": return .settle
        default: return plainShopStep(name).map { .shop($0) }
        }
    }

    private func action(_ name: String, _ value: Node, within: Double) throws(ScenarioError) -> Action {
        if let step = try shopStep(name, value) { return .shop(step) }
        switch name {
        case "sale":
            if let step = try insertedSale(value) { return .shop(step) }
            let sale = try mapping(value, "sale", keys: ["card", "amount", "pin", "insert", "as"])
            guard let card = sale["card"], let amount = sale["amount"] else {
                throw error(value, "a sale has card and amount")
            }
            return .sale(
                card: try text(card, "card"), minorUnits: try self.amount(amount), pin: sale["pin"]?.string,
                label: sale["as"]?.string)
        case "void": return .void(of: try text(value, "void (a label)"))
        case "refund":
            let refund = try mapping(value, "refund", keys: ["card", "amount", "of"])
            guard let card = refund["card"], let amount = refund["amount"], let label = refund["of"] else {
                throw error(value, "a refund has card, amount and of (a label)")
            }
            return .refund(
                card: try text(card, "card"), minorUnits: try self.amount(amount), of: try text(label, "of"))
        case "press": return .press(try texts(value, "press"))
        case "swipe":
            let card = try text(value, "swipe")
            return card == "misread" ? .misread : .swipe(card)
        case "clock": return try clock(value)
        case "line": return .line(isCut: try choice(value, "line", "cut", "restore"))
        case "host":
            if value.string == "force-close" { return .shop(.forceClose) }
            guard value.string == "stop" || value.string == "start" else {
                throw error(value, "host is stop, start or force-close")
            }
            return .host(isUp: value.string == "start")
        case "power": return .power(isOn: !(try choice(value, "power", "cut", "on")))
        case "fault": return .fault(try fault(value))
        case "release": return .release(try text(value, "release (the label of a fault)"))
        case "wait":
            guard let text = value.string, text.hasSuffix("s"), let seconds = Double(text.dropLast()), seconds >= 0,
                seconds <= 600
            else { throw error(value, "wait is seconds of the workstation, as 2s or 0.5s") }
            return .wait(seconds)
        case "printer": return try printer(value)
        case "expect": return .expect(try expectations(value), within: within)
        default: throw error(value, "\"\(name)\" takes nothing")
        }
    }

    private func choice(_ node: Node, _ name: String, _ first: String, _ second: String) throws(ScenarioError) -> Bool {
        switch node.string {
        case first: return true
        case second: return false
        default: throw error(node, "\(name) is \(first) or \(second)")
        }
    }

    private func clock(_ node: Node) throws(ScenarioError) -> Action {
        let clock = try mapping(node, "clock", keys: ["skip", "to"])
        if let skip = clock["skip"], clock.count == 1 { return .skip(seconds: try seconds(skip)) }
        guard let to = clock["to"], clock.count == 1, let time = ClockTime(iso8601: to.string ?? "") else {
            throw error(node, "clock is {skip: 14h} or {to: \"2026-11-24T08:30\"}")
        }
        return .skipTo(time)
    }

    private func fault(_ node: Node) throws(ScenarioError) -> Fault {
        let fault = try mapping(
            node, "fault", keys: ["do", "mti", "field", "nth", "way", "by", "as", "byte", "bits", "part"])
        guard let doing = fault["do"], let kind = Fault.Kind(rawValue: doing.string ?? "") else {
            throw error(node, "fault does one of " + Fault.Kind.allCases.map(\.rawValue).joined(separator: ", "))
        }
        var nth = 1
        if let given = fault["nth"] { nth = try count(given, "nth") }
        guard nth >= 1 else { throw error(node, "nth counts from 1") }
        var made = Fault(kind: kind, match: try wire(fault, node), nth: nth)
        if let given = fault["way"] {
            guard let way = WireFrame.Direction(rawValue: given.string ?? "") else {
                throw error(given, "way is to-host or to-terminal")
            }
            made.way = way
        }
        if let given = fault["by"] { made.by = try count(given, "by (milliseconds)") }
        if let given = fault["byte"] { made.byte = try count(given, "byte") }
        if let given = fault["bits"] {
            guard let bits = UInt8(given.string ?? ""), bits > 0 else { throw error(given, "bits is 1 to 255") }
            made.bits = bits
        }
        if kind == .byteChanged, made.bits == 0 { throw error(node, "byte-changed needs bits, 1 to 255") }
        if let given = fault["as"] {
            guard kind == .delay || kind == .double, fault["by"] == nil else {
                throw error(given, "as (a label) is of delay and double, in place of by")
            }
            made.label = try text(given, "as (a label)")
        }
        if kind == .delay, made.by == 0, made.label == nil {
            throw error(node, "delay needs by, in milliseconds, or as, a label")
        }
        if let given = fault["part"] {
            guard let part = Fault.LinePart(rawValue: given.string ?? ""), kind.isOfLine else {
                throw error(given, "part is frame or acknowledgement, of a fault of bytes")
            }
            made.part = part
        }
        if kind.isOfLine {
            guard made.way != nil, made.part != nil || made.match == WireMatch() else {
                throw error(
                    node, "\(kind.rawValue) is of frames on the line: it needs way, and mti or field only with part")
            }
        }
        return made
    }

    /// Power cuts at flash operations.
    func powerCuts(_ node: Node) throws(ScenarioError) -> [PowerCut] {
        guard let list = node.sequence else {
            throw error(node, "power-cuts is a list of {start: 1, at: \"57:before\"}")
        }
        var cuts: [PowerCut] = []
        for item in list {
            let mapping = try mapping(item, "a power cut", keys: ["start", "at"])
            guard let at = mapping["at"], let cut = FlashCut(at.string ?? "") else {
                throw error(item, "at is a flash operation, as \"57:before\", \"57:torn:3:129\" or \"57:after\"")
            }
            var start = 1
            if let given = mapping["start"] { start = try count(given, "start") }
            guard start >= 1, !cuts.contains(where: { $0.start == start }) else {
                throw error(item, "start counts from 1, and each start has one power cut")
            }
            cuts.append(PowerCut(start: start, cut: cut))
        }
        return cuts
    }

    private func wire(_ mapping: Node.Mapping, _ node: Node) throws(ScenarioError) -> WireMatch {
        var match = WireMatch(mti: mapping["mti"]?.string)
        if let mti = match.mti, mti.count != 4 || !mti.allSatisfy(\.isNumber) {
            throw error(node, "mti has four digits; quote it, as in \"0210\"")
        }
        for (key, value) in mapping["field"]?.mapping ?? [:] {
            guard let field = key.int, (2...128).contains(field), let text = value.string else {
                throw error(key, "field is a mapping from field number to content, as in {39: \"00\"}")
            }
            match.fields[field] = text
        }
        return match
    }

    private func printer(_ node: Node) throws(ScenarioError) -> Action {
        let problems = ["no-paper", "jammed", "overheated"]
        if let name = node.string {
            if name == "ready" { return .printer(problem: nil, afterLines: 0) }
            guard problems.contains(name) else {
                throw error(node, "printer is ready, " + problems.joined(separator: ", "))
            }
            return .printer(problem: name, afterLines: 0)
        }
        let printer = try mapping(node, "printer", keys: ["problem", "after-lines"])
        guard let problem = printer["problem"]?.string, problems.contains(problem) else {
            throw error(node, "problem is " + problems.joined(separator: ", "))
        }
        var lines = 0
        if let given = printer["after-lines"] { lines = try count(given, "after-lines") }
        return .printer(problem: problem, afterLines: lines)
    }

    private func expectations(_ node: Node) throws(ScenarioError) -> [Expectation] {
        let names = [
            "display", "paper", "wire", "passed", "at-rest", "ledger", "journal", "log", "rule", "equal", "struck",
        ]
        let mapping = try mapping(node, "expect", keys: names)
        var expectations: [Expectation] = []
        for (key, value) in mapping {
            switch key.string {
            case "display":
                if let screen = value.string {
                    expectations.append(.display(screen: screen, contains: []))
                } else {
                    let display = try self.mapping(value, "display", keys: ["screen", "contains"])
                    expectations.append(
                        .display(screen: display["screen"]?.string, contains: try contains(display)))
                }
            case "paper":
                let paper = try self.mapping(value, "paper", keys: ["contains", "count"])
                var count: Int?
                if let given = paper["count"] { count = try self.count(given, "count") }
                expectations.append(.paper(contains: try contains(paper), count: count))
            case "wire":
                let wire = try self.mapping(value, "wire", keys: ["mti", "field", "count"])
                var count: Int?
                if let given = wire["count"] { count = try self.count(given, "count") }
                expectations.append(.wire(try self.wire(wire, value), count: count))
            case "passed":
                let passed = try self.mapping(value, "passed", keys: ["way", "at-least"])
                guard let way = WireFrame.Direction(rawValue: passed["way"]?.string ?? ""),
                    let least = passed["at-least"]
                else { throw error(value, "passed is {way, at-least}; way is to-host or to-terminal") }
                expectations.append(.passed(way, atLeast: try count(least, "at-least")))
            case "at-rest":
                guard value.bool == true else { throw error(value, "at-rest is true") }
                expectations.append(.atRest)
            case "ledger": expectations.append(.ledger(try batch(value, "ledger")))
            case "journal": expectations.append(.journal(try batch(value, "journal")))
            case "log":
                if value.string != nil {
                    expectations.append(.log(code: try text(value, "log")))
                } else {
                    let log = try self.mapping(value, "log", keys: ["code", "count"])
                    guard let code = log["code"], let given = log["count"] else {
                        throw error(value, "log is a code, or {code, count}")
                    }
                    expectations.append(.log(code: try text(code, "code"), count: try count(given, "count")))
                }
            case "rule":
                if let name = value.string {
                    expectations.append(.rule(name, count: nil))
                } else {
                    let rule = try self.mapping(value, "rule", keys: ["name", "count"])
                    guard let name = rule["name"], let given = rule["count"] else {
                        throw error(value, "rule is a name, or {name, count}")
                    }
                    expectations.append(.rule(try text(name, "name"), count: try count(given, "count")))
                }
            case "equal":
                guard value.bool == true else { throw error(value, "equal is true") }
                expectations.append(.equal)
            case "struck":
                let struck = try self.mapping(value, "struck", keys: ["faults", "power-cuts"])
                var faults: Int?
                var cuts: Int?
                if let given = struck["faults"] { faults = try count(given, "faults") }
                if let given = struck["power-cuts"] { cuts = try count(given, "power-cuts") }
                expectations.append(.struck(faults: faults, powerCuts: cuts))
            default: break
            }
        }
        guard !expectations.isEmpty else {
            throw error(node, "expect is empty; it has " + names.joined(separator: ", "))
        }
        return expectations
    }

    private func contains(_ mapping: Node.Mapping) throws(ScenarioError) -> [String] {
        guard let node = mapping["contains"] else { return [] }
        return try texts(node, "contains")
    }

    private func batch(_ node: Node, _ name: String) throws(ScenarioError) -> BatchExpectation {
        let mapping = try mapping(
            node, name,
            keys: ["batch", "state", "sales", "voids", "refunds", "reversed", "declined", "net"]
                + NodeReader.batchKeys)
        guard let number = mapping["batch"] else { throw error(node, "\(name) needs a batch number") }
        var expectation = BatchExpectation(batch: UInt32(clamping: try count(number, "batch")))
        expectation.state = mapping["state"]?.string
        if let state = expectation.state, !["open", "closing", "closed"].contains(state) {
            throw error(node, "state is open, closing or closed")
        }
        if let value = mapping["sales"] { expectation.sales = try count(value, "sales") }
        if let value = mapping["voids"] { expectation.voids = try count(value, "voids") }
        if let value = mapping["refunds"] { expectation.refunds = try count(value, "refunds") }
        if let value = mapping["reversed"] { expectation.reversed = try count(value, "reversed") }
        if let value = mapping["declined"] { expectation.declined = try count(value, "declined") }
        if let value = mapping["net"] { expectation.net = try amount(value) }
        try batchCounts(mapping, name, into: &expectation)
        return expectation
    }
}
