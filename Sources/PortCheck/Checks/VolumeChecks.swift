import SerialDriver

extension LineCheck {
    static let volume: [LineCheck] = [
        LineCheck("volume", "A large amount passes one way, and then the other, without a byte lost or changed.") {
            bench in
            try await bench.withEnds { ends in
                let sent = bench.volume("volume")
                for way in ends.ways {
                    let transfer = try await bench.transfer(sent, way)
                    bench.note(Fact("\(way.name)", Double(sent.count) / transfer.whole.seconds / 1000, "kB/s"))
                }
                bench.note(Fact("each way", Double(sent.count), "bytes"))
                bench.note(Fact("checksum", TestData.checksum(sent)))
            }
        },
        LineCheck(
            "volume-both", "A large amount passes in both directions at the same time without a byte lost or changed.",
            needs: [.twoPorts]
        ) { bench in
            try await bench.withEnds { ends in
                let sent = ends.ways.map { bench.volume("volume both \($0.name)") }
                let begun = ContinuousClock.now
                async let there = bench.transfer(sent[0], ends.ways[0])
                async let back = bench.transfer(sent[1], ends.ways[1])
                _ = try await (there, back)
                let both = Double(sent[0].count + sent[1].count) / (ContinuousClock.now - begun).seconds
                bench.note(Fact("both ways together", both / 1000, "kB/s"))
                bench.note(Fact("checksums", sent.map(TestData.checksum).joined(separator: " ")))
            }
        },
    ]
}

extension Workbench {
    /// About three seconds of the line, so that slow lines do not take an hour; at least more than the kernel's buffer of 4 KiB.
    fileprivate func volume(_ label: String) -> [UInt8] {
        data.bytes(
            settings.characters(in: .seconds(3), least: 5000, most: 1_000_000), for: label, mask: settings.mask)
    }
}
