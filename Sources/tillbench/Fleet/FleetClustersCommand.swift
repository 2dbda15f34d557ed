import ArgumentParser
import Fleet

struct FleetClustersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clusters", abstract: "The same trouble at several terminals, and what they have in common.",
        discussion: """
            Trouble is what hosts answered to closes, batch numbers and keys, reversals that wait, printers, forgotten \
            settlements, and events `trouble`. What is common is said when chance alone would bring so many together less often \
            than once in a thousand times (hypergeometric tail): firmware, model, acquirer, merchant.
            """)

    @OptionGroup var fleet: FleetOptions
    @Option(help: "Days back.") var days = 7

    func validate() throws {
        guard (1...366).contains(days) else { throw ValidationError("--days is 1 to 366") }
    }

    func run() throws {
        let report = try Clusters(try fleet.open(), at: try fleet.now().secondNumber, days: days)
        if fleet.json { return try Talk.json(report) }
        if report.clusters.isEmpty {
            Talk.say(
                fleet.word(
                    "\(report.from) – \(report.to): no trouble at three terminals or more",
                    "\(report.from) – \(report.to):没有三台以上终端出现同一问题"))
        }
        for cluster in report.clusters {
            let name = TextTable.shown(cluster.signature)
            Talk.say(
                fleet.word(
                    "\(name): on \(cluster.affected) of \(cluster.terminals) terminals, \(cluster.times) time(s)",
                    "\(name):\(cluster.terminals) 台终端中的 \(cluster.affected) 台,共 \(cluster.times) 次"))
            if cluster.shared.isEmpty {
                Talk.say(fleet.word("  they have nothing in common that tells", "  没有明显的共同点"))
            }
            for shared in cluster.shared {
                let value = TextTable.shown(shared.value)
                let count =
                    shared.affected == cluster.affected
                    ? fleet.word("all", "全部") : "\(shared.affected)/\(cluster.affected)"
                Talk.say(
                    fleet.word(
                        "  \(count) \(shared.property) \(value), which \(shared.all) of \(cluster.terminals) have",
                        "  \(count)\(property(shared.property)) \(value)(所有终端中 \(shared.all) 台)"))
            }
        }
    }

    private func property(_ name: String) -> String {
        ["firmware": "固件", "model": "型号", "acquirer": "收单机构", "merchant": "商户"][name] ?? name
    }
}
