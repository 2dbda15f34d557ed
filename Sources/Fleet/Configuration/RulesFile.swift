import CloseWatch
import Yams

/// The rules in a watch file.
enum RulesFile {
    private static let keys = [
        "alarms", "watched", "quiet", "deadline", "cut-off", "cut-off-lead", "settle-after", "steps",
    ]

    static func rules(_ node: Node, origin: String, over usual: WatchRules) throws(FleetError) -> WatchRules {
        try read(ConfigNode(node, origin: origin, what: "rules", keys: keys), over: usual)
    }

    static func terminal(
        _ node: Node, origin: String, over usual: WatchRules
    ) throws(FleetError) -> (String, WatchRules) {
        let config = try ConfigNode(node, origin: origin, what: "a terminal", keys: ["terminal"] + keys)
        guard let terminal = try config.text("terminal") else {
            throw ConfigNode.failure(origin, node, "a terminal needs \"terminal\", its number, quoted")
        }
        return (terminal, try read(config, over: usual))
    }

    private static func read(_ node: ConfigNode, over usual: WatchRules) throws(FleetError) -> WatchRules {
        var rules = usual
        if let alarms = try node.text("alarms") {
            guard let kind = ["sparing": WatchRules(), "eager": WatchRules.eager][alarms] else {
                throw node.wrong("alarms", "is sparing or eager")
            }
            rules.quietMargin = kind.quietMargin
            rules.marginDeviations = kind.marginDeviations
            rules.leastMargin = kind.leastMargin
        }
        rules.isWatched = try node.flag("watched") ?? rules.isWatched
        rules.quiet = try node.number("quiet", 1...720) ?? rules.quiet
        rules.largestQuiet = max(rules.quiet, rules.largestQuiet)
        rules.deadline = try node.timeOfDay("deadline") ?? rules.deadline
        rules.cutOff = try node.timeOfDay("cut-off") ?? rules.cutOff
        rules.cutOffLead = try node.number("cut-off-lead", 0...720) ?? rules.cutOffLead
        rules.settleAfter = try node.number("settle-after", 0...1440) ?? rules.settleAfter
        if let steps = node["steps"] {
            let config = try ConfigNode(
                steps, origin: node.origin, what: "steps", keys: AlarmStep.allCases.map(\.name))
            for step in AlarmStep.allCases where config.has(step.name) {
                rules.steps[step] =
                    config[step.name]?.string == "never" ? nil : try config.number(step.name, 0...10_080)
            }
        }
        return rules
    }
}
