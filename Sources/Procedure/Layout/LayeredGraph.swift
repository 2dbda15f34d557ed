/// A graph in layers: every edge leads from one layer to the next. What spans more is cut into pieces by bends.
///
/// The layout is Sugiyama's in its simple form: turn the edges around that lead back, put each node into a layer, order the
/// layers so that few edges cross, and give each node its place.
struct LayeredGraph {
    /// What stands in a layer.
    enum Content: Equatable {
        /// A state's box.
        case box(Int)
        /// The label of an edge.
        case label(Int)
        /// A bend of an edge.
        case bend(Int)
    }

    struct Node {
        let content: Content
        let layer: Int
        /// Room to the left and to the right of the middle.
        var left: Double
        var right: Double
        /// Neighbours in the layer above and in the layer below.
        var above: [Int] = []
        var below: [Int] = []

        var isBox: Bool { if case .box = content { true } else { false } }
    }

    private(set) var nodes: [Node] = []
    /// Nodes of each layer, from left to right.
    var layers: [[Int]] = []
    /// The nodes that an edge goes through, from its upper end to its lower one.
    private(set) var chains: [[Int]] = []
    /// True for an edge that leads upward.
    let isTurned: [Bool]

    /// Puts boxes and labels into layers: boxes into the even ones, labels into the odd ones between.
    ///
    /// - Parameters:
    ///   - boxes: Room to the left and right of the middle of each box; the first one is on top.
    ///   - edges: Ends of each edge, and the width of its label. No edge leads to its own box.
    init(boxes: [(left: Double, right: Double)], edges: [(from: Int, to: Int, width: Double)]) {
        let turned = LayeredGraph.turnedEdges(boxes.count, edges.map { ($0.from, $0.to) })
        isTurned = turned
        let down = edges.enumerated().map { index, edge in
            turned[index] ? (edge.to, edge.from) : (edge.from, edge.to)
        }
        let ranks = LayeredGraph.ranks(boxes.count, down)
        layers = [[Int]](repeating: [], count: 2 * (ranks.max() ?? 0) + 1)
        for (index, box) in boxes.enumerated() {
            add(.box(index), layer: 2 * ranks[index], left: box.left, right: box.right)
        }
        for (index, edge) in down.enumerated() {
            let (top, bottom) = (2 * ranks[edge.0], 2 * ranks[edge.1])
            // The middle of the odd layers on the way.
            let labelLayer = top + 1 + 2 * ((bottom - top) / 4)
            var chain = [edge.0]
            for layer in (top + 1)..<bottom {
                let half = layer == labelLayer ? edges[index].width / 2 : 4
                chain.append(
                    add(layer == labelLayer ? .label(index) : .bend(index), layer: layer, left: half, right: half))
            }
            chain.append(edge.1)
            for (upper, lower) in zip(chain, chain.dropFirst()) {
                nodes[upper].below.append(lower)
                nodes[lower].above.append(upper)
            }
            chains.append(chain)
        }
    }

    @discardableResult
    private mutating func add(_ content: Content, layer: Int, left: Double, right: Double) -> Int {
        nodes.append(Node(content: content, layer: layer, left: left, right: right))
        layers[layer].append(nodes.count - 1)
        return nodes.count - 1
    }

    /// The edges that lead back to where a walk from the first box came from.
    private static func turnedEdges(_ count: Int, _ edges: [(Int, Int)]) -> [Bool] {
        var turned = [Bool](repeating: false, count: edges.count)
        var isKnown = [Bool](repeating: false, count: count)
        var isOpen = [Bool](repeating: false, count: count)
        func visit(_ node: Int) {
            isKnown[node] = true
            isOpen[node] = true
            for (index, edge) in edges.enumerated() where edge.0 == node {
                if isOpen[edge.1] { turned[index] = true } else if !isKnown[edge.1] { visit(edge.1) }
            }
            isOpen[node] = false
        }
        for node in 0..<count where !isKnown[node] { visit(node) }
        return turned
    }

    /// How far below the top each box is: one more than the lowest box that leads to it.
    private static func ranks(_ count: Int, _ edges: [(Int, Int)]) -> [Int] {
        var ranks = [Int](repeating: 0, count: count)
        for _ in 0..<count {
            for edge in edges { ranks[edge.1] = max(ranks[edge.1], ranks[edge.0] + 1) }
        }
        return ranks
    }
}
