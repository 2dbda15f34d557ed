import SerialDriver

/// What a transfer took.
struct Transfer: Sendable {
    /// Bytes that came after the first piece, and the time from that piece to the last one: what the line is about, without
    /// the time until it began.
    let counted: Int
    let time: Duration
    /// From the first call to the last byte.
    let whole: Duration

    /// Bits per second that the line ran at; nil when everything came in one piece.
    func speed(_ settings: LineSettings) -> Double? {
        guard counted > 0, time > .zero else { return nil }
        return Double(counted * settings.bitsPerCharacter) / time.seconds
    }
}

extension Workbench {
    /// Sends bytes one way and compares what comes.
    ///
    /// - Throws: `Mismatch` when other bytes come, too few or too many; `SerialError`.
    @discardableResult
    func transfer(_ sent: [UInt8], _ way: Way) async throws -> Transfer {
        let begun = ContinuousClock.now
        let deadline = begun + way.from.settings.time(of: sent.count) * 4 + options.patience + .seconds(10)
        // A receiver that gives up ends the sender as well: leaving the scope cancels it.
        async let sending: Void = way.from.writeAll(sent, deadline: deadline)
        let received = try await receive(sent.count, way, until: deadline)
        if let difference = ByteDifference(sent: sent, came: received.bytes) {
            throw difference.mismatch(sent: sent, came: received.bytes, place: way.place)
        }
        try await sending
        // A byte too many comes right behind the last one.
        if let surplus = try await Workbench.arrived(way.to, within: .milliseconds(5) + way.to.settings.time(of: 4)),
            let difference = ByteDifference(sent: sent, came: received.bytes + surplus)
        {
            throw difference.mismatch(sent: sent, came: received.bytes + surplus, place: way.place)
        }
        return received.transfer(since: begun)
    }

    struct Received {
        var bytes: [UInt8] = []
        var firstPiece = 0
        var firstAt: ContinuousClock.Instant?
        var lastAt: ContinuousClock.Instant?

        func transfer(since begun: ContinuousClock.Instant) -> Transfer {
            guard let firstAt, let lastAt else { return Transfer(counted: 0, time: .zero, whole: .zero) }
            return Transfer(counted: bytes.count - firstPiece, time: lastAt - firstAt, whole: lastAt - begun)
        }
    }

    /// Collects until so many bytes are there, the line is silent for too long, or the time is over.
    func receive(
        _ count: Int, _ way: Way, until deadline: ContinuousClock.Instant
    ) async throws(SerialError) -> Received {
        var received = Received()
        while received.bytes.count < count, ContinuousClock.now < deadline {
            let silence = options.patience + way.from.settings.time(of: 64)
            guard let piece = try await Workbench.arrived(way.to, within: silence) else { break }
            if received.firstAt == nil {
                received.firstAt = .now
                received.firstPiece = piece.count
            }
            received.lastAt = .now
            received.bytes += piece
        }
        return received
    }
}
