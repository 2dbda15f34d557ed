import SMP

extension ManagementServer {
    /// Group 2.
    func statistics(_ packet: Packet, _ terminal: some ManagedTerminal) throws(Refusal) -> CBORMap {
        let all = terminal.statistics + [service]
        switch CommandPlace(packet.header) {
        case StatisticsListRequest.place:
            var names: [String] = []
            for group in all { names.append(group.name) }
            return StatisticsList(names: names).map
        case StatisticsRequest.place:
            let request = try read(StatisticsRequest.self, packet)
            for group in all where group.name.utf8.elementsEqual(request.name.utf8) { return group.map }
            throw .group(
                MessageGroup.statistics, code: StatisticsCode.noGroup.rawValue,
                reason: "there is no such group of counters; the list names them")
        default: throw .unknown
        }
    }

    private var service: Statistics {
        Statistics(
            name: "service",
            counters: [
                .init("requests", counters.requests), .init("refused", counters.refused),
                .init("damaged", counters.damaged),
            ])
    }
}
