import SMP

extension FuzzTarget {
    /// What a console says: in one piece and byte by byte the same is found, and packets are right ones.
    static let console = FuzzTarget(name: "console") { bytes in
        func run(_ pieces: [[UInt8]]) -> (items: [LineReader.Item], text: [UInt8]) {
            var reader = LineReader(largestPacket: 1000)
            var items: [LineReader.Item] = []
            var text: [UInt8] = []
            for piece in pieces {
                for item in reader.receive(piece) {
                    if case .text(let more) = item { text += more } else { items.append(item) }
                }
            }
            return (items, text)
        }
        let whole = run([bytes])
        let single = run(bytes.map { [$0] })
        guard whole.items == single.items, whole.text == single.text else { return "pieces give something else" }
        guard whole.text.count <= bytes.count else { return "more text than was said" }
        for item in whole.items {
            guard case .packet(let packet) = item else { continue }
            var reader = LineReader(largestPacket: 1000)
            guard let lines = ConsoleFraming.lines(packet), reader.receive(lines) == [.packet(packet)] else {
                return "a packet that was found does not come back from its lines"
            }
        }
        return nil
    }
}
