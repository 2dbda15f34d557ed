import SerialDriver

extension LineCheck {
    /// What a wait may take longer than it should on a busy machine.
    static let slack: Duration = .seconds(3)

    static let waiting: [LineCheck] = [
        LineCheck("deadline-read", "A read of a silent line ends at its deadline, not before and not much later.") {
            bench in
            try await bench.withEnds { ends in
                for port in ends.ports {
                    let begun = ContinuousClock.now
                    let kind = await bench.failure(reading: port, until: begun + .milliseconds(150))
                    try bench.ended(
                        kind, as: .timedOut, after: ContinuousClock.now - begun, least: .milliseconds(150), port)
                }
            }
        },
        LineCheck(
            "deadline-write",
            "A write that the line cannot take ends at its deadline and says truly how much was written."
        ) { bench in
            try await bench.withEnds { ends in for way in ends.ways { try await bench.full(way) } }
        },
        LineCheck("cancel-read", "A read that waits ends as soon as its task is cancelled, and the port is still good.")
        {
            bench in
            try await bench.withEnds { ends in
                for way in ends.ways {
                    let reading = Task { await bench.failure(reading: way.to, until: nil) }
                    try await Task.sleep(for: .milliseconds(50))
                    let begun = ContinuousClock.now
                    reading.cancel()
                    let kind = await reading.value
                    try bench.ended(kind, as: .cancelled, after: ContinuousClock.now - begun, least: .zero, way.to)
                    try await bench.transfer(bench.data.bytes(16, for: "cancelled", mask: bench.settings.mask), way)
                }
            }
        },
        LineCheck("close-read", "A read that waits ends as soon as its port is closed by another task.") { bench in
            try await bench.withEnds { ends in
                for port in ends.ports {
                    let reading = Task { await bench.failure(reading: port, until: nil) }
                    try await Task.sleep(for: .milliseconds(50))
                    let begun = ContinuousClock.now
                    port.close(discardingOutput: true)
                    let kind = await reading.value
                    try bench.ended(kind, as: .closed, after: ContinuousClock.now - begun, least: .zero, port)
                }
            }
        },
    ]
}

extension Workbench {
    /// How a read fails; nil when it brings bytes.
    fileprivate func failure(
        reading port: SerialPort, until deadline: ContinuousClock.Instant?
    ) async -> SerialError.Kind? {
        do throws(SerialError) {
            _ = try await port.read(upTo: 1, deadline: deadline)
            return nil
        } catch { return error.kind }
    }

    fileprivate func ended(
        _ kind: SerialError.Kind?, as wanted: SerialError.Kind, after time: Duration, least: Duration,
        _ port: SerialPort
    ) throws {
        guard kind == wanted else {
            if let kind, kind == .disconnected { throw SerialError(kind, path: port.path) }
            throw Mismatch(
                expected: SerialError(wanted, path: port.path).what,
                got: kind.map { SerialError($0, path: port.path).what } ?? "bytes that nobody sent")
        }
        guard time >= least, time <= least + LineCheck.slack else {
            throw Mismatch(
                expected: "an end after \(least)", got: "one after \(time)", place: port.path)
        }
        note(Fact("\(port.path) late by", (time - least).milliseconds, "ms"))
    }

    /// Writes more than the line takes in the time, while nobody reads; then reads what was said to be written.
    fileprivate func full(_ way: Way) async throws {
        let time: Duration = .milliseconds(300)
        let sent = data.bytes(1_000_000, for: "full \(way.name)", mask: settings.mask)
        let begun = ContinuousClock.now
        var written = sent.count
        do throws(SerialError) { try await way.from.writeAll(sent, deadline: begun + time) } catch {
            guard error.kind == .timedOut, let count = error.written else { throw error }
            written = count
        }
        let took = ContinuousClock.now - begun
        guard took <= time + LineCheck.slack else {
            throw Mismatch(expected: "an end after \(time)", got: "one after \(took)", place: way.place)
        }
        note(Fact("\(way.name), written", Double(written), "bytes"))
        let limit = ContinuousClock.now + way.from.settings.time(of: written) * 2 + options.patience + .seconds(10)
        let came = try await receive(written, way, until: limit).bytes
        // Without flow control a real line loses what nobody reads; what is too much would be a false count.
        if way.from.settings.flowControl == .none, !pair.isPseudoTerminal, came.count < written {
            return note(Fact("\(way.name), lost since nobody read", Double(written - came.count), "bytes"))
        }
        let told = Array(sent.prefix(written))
        if let difference = ByteDifference(sent: told, came: came) {
            throw difference.mismatch(sent: told, came: came, place: "\(way.place), what was said to be written")
        }
        guard written < sent.count else {
            throw Lacking(reason: "this line takes a megabyte in \(time) without anybody reading")
        }
        if let surplus = try await Workbench.arrived(way.to, within: .milliseconds(50)) {
            throw Mismatch(
                expected: "\(written) bytes, as was said", got: "\(surplus.count) more", place: way.place,
                offset: written)
        }
    }
}
