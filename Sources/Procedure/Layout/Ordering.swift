extension LayeredGraph {
    /// Orders each layer so that few edges cross: every node goes to the mean place of its neighbours, layer by layer, down
    /// and up, and the best order that was seen stays.
    mutating func order() {
        var best = layers
        var fewest = crossings
        for round in 0..<24 {
            let isDown = round % 2 == 0
            for layer in isDown ? Array(1..<max(1, layers.count)) : Array((0..<max(0, layers.count - 1)).reversed()) {
                let others = layers[isDown ? layer - 1 : layer + 1]
                var place: [Int: Double] = [:]
                for (index, node) in others.enumerated() { place[node] = Double(index) }
                let keyed = layers[layer].enumerated().map { index, node -> (key: Double, index: Int, node: Int) in
                    let near = (isDown ? nodes[node].above : nodes[node].below).compactMap { place[$0] }
                    let key = near.isEmpty ? Double(index) : near.reduce(0, +) / Double(near.count)
                    return (key, index, node)
                }
                layers[layer] = keyed.sorted { ($0.key, $0.index) < ($1.key, $1.index) }.map(\.node)
            }
            if crossings < fewest {
                fewest = crossings
                best = layers
            }
        }
        layers = best
    }

    /// How many pairs of edges cross.
    var crossings: Int {
        var count = 0
        for (upper, lower) in zip(layers, layers.dropFirst()) {
            var place: [Int: Int] = [:]
            for (index, node) in lower.enumerated() { place[node] = index }
            var ends: [(Int, Int)] = []
            for (index, node) in upper.enumerated() {
                ends += nodes[node].below.compactMap { place[$0] }.map { (index, $0) }
            }
            for (index, one) in ends.enumerated() {
                for other in ends[(index + 1)...] where (one.0 - other.0) * (one.1 - other.1) < 0 { count += 1 }
            }
        }
        return count
    }
}
