import ISO8583
import Settlement

/// A chart with a place for everything: boxes of states, labels of arrows, and the lines between.
struct ChartDrawing {
    struct Box {
        let state: ChartState
        let text: StateText
        var frame: Rect
    }

    struct Arrow {
        /// What it stands for: one, or the same thing from every other state.
        let transitions: [ChartTransition]
        let label: [TextLine]
        var labelFrame: Rect
        var path: Path

        var transition: ChartTransition { transitions[0] }
        /// True for one that comes from no box, but from every other state.
        var isFromEverywhere: Bool { transitions.count > 1 }
    }

    let chart: StateChart
    let language: Language
    private(set) var boxes: [Box] = []
    private(set) var arrows: [Arrow] = []
    /// Where the chart begins, above its first state.
    private(set) var start = Point(x: 0, y: 0)
    private(set) var width = 0.0
    private(set) var height = 0.0
    /// Title and summary.
    private(set) var head: [TextLine] = []

    static let margin = 24.0
    static let padding = 10.0
    private static let gap = 22.0
    private static let labelWidth = 165.0
    private static let loopRoom = 30.0

    init(_ chart: StateChart, _ language: Language) {
        self.chart = chart
        self.language = language
        let texts = chart.states.map { StateText($0, language) }
        let groups = MergedArrows.groups(chart)
        let merged = Set(groups.joined())
        let labels = chart.transitions.enumerated().map { number, transition in
            ChartDrawing.label(transition, language, isMerged: merged.contains(number))
        }
        let index = Dictionary(uniqueKeysWithValues: chart.states.enumerated().map { ($1.id, $0) })
        // The initial state is where the walk begins, and so on top.
        let loops = chart.transitions.indices.filter { chart.transitions[$0].from == chart.transitions[$0].to }
        let edges = chart.transitions.indices.filter { !loops.contains($0) && !merged.contains($0) }
        let half = StateText.width / 2 + ChartDrawing.padding
        func room(_ own: [Int]) -> Double { own.map { labels[$0].width + ChartDrawing.loopRoom + 8 }.max() ?? 0 }
        let entries = groups.map { $0[0] }
        var graph = LayeredGraph(
            boxes: chart.states.map { state in
                (
                    half + room(entries.filter { chart.transitions[$0].to == state.id }),
                    half + room(loops.filter { chart.transitions[$0].from == state.id })
                )
            },
            edges: edges.map {
                (
                    index[chart.transitions[$0].from] ?? 0, index[chart.transitions[$0].to] ?? 0,
                    labels[$0].width + 8
                )
            })
        graph.order()
        let x = graph.places(gap: ChartDrawing.gap)
        placeHead()
        let heights = zip(texts, chart.states).map { text, state in
            // Loops of a state stand one below the other beside it, and so does what comes from everywhere.
            let right = loops.filter { chart.transitions[$0].from == state.id }.map { labels[$0].height + 14 }
            let left = entries.filter { chart.transitions[$0].to == state.id }.map { labels[$0].height + 14 }
            return max(text.lines.height + 2 * ChartDrawing.padding, right.reduce(10, +), left.reduce(10, +))
        }
        let bands = bandTops(graph, heights, edges.map { labels[$0].height + 6 })
        for (node, content) in graph.nodes.enumerated() {
            guard case .box(let number) = content.content else { continue }
            let band = bands[content.layer]
            boxes.append(
                Box(
                    state: chart.states[number], text: texts[number],
                    frame: Rect(
                        x: ChartDrawing.margin + x[node] - half, y: band.top + (band.height - heights[number]) / 2,
                        width: 2 * half, height: heights[number])))
        }
        let ports = Ports(graph, x, half)
        for (place, number) in edges.enumerated() {
            arrows.append(
                arrow(number, labels[number], graph, place, x, bands, ports))
        }
        for box in boxes {
            addLoops(box, loops, labels)
            addEntries(box, groups, labels)
        }
        arrows.sort { ($0.transition.from, $0.transition.to) < ($1.transition.from, $1.transition.to) }
        let right = (boxes.map(\.frame.right) + arrows.map(\.labelFrame.right)).max() ?? 0
        width = max(right, head.width + ChartDrawing.margin, 640) + ChartDrawing.margin
        height = (boxes.map(\.frame.bottom).max() ?? 0) + ChartDrawing.margin
        if let first = boxes.first(where: { $0.state.id == chart.initial }) {
            start = Point(x: first.frame.middle, y: first.frame.y - 22)
        }
    }

    private mutating func placeHead() {
        head.add(chart.title(language), .heading, width: 600)
        head.add(chart.summary(language), .plain, width: 600)
    }

    /// Label and condition of an arrow.
    private static func label(
        _ transition: ChartTransition, _ language: Language, isMerged: Bool
    ) -> [TextLine] {
        var lines: [TextLine] = []
        lines.add(
            transition.label(language), .plain, lead: isMerged ? MergedArrows.lead(language) : "", width: labelWidth)
        if let condition = transition.condition {
            lines.add("[" + condition(language) + "]", .condition, width: labelWidth)
        }
        return lines
    }

    /// Top and height of each layer.
    private func bandTops(
        _ graph: LayeredGraph, _ boxHeights: [Double], _ labelHeights: [Double]
    ) -> [(top: Double, height: Double)] {
        var y = ChartDrawing.margin + head.height + 46
        return graph.layers.map { layer in
            let height =
                layer.map { node in
                    switch graph.nodes[node].content {
                    case .box(let number): boxHeights[number]
                    case .label(let number): labelHeights[number]
                    case .bend: 0
                    }
                }.max() ?? 0
            defer { y += height + 28 }
            return (y, height)
        }
    }

    private func arrow(
        _ number: Int, _ label: [TextLine], _ graph: LayeredGraph, _ edge: Int, _ x: [Double],
        _ bands: [(top: Double, height: Double)], _ ports: Ports
    ) -> Arrow {
        let chain = graph.chains[edge]
        var labelFrame = Rect(x: 0, y: 0, width: 0, height: 0)
        func box(_ node: Int) -> Rect {
            guard case .box(let number) = graph.nodes[node].content else { return labelFrame }
            return boxes.first { $0.state.id == chart.states[number].id }?.frame ?? labelFrame
        }
        let top = ChartDrawing.margin + (ports.bottom[[chain[0], edge]] ?? x[chain[0]])
        var path = Path(start: Point(x: top, y: box(chain[0]).bottom))
        let first = bands[graph.nodes[chain[0]].layer]
        path.line(to: Point(x: top, y: first.top + first.height))
        for node in chain.dropFirst().dropLast() {
            let band = bands[graph.nodes[node].layer]
            let middle = ChartDrawing.margin + x[node]
            path.bend(to: Point(x: middle, y: band.top))
            path.line(to: Point(x: middle, y: band.top + band.height))
            if case .label = graph.nodes[node].content {
                let size = (label.width + 8, label.height + 6)
                labelFrame = Rect(
                    x: middle - size.0 / 2, y: band.top + (band.height - size.1) / 2, width: size.0, height: size.1)
            }
        }
        let last = chain[chain.count - 1]
        let bottom = ChartDrawing.margin + (ports.top[[last, edge]] ?? x[last])
        path.bend(to: Point(x: bottom, y: bands[graph.nodes[last].layer].top))
        path.line(to: Point(x: bottom, y: box(last).y))
        return Arrow(
            transitions: [chart.transitions[number]], label: label, labelFrame: labelFrame,
            path: graph.isTurned[edge] ? path.turned : path)
    }

    /// Arrows from a state to itself, on its right side.
    private mutating func addLoops(_ box: Box, _ loops: [Int], _ labels: [[TextLine]]) {
        var y = box.frame.y + 8
        for number in loops where chart.transitions[number].from == box.state.id {
            let label = labels[number]
            let height = label.height + 6
            let room = ChartDrawing.loopRoom
            var path = Path(start: Point(x: box.frame.right, y: y + 3))
            path.segments.append(
                .curve(
                    Point(x: box.frame.right + room * 1.2, y: y - 2),
                    Point(x: box.frame.right + room * 1.2, y: y + height + 2),
                    Point(x: box.frame.right, y: y + height - 3)))
            arrows.append(
                Arrow(
                    transitions: [chart.transitions[number]], label: label,
                    labelFrame: Rect(
                        x: box.frame.right + room, y: y, width: label.width + 8, height: height), path: path))
            y += height + 8
        }
    }

    /// Arrows from every other state, on the left side of the one that they reach.
    private mutating func addEntries(_ box: Box, _ groups: [[Int]], _ labels: [[TextLine]]) {
        var y = box.frame.y + 8
        for group in groups where chart.transitions[group[0]].to == box.state.id {
            let label = labels[group[0]]
            let height = label.height + 6
            let edge = box.frame.x - ChartDrawing.loopRoom
            let frame = Rect(x: edge - label.width - 8, y: y, width: label.width + 8, height: height)
            var path = Path(start: Point(x: edge, y: y + height / 2))
            path.line(to: Point(x: box.frame.x, y: y + height / 2))
            arrows.append(
                Arrow(transitions: group.map { chart.transitions[$0] }, label: label, labelFrame: frame, path: path))
            y += height + 8
        }
    }
}
