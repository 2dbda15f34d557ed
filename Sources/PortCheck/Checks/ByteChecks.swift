import SerialDriver

extension LineCheck {
    static let bytes: [LineCheck] = [
        LineCheck("bytes", "Every byte value passes unchanged in both directions, also next to its neighbours.") {
            bench in
            try await bench.withEnds { ends in
                let mask = bench.settings.mask
                let up = (0...mask).map { $0 }
                for way in ends.ways {
                    try await bench.transfer(up + up.reversed(), way)
                    // Values that drivers give a meaning to: marks, flow control, ends of file, line ends.
                    try await bench.transfer(
                        [0xFF, 0xFF, 0, 0xFF, 0, 0, 0x11, 0x13, 3, 4, 0x1A, 10, 13].map { $0 & mask }, way)
                }
            }
        },
        LineCheck("latency", "A byte that is sent alone arrives at once; how long it takes there and back is measured.")
        {
            bench in
            try await bench.withEnds { ends in
                var times: [Duration] = []
                for byte in bench.data.bytes(50, for: "latency", mask: bench.settings.mask) {
                    let begun = ContinuousClock.now
                    for way in ends.ways {
                        try await way.from.writeAll([byte], deadline: .now + bench.options.patience)
                        let came = try await Workbench.arrived(way.to, within: bench.options.patience) ?? []
                        if let difference = ByteDifference(sent: [byte], came: came) {
                            throw difference.mismatch(sent: [byte], came: came, place: way.place)
                        }
                    }
                    times.append(ContinuousClock.now - begun)
                }
                times.sort()
                let name = ends.isLoopback ? "once around" : "there and back"
                bench.note(Fact("\(name), median", times[times.count / 2].milliseconds, "ms"))
                bench.note(Fact("worst", (times.last ?? .zero).milliseconds, "ms"))
            }
        },
        LineCheck("marks", "With marks for damaged characters on, sound bytes come as they were sent, FF too.") {
            bench in
            var marking = PortOptions()
            marking.marksErrors = true
            try await bench.withEnds(optionsOfA: marking, optionsOfB: marking) { ends in
                let sent =
                    [0xFF, 0, 0xFF, 0xFF, 0, 0].map { $0 & bench.settings.mask }
                    + bench.data.bytes(200, for: "marks", mask: bench.settings.mask)
                for way in ends.ways {
                    try await way.from.writeAll(sent, deadline: .now + .seconds(10) + way.from.settings.time(of: 1000))
                    let items = try await bench.marked(sent.count, way)
                    let came = items.flatMap { item in if case .bytes(let bytes) = item { bytes } else { [UInt8]() } }
                    if let difference = ByteDifference(sent: sent, came: came) {
                        throw difference.mismatch(sent: sent, came: came, place: way.place)
                    }
                    guard items.allSatisfy({ if case .bytes = $0 { true } else { false } }) else {
                        throw Mismatch(expected: "no marks", got: "marks among sound bytes", place: way.place)
                    }
                }
            }
        },
    ]
}

extension Workbench {
    /// Takes marked input apart until so many sound bytes are there, or the line is silent.
    func marked(_ count: Int, _ way: Way) async throws(SerialError) -> [MarkedInput.Item] {
        var marks = MarkedInput()
        var items: [MarkedInput.Item] = []
        var sound = 0
        let limit = ContinuousClock.now + .seconds(30) + way.from.settings.time(of: count * 4)
        while sound < count, ContinuousClock.now < limit {
            let silence = options.patience + way.from.settings.time(of: 64)
            guard let piece = try await Workbench.arrived(way.to, within: silence) else { break }
            let found = marks.receive(piece)
            for case .bytes(let bytes) in found { sound += bytes.count }
            items += found
        }
        return items
    }
}
