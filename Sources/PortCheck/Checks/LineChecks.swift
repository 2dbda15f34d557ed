import SerialDriver

extension LineCheck {
    static let lines: [LineCheck] = [
        LineCheck(
            "modem-lines",
            "Inputs follow the outputs that the cable joins them to, up and down; which ones is found out."
        ) { bench in
            try await bench.withEnds { ends in
                let wiring = try await bench.wiring(ends)
                if let join = wiring.inverted.first ?? wiring.wavering.first {
                    throw Mismatch(
                        expected: "\(join.input) to follow \(join.output), or not to change",
                        got: wiring.inverted.isEmpty ? "it changes at will" : "it does the opposite")
                }
                guard !wiring.joins.isEmpty else { throw Lacking(reason: "the cable joins no modem lines") }
                bench.note(Fact("wiring", wiring.joins.map(\.description).joined(separator: ", ")))
            }
        },
        LineCheck(
            "modem-wait", "Waiting for a modem line ends when the other side switches it, and at the deadline if not."
        ) { bench in
            try await bench.withEnds { ends in
                let wiring = try await bench.wiring(ends)
                guard let join = wiring.joins.first else { throw Lacking(reason: "the cable joins no modem lines") }
                try await bench.waits(join, ends)
            }
        },
        LineCheck("break", "A break arrives as a break, is counted, and the bytes after it are sound.") { bench in
            var marking = PortOptions()
            marking.marksErrors = true
            try await bench.withEnds(optionsOfA: marking, optionsOfB: marking) { ends in
                for way in ends.ways { try await bench.breaks(way) }
            }
        },
        LineCheck(
            "errors-parity", "Characters with the wrong parity are counted as parity errors.", needs: [.twoPorts]
        ) { bench in
            var odd = bench.settings
            odd.parity = .odd
            var even = bench.settings
            even.parity = .even
            try await bench.counts(sender: odd, receiver: even, "parity errors") { $0.parityErrors }
        },
        LineCheck(
            "errors-speed", "Characters at the wrong speed are counted as framing errors or breaks.", needs: [.twoPorts]
        ) { bench in
            let slow = bench.settings.at(max(1, bench.settings.baud / 4))
            try await bench.counts(sender: slow, receiver: bench.settings, "framing errors and breaks") {
                $0.framingErrors &+ $0.breaks
            }
        },
    ]
}

extension Workbench {
    /// Switches each output off and on twice and looks at every input.
    fileprivate func wiring(_ ends: Ends) async throws -> Wiring {
        var seen: [Wiring.Observation] = []
        for port in ends.ports { try port.setModemLines(on: .outputs) }
        for (end, port) in [(PairEnd.a, ends.a), (.b, ends.b)].prefix(ends.ports.count) {
            for line in [ModemLines.rts, .dtr] {
                for isOn in [false, true, false, true] {
                    try port.setModemLines(on: isOn ? line : [], off: isOn ? [] : line)
                    // A USB adapter tells of its inputs every few milliseconds, on its own.
                    try await Task.sleep(for: .milliseconds(100))
                    let inputs = Wiring.lit(
                        a: try ends.a.modemLines(), b: ends.isLoopback ? nil : try ends.b.modemLines())
                    seen.append(Wiring.Observation(Wiring.Line(end, line), isOn: isOn, inputs: inputs))
                }
            }
        }
        return Wiring(seen)
    }

    fileprivate func waits(_ join: Wiring.Join, _ ends: Ends) async throws {
        let driver = join.output.end == .a ? ends.a : ends.b
        let watcher = join.input.end == .a ? ends.a : ends.b
        guard try await isSteady(join.input.line, watcher) else {
            throw Mismatch(expected: "no change of \(join.input)", got: "one, with nobody switching \(join.output)")
        }
        async let change = watcher.waitForModemChange(of: join.input.line, deadline: .now + .seconds(10))
        try await Task.sleep(for: .milliseconds(100))
        let begun = ContinuousClock.now
        try driver.setModemLines(off: join.output.line)
        let found = try await change
        note(Fact("\(join), seen after", (ContinuousClock.now - begun).milliseconds, "ms"))
        guard found.changed.contains(join.input.line) else {
            throw Mismatch(expected: "a change of \(join.input)", got: "a change of \(found.changed)")
        }
    }

    private func isSteady(_ line: ModemLines, _ port: SerialPort) async throws(SerialError) -> Bool {
        do throws(SerialError) {
            _ = try await port.waitForModemChange(of: line, deadline: .now + .milliseconds(100))
            return false
        } catch {
            if error.kind == .timedOut { return true }
            throw error
        }
    }

    fileprivate func breaks(_ way: Way) async throws {
        let before = try counters(way.to)
        try await way.from.sendBreak(for: .milliseconds(250) + way.from.settings.time(of: 4))
        let sent = data.bytes(64, for: "break \(way.name)", mask: settings.mask)
        try await way.from.writeAll(sent, deadline: .now + .seconds(10) + way.from.settings.time(of: 256))
        let items = try await marked(sent.count, way)
        if let mismatch = BreakVerdict.mismatch(items, sent: sent, place: way.place) { throw mismatch }
        guard let before, let after = try counters(way.to) else {
            return note(Fact("\(way.name), counted", "no counters"))
        }
        let breaks = after.since(before).breaks
        note(Fact("\(way.name), counted", Double(breaks), ""))
        guard breaks > 0 else {
            throw Mismatch(expected: "the break counted", got: "a counter that stands still", place: way.place)
        }
    }

    /// Nil where the device does not count.
    private func counters(_ port: SerialPort) throws(SerialError) -> LineCounters? {
        do throws(SerialError) { return try port.counters() } catch {
            if error.kind == .notSupported(.counters) { return nil }
            throw error
        }
    }

    /// Sends with settings that do not fit, and sees that the receiver counts.
    fileprivate func counts(
        sender: LineSettings, receiver: LineSettings, _ what: String, _ count: (LineCounters) -> UInt32
    ) async throws {
        try await withEnds { ends in
            // A device that does not count is found before settings are tried that it may not have either.
            for way in ends.ways { _ = try way.to.counters() }
            for way in ends.ways {
                try way.from.change(to: sender)
                try way.to.change(to: receiver)
                let before = try way.to.counters()
                try await way.from.writeAll(
                    [0, 0x55, 0x0F, 0x80] + data.bytes(60, for: what), deadline: .now + .seconds(20))
                _ = try await Workbench.until(.seconds(2) + sender.time(of: 128)) {
                    count(try way.to.counters().since(before)) > 0
                }
                let found = count(try way.to.counters().since(before))
                note(Fact("\(way.name), \(what)", Double(found), ""))
                guard found > 0 else {
                    throw Mismatch(expected: "\(what) counted", got: "a counter that stands still", place: way.place)
                }
                try await quiet(way.to)
            }
        }
    }
}

/// What must come of a break and the bytes behind it.
enum BreakVerdict {
    static func mismatch(_ items: [MarkedInput.Item], sent: [UInt8], place: String) -> Mismatch? {
        let breaks = items.prefix { $0 == .lineBreak }
        guard !breaks.isEmpty else {
            let got = items.isEmpty ? "nothing" : "bytes without a mark for it"
            return Mismatch(expected: "a break first", got: got, place: place)
        }
        var came: [UInt8] = []
        for item in items.dropFirst(breaks.count) {
            guard case .bytes(let bytes) = item else {
                return Mismatch(
                    expected: "sound bytes after the break",
                    got: item == .lineBreak ? "another break" : "a damaged one",
                    place: place, offset: came.count)
            }
            came += bytes
        }
        return ByteDifference(sent: sent, came: came)?.mismatch(
            sent: sent, came: came, place: place + ", after a break")
    }
}
