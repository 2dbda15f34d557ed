/// Where lines leave and reach the boxes: in the order of where they go, as straight as the box allows.
struct Ports {
    /// Place on the lower side, by box and edge.
    private(set) var bottom: [[Int]: Double] = [:]
    /// Place on the upper side, by box and edge.
    private(set) var top: [[Int]: Double] = [:]

    /// - Parameters:
    ///   - x: The middle of each node.
    ///   - half: Half the width of a box.
    init(_ graph: LayeredGraph, _ x: [Double], _ half: Double) {
        for (node, content) in graph.nodes.enumerated() where content.isBox {
            for isBottom in [true, false] {
                var ends: [(edge: Int, wish: Double)] = []
                for (edge, chain) in graph.chains.enumerated() {
                    if isBottom, chain[0] == node { ends.append((edge, x[chain[1]])) }
                    if !isBottom, chain[chain.count - 1] == node { ends.append((edge, x[chain[chain.count - 2]])) }
                }
                guard !ends.isEmpty else { continue }
                ends.sort { ($0.wish, $0.edge) < ($1.wish, $1.edge) }
                let step = min(26, (2 * half - 32) / Double(ends.count))
                let limits = (x[node] - half + 16, x[node] + half - 16)
                let places = Spread.places(
                    ends.map { (min(max($0.wish, limits.0), limits.1), 1) },
                    distances: [Double](repeating: step, count: ends.count - 1))
                for (index, end) in ends.enumerated() {
                    // A crowd at one end is moved in, so that all keep their distance within the box.
                    let least = limits.0 + Double(index) * step
                    let most = limits.1 - Double(ends.count - 1 - index) * step
                    let place = min(max(places[index], least), most)
                    if isBottom { bottom[[node, end.edge]] = place } else { top[[node, end.edge]] = place }
                }
            }
        }
    }
}
