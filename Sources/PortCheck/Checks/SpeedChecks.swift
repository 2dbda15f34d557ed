import SerialDriver

extension LineCheck {
    /// Standard speeds, then some that no table of constants has.
    static let speeds: [LineCheck] =
        [1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600].map {
            speed($0, "standard")
        }
        + [12_345, 250_000].map { speed($0, "arbitrary") } + [rate]

    private static func speed(_ baud: Int, _ kind: String) -> LineCheck {
        LineCheck(
            "speed-\(baud)", "The \(kind) speed of \(baud) baud is taken, read back, and carries bytes.",
            needs: [.speed(baud)]
        ) { bench in
            let settings = bench.settings.at(baud)
            try await bench.withEnds(a: settings, b: settings) { ends in
                for port in ends.ports {
                    let found = try port.settingsOfDevice().baud
                    // The driver allows what a receiver stands; a difference is worth knowing.
                    if found != baud { bench.note(Fact("\(port.path) runs at", Double(found), "baud")) }
                }
                let count = settings.characters(in: .milliseconds(400), least: 48, most: 4096)
                for way in ends.ways {
                    try await bench.transfer(bench.data.bytes(count, for: "speed \(baud)", mask: settings.mask), way)
                }
            }
        }
    }

    /// Looked at on its own, since a pseudo-terminal without a clock is no worse at carrying bytes.
    private static let rate = LineCheck(
        "rate", "The line runs at the speed that was set, as far as the time of a transfer tells."
    ) { bench in
        var lack: Lacking?
        for baud in Set([9600, bench.settings.baud]).sorted() where baud <= bench.options.maxBaud ?? .max {
            let settings = bench.settings.at(baud)
            try await bench.withEnds(a: settings, b: settings) { ends in
                let count = settings.characters(in: .milliseconds(600), least: 64, most: 65_536)
                let sent = bench.data.bytes(count, for: "rate \(baud)", mask: settings.mask)
                for way in ends.ways {
                    var found = RateVerdict.tooSlow(0)
                    // A busy machine makes a line look slow, never fast.
                    for _ in 0..<3 {
                        let speed = try await bench.transfer(sent, way).speed(settings)
                        found = RateVerdict(
                            measured: speed, nominal: baud, isPseudoTerminal: bench.pair.isPseudoTerminal)
                        if case .tooSlow = found { continue }
                        break
                    }
                    switch found {
                    case .right(let speed): bench.note(Fact("\(way.name) at \(baud)", speed, "baud"))
                    case .unpaced: lack = Lacking(reason: RateVerdict.unpacedReason)
                    case .tooFast(let speed), .tooSlow(let speed):
                        throw Mismatch(expected: "\(baud) baud", got: "about \(Int(speed)) baud", place: way.name)
                    }
                }
            }
        }
        if let lack { throw lack }
    }
}

/// What a measured speed means.
enum RateVerdict: Equatable {
    case right(Double)
    case tooFast(Double)
    case tooSlow(Double)
    /// A pseudo-terminal that hands bytes on as fast as the machine can.
    case unpaced

    static let unpacedReason = "an unpaced pseudo-terminal: bytes pass as fast as the machine can, whatever the speed"

    /// Wide limits: adapters collect bytes and hand them on in pieces, so that the first piece hides some of the time.
    ///
    /// - Parameter measured: Nil when everything came in one piece.
    init(measured: Double?, nominal: Int, isPseudoTerminal: Bool) {
        let ratio = (measured ?? .infinity) / Double(nominal)
        if ratio > 1.3 {
            self = isPseudoTerminal ? .unpaced : .tooFast(min(measured ?? 1e9, 1e9))
        } else {
            self = ratio < 0.5 ? .tooSlow(measured ?? 0) : .right(measured ?? 0)
        }
    }
}
