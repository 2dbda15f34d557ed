import SerialDriver

extension LineCheck {
    static let unplugging: [LineCheck] = [
        LineCheck(
            "unplug", "A cable that is pulled ends a read at once as a disconnection; plugged in again, the port comes back.",
            needs: [.person]
        ) { bench in
            let identity = Identity.stablePath(of: bench.pair.a)
            bench.note(Fact("known as", identity))
            try await bench.withEnds { ends in
                bench.options.ask?("pull the cable of \(bench.pair.a) now")
                try await bench.pulled(ends.a)
            }
            bench.options.ask?("plug the cable of \(bench.pair.a) in again")
            let begun = ContinuousClock.now
            let back = try await bench.reopened(identity, within: .seconds(120))
            bench.note(Fact("back after", (ContinuousClock.now - begun).seconds, "s"))
            defer { bench.ports.close(back) }
            guard !bench.pair.isLoopback else { return }
            let other = try bench.ports.open(bench.pair.b, bench.settings)
            defer { bench.ports.close(other) }
            for port in [back, other] { try await bench.quiet(port) }
            for way in Ends(a: back, b: other).ways {
                try await bench.transfer(bench.data.bytes(200, for: "replugged", mask: bench.settings.mask), way)
            }
        }
    ]
}

extension Workbench {
    /// Reads until the device goes.
    fileprivate func pulled(_ port: SerialPort) async throws {
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

    fileprivate func reopened(_ path: String, within time: Duration) async throws -> SerialPort {
        let limit = ContinuousClock.now + time
        while true {
            do throws(SerialError) { return try ports.open(path, settings) } catch {
                switch error.kind {
                // A node appears before udev has given it its group.
                case .notFound, .notPermitted, .disconnected, .busy: break
                default: throw error
                }
                guard ContinuousClock.now < limit else {
                    throw Mismatch(expected: "the port back within \(time)", got: error.what)
                }
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}

/// A name of a port that outlives the plug.
enum Identity {
    /// The link under /dev/serial/by-id where udev made one, since the node may have another number next time.
    static func stablePath(of path: String) -> String {
        guard let list = try? PortList.read(), let port = list.ports.first(where: { $0.node == path }) else { return path }
        return port.links.first { $0.contains("/by-id/") } ?? path
    }
}
