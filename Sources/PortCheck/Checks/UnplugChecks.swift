import SerialDriver

extension LineCheck {
    static let unplugging: [LineCheck] = [
        LineCheck(
            "unplug",
            "A cable that is pulled ends a read at once as a disconnection; plugged in again, the port comes back.",
            needs: [.person]
        ) { bench in
            let identity = Workbench.identity(of: bench.pair.a)
            bench.note(Fact("known as", identity.description))
            for keeper in bench.keepers { keeper.letGo() }
            let steady = bench.ports.steady(identity, bench.settings)
            defer { steady.close() }
            let first = try await steady.open(deadline: .now + bench.options.patience)
            bench.options.ask?("pull the cable of \(bench.pair.a) now")
            try await bench.untilPulled(first)
            bench.options.ask?("plug the cable of \(bench.pair.a) in again")
            let begun = ContinuousClock.now
            let back = try await steady.open(deadline: begun + .seconds(120))
            bench.note(Fact("back after", (ContinuousClock.now - begun).seconds, "s"))
            let other = bench.pair.isLoopback ? back : try bench.ports.open(bench.pair.b, bench.settings)
            defer { if other !== back { bench.ports.close(other) } }
            let ends = Ends(a: back, b: other)
            for port in ends.ports { try await bench.quiet(port) }
            for way in ends.ways {
                try await bench.transfer(bench.data.bytes(200, for: "replugged", mask: bench.settings.mask), way)
            }
        }
    ]
}

extension Workbench {
    /// What a port is known by when its node may be another one next time.
    static func identity(of path: String) -> PortIdentity {
        // Without a list the path is all there is, which is what is said of the port then.
        guard let list = try? PortList.read(),
            let port = list.ports.first(where: { $0.node == path || $0.links.contains(path) })
        else { return .path(path) }
        return list.identity(of: port)
    }

    /// Reads until the device goes: from the open port itself, since one that comes back would wait for that.
    fileprivate func untilPulled(_ port: SerialPort) async throws {
        let limit = ContinuousClock.now + .seconds(120)
        while true {
            do throws(SerialError) {
                // A plug that is pulled may bring bytes that nobody sent.
                _ = try await port.read(upTo: 4096, deadline: limit)
            } catch {
                if error.kind == .disconnected { return }
                guard error.kind == .timedOut else { throw error }
                throw Mismatch(expected: "a disconnection within two minutes", got: "silence", place: port.path)
            }
        }
    }
}
