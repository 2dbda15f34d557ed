extension LayeredGraph {
    /// The middle of each node: near its neighbours, in the order of its layer, and never closer than `gap` to the next one.
    func places(gap: Double) -> [Double] {
        var x = [Double](repeating: 0, count: nodes.count)
        for layer in layers {
            var edge = 0.0
            for node in layer {
                x[node] = edge + nodes[node].left
                edge = x[node] + nodes[node].right + gap
            }
        }
        for round in 0..<60 {
            let sweep = round % 2 == 0 ? layers : layers.reversed()
            for layer in sweep {
                let wishes = layer.map { wish($0, x) }
                let distances = zip(layer, layer.dropFirst()).map { nodes[$0].right + gap + nodes[$1].left }
                for (node, place) in zip(layer, Spread.places(wishes, distances: distances)) { x[node] = place }
            }
        }
        let leftmost = nodes.indices.map { x[$0] - nodes[$0].left }.min() ?? 0
        return x.map { $0 - leftmost }
    }

    /// Where a node would like to stand, and how much it wants to. Bends want to be straight.
    private func wish(_ node: Int, _ x: [Double]) -> (place: Double, weight: Double) {
        var sum = 0.0
        var weight = 0.0
        for other in nodes[node].above + nodes[node].below {
            let pull = nodes[node].isBox ? (nodes[other].isBox ? 1.0 : 1.5) : nodes[other].isBox ? 2.0 : 6.0
            sum += pull * x[other]
            weight += pull
        }
        return weight > 0 ? (sum / weight, weight) : (x[node], 0.1)
    }
}

/// Places on a line that keep their distances.
enum Spread {
    /// The places nearest to the wishes, by weighted squares, with at least these distances between neighbours.
    ///
    /// Pool adjacent violators: with the distances taken off, the places must only not fall.
    static func places(_ wishes: [(place: Double, weight: Double)], distances: [Double]) -> [Double] {
        var offsets = [0.0]
        for distance in distances { offsets.append((offsets.last ?? 0) + distance) }
        var pools: [(sum: Double, weight: Double, count: Int)] = []
        for (wish, offset) in zip(wishes, offsets) {
            var pool = (sum: (wish.place - offset) * wish.weight, weight: wish.weight, count: 1)
            while let last = pools.last, last.sum / last.weight > pool.sum / pool.weight {
                pools.removeLast()
                pool = (last.sum + pool.sum, last.weight + pool.weight, last.count + pool.count)
            }
            pools.append(pool)
        }
        let level = pools.flatMap { [Double](repeating: $0.sum / $0.weight, count: $0.count) }
        return zip(level, offsets).map { $0 + $1 }
    }
}
