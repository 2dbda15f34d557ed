import SerialDriver

extension LineCheck {
    static let queues: [LineCheck] = [
        LineCheck("discard-input", "Discarding input drops what has arrived, and nothing that comes later.") { bench in
            try await bench.withEnds { ends in
                for way in ends.ways {
                    let old = bench.data.bytes(200, for: "discarded \(way.name)", mask: bench.settings.mask)
                    try await way.from.writeAll(
                        old, deadline: .now + bench.options.patience + way.from.settings.time(of: 400))
                    let wait = bench.options.patience + way.from.settings.time(of: 400)
                    guard try await Workbench.until(wait, { try way.to.pendingInput() >= old.count }) else {
                        throw Mismatch(
                            expected: "\(old.count) bytes waiting", got: "\(try way.to.pendingInput())",
                            place: way.place)
                    }
                    try way.to.discard(.input)
                    let left = try way.to.pendingInput()
                    guard left == 0 else {
                        throw Mismatch(expected: "nothing left", got: "\(left) bytes", place: way.place)
                    }
                    try await bench.transfer(
                        bench.data.bytes(100, for: "kept \(way.name)", mask: bench.settings.mask), way)
                }
            }
        },
        LineCheck(
            "drain", "Drain ends when everything has left: after the time that the line takes, and not much later.",
            needs: [.realLine("a pseudo-terminal keeps no output back: what was written is at the other end at once")]
        ) { bench in
            try await bench.withEnds { ends in
                for way in ends.ways {
                    let count = way.from.settings.characters(in: .milliseconds(500), least: 32, most: 3000)
                    let sent = bench.data.bytes(count, for: "drain \(way.name)", mask: bench.settings.mask)
                    let nominal = way.from.settings.time(of: count)
                    let begun = ContinuousClock.now
                    try await way.from.writeAll(sent, deadline: begun + nominal * 4 + slack)
                    try await way.from.drain(deadline: begun + nominal * 4 + slack)
                    let took = ContinuousClock.now - begun
                    bench.note(Fact("\(way.name), \(count) bytes", took.milliseconds, "ms"))
                    // A chip's own store hides its last bytes from drivers that cannot ask for them.
                    guard took >= nominal * 0.5 else {
                        throw Mismatch(expected: "about \(nominal)", got: "\(took)", place: way.place)
                    }
                    let came = try await bench.receive(count, way, until: .now + bench.options.patience).bytes
                    if let difference = ByteDifference(sent: sent, came: came) {
                        throw difference.mismatch(sent: sent, came: came, place: way.place)
                    }
                }
            }
        },
        LineCheck(
            "close-output", "What was written right before the close arrives.", needs: [.twoPorts]
        ) { bench in
            try await bench.withEnds { ends in
                let way = ends.ways[0]
                let count = way.from.settings.characters(in: .milliseconds(100), least: 32, most: 1000)
                let sent = bench.data.bytes(count, for: "close", mask: bench.settings.mask)
                try await way.from.writeAll(sent, deadline: .now + bench.options.patience)
                await offThread { way.from.close() }
                let came = try await bench.receive(
                    count, way, until: .now + bench.options.patience + way.to.settings.time(of: count * 4)
                ).bytes
                if let difference = ByteDifference(sent: sent, came: came) {
                    throw difference.mismatch(sent: sent, came: came, place: way.place)
                }
            }
        },
        LineCheck(
            "close-held", "Closing a port whose output is held back by flow control does not hang.", needs: [.twoPorts]
        ) { bench in
            try await bench.withEnds(a: bench.settings.with(.software), b: bench.settings.with(.none)) { ends in
                let (way, back) = (ends.ways[0], ends.ways[1])
                try await way.to.writeAll([0x2A, xoff, 0x2B], deadline: .now + bench.options.patience)
                let seen = try await bench.receive(2, back, until: .now + bench.options.patience).bytes
                guard seen == [0x2A, 0x2B] else {
                    throw Mismatch(expected: "two bytes around an XOFF", got: "\(seen.count)", place: back.place)
                }
                let held = bench.data.bytes(500, for: "close held", mask: bench.settings.mask, without: [xon, xoff])
                do throws(SerialError) { try await way.from.writeAll(held, deadline: .now + .milliseconds(200)) } catch
                {
                    // A pseudo-terminal that is halted takes nothing at all.
                    guard error.kind == .timedOut else { throw error }
                }
                let begun = ContinuousClock.now
                await offThread { way.from.close() }
                let took = ContinuousClock.now - begun
                bench.note(Fact("close took", took.milliseconds, "ms"))
                // The kernel's own close would wait half a minute. Source: Linux, include/linux/serial.h (closing_wait).
                guard took < .seconds(10) else {
                    throw Mismatch(expected: "an end within seconds", got: "\(took)", place: way.from.path)
                }
                try await way.to.writeAll([xon], deadline: .now + bench.options.patience)
            }
        },
    ]
}
