import Settlement

/// Arrows that mean the same and come from every other state: drawn one by one they hide the rest of a chart.
enum MergedArrows {
    /// Fewer than this are as clear one by one.
    private static let least = 4

    /// Each group of such arrows, as numbers in the chart's list.
    static func groups(_ chart: StateChart) -> [[Int]] {
        var groups: [[Int]] = []
        for (number, arrow) in chart.transitions.enumerated() where arrow.from != arrow.to {
            let place = groups.firstIndex { group in
                let first = chart.transitions[group[0]]
                return first.to == arrow.to && first.events == arrow.events && first.label == arrow.label
                    && first.condition == arrow.condition
            }
            if let place { groups[place].append(number) } else { groups.append([number]) }
        }
        let all = Set(chart.states.map(\.id))
        return groups.filter { group in
            let ends = group.map { chart.transitions[$0].from } + [chart.transitions[group[0]].to]
            return group.count >= least && Set(ends) == all
        }
    }

    /// Stands before what happens.
    static let lead = Bilingual("from every other state: ", "从其他任何状态: ")
}
