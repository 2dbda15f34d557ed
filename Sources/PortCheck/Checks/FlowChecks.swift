import SerialDriver
import Synchronization

extension LineCheck {
    static let flow: [LineCheck] = [
        LineCheck(
            "xonxoff", "XOFF halts the sender, XON lets it go on, neither reaches the program, and nothing is lost.",
            needs: [.twoPorts]
        ) { bench in
            for isFirst in [true, false] {
                let heeds = bench.settings.with(.software)
                let plain = bench.settings.with(.none)
                try await bench.withEnds(a: isFirst ? heeds : plain, b: isFirst ? plain : heeds) { ends in
                    try await bench.halted(ends.ways[isFirst ? 0 : 1], back: ends.ways[isFirst ? 1 : 0])
                }
            }
        },
        LineCheck(
            "xonxoff-hold", "A receiver that is full holds the sender back with XOFF by itself, and nothing is lost.",
            needs: [
                .twoPorts,
                .realLine("the kernel sends no XOFF for a pseudo-terminal: a full one takes no more, and that is all"),
            ]
        ) { bench in try await bench.holds(.software) },
        LineCheck(
            "rtscts", "RTS of the receiver going down halts the sender, RTS up lets it go on, and nothing is lost.",
            needs: [.twoPorts]
        ) { bench in
            for isFirst in [true, false] {
                let heeds = bench.settings.with(.hardware)
                let plain = bench.settings.with(.none)
                try await bench.withEnds(a: isFirst ? heeds : plain, b: isFirst ? plain : heeds) { ends in
                    try await bench.halted(byLines: ends.ways[isFirst ? 0 : 1])
                }
            }
        },
        LineCheck(
            "rtscts-hold", "A receiver that is full holds the sender back with RTS by itself, and nothing is lost."
        ) { bench in try await bench.holds(.hardware) },
    ]

    static let xon: UInt8 = 0x11
    static let xoff: UInt8 = 0x13
}

extension Workbench {
    /// The receiver halts the sender with bytes, and lets it go on.
    fileprivate func halted(_ way: Way, back: Way) async throws {
        // The bytes around XOFF tell when it has arrived: no time needs to be guessed.
        let frame: [UInt8] = [0x2A, 0x2B]
        try await way.to.writeAll([frame[0], LineCheck.xoff, frame[1]], deadline: .now + options.patience)
        let seen = try await receive(2, back, until: .now + options.patience + .seconds(10)).bytes
        guard seen == frame else {
            let difference = ByteDifference(sent: frame, came: seen) ?? .silent
            throw difference.mismatch(
                sent: frame, came: seen, place: "\(back.name), around an XOFF that the kernel takes")
        }
        try await halted(way, by: "XOFF") {
            try await way.to.writeAll([LineCheck.xon], deadline: .now + options.patience)
        }
        if let stray = try await Workbench.arrived(way.from, within: .milliseconds(50)) {
            throw Mismatch(
                expected: "XON taken by the kernel", got: "\(stray.count) bytes to the program", place: back.place)
        }
    }

    /// The receiver halts the sender with RTS, and lets it go on.
    fileprivate func halted(byLines way: Way) async throws {
        try way.to.setModemLines(off: .rts)
        guard try await Workbench.until(.seconds(1), { try !way.from.modemLines().contains(.cts) }) else {
            throw Lacking(reason: "the cable does not join RTS and CTS: CTS of the sender does not follow")
        }
        try await halted(way, by: "RTS down") { try way.to.setModemLines(on: .rts) }
    }

    /// A sender that was halted sends nothing; let go, it sends all of it.
    private func halted(_ way: Way, by cause: String, letGo: () async throws -> Void) async throws {
        let sent = data.bytes(
            256, for: "halted \(way.name) \(cause)", mask: settings.mask, without: [LineCheck.xon, LineCheck.xoff])
        let deadline = ContinuousClock.now + options.patience + .seconds(20) + way.from.settings.time(of: 1000)
        async let sending: Void = way.from.writeAll(sent, deadline: deadline)
        if let early = try await Workbench.arrived(way.to, within: .milliseconds(300) + way.to.settings.time(of: 10)) {
            throw Mismatch(
                expected: "nothing after \(cause)", got: "\(early.count) bytes or more", place: way.place, offset: 0)
        }
        try await letGo()
        let came = try await receive(sent.count, way, until: deadline).bytes
        if let difference = ByteDifference(sent: sent, came: came) {
            throw difference.mismatch(sent: sent, came: came, place: "\(way.place), let go on")
        }
        try await sending
    }

    /// A receiver that does not read holds the sender back.
    fileprivate func holds(_ flow: LineSettings.FlowControl) async throws {
        let settings = settings.with(flow)
        try await withEnds(a: settings, b: settings) { ends in
            for way in ends.ways {
                if flow == .hardware { try await requireWire(way) }
                try await held(way, without: flow == .software ? [LineCheck.xon, LineCheck.xoff] : [])
            }
        }
    }

    /// RTS of the receiver must lead to CTS of the sender, otherwise nothing can be said of flow control.
    private func requireWire(_ way: Way) async throws {
        try way.to.setModemLines(off: .rts)
        let falls = try await Workbench.until(.seconds(1)) { try !way.from.modemLines().contains(.cts) }
        try way.to.setModemLines(on: .rts)
        let rises = try await Workbench.until(.seconds(1)) { try way.from.modemLines().contains(.cts) }
        guard falls, rises else { throw Lacking(reason: "the cable does not join RTS and CTS") }
    }

    private func held(_ way: Way, without: Set<UInt8>) async throws {
        // Four times what the kernel keeps for a reader. Source: Linux, drivers/tty/n_tty.c (N_TTY_BUF_SIZE, 4096).
        let sent = data.bytes(16_384, for: "held \(way.name)", mask: settings.mask, without: without)
        let whole = way.from.settings.time(of: sent.count)
        let deadline = ContinuousClock.now + whole * 6 + options.patience + .seconds(20)
        let isWritten = Flag()
        async let sending: Void = {
            try await way.from.writeAll(sent, deadline: deadline)
            isWritten.raise()
        }()
        // Nobody reads for longer than all of it takes: a sender that is not held back is through by then.
        try await Task.sleep(for: whole * 1.3 + .milliseconds(500))
        let pending = try way.from.pendingOutput()
        guard !isWritten.isUp || pending > 0 else {
            throw Mismatch(
                expected: "a sender that is held back while nobody reads", got: "all \(sent.count) bytes were sent",
                place: way.place)
        }
        note(Fact("\(way.name), unread when held", Double(try way.to.pendingInput()), "bytes"))
        let came = try await receive(sent.count, way, until: deadline).bytes
        if let difference = ByteDifference(sent: sent, came: came) {
            throw difference.mismatch(sent: sent, came: came, place: "\(way.place), held back and let go on")
        }
        try await sending
    }
}

/// Something that happened, told from one task to another.
final class Flag: Sendable {
    private let value = Atomic<Bool>(false)
    var isUp: Bool { value.load(ordering: .acquiring) }
    func raise() { value.store(true, ordering: .releasing) }
}
