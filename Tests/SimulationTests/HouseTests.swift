import AcquirerHost
import Settlement
import Testing

@testable import Simulation

@Suite("Houses: dialect and host profile by seed")
struct HouseTests {
    @Test("every combination is played, and about half of the terminals are Hypercom-style")
    func combinations() {
        var seen: Set<String> = []
        var hypercom = 0
        for seed in 1...UInt64(2_000) {
            let house = House(seed: Chance.mix(seed))
            seen.insert(house.words)
            if house.style == .hypercom { hypercom += 1 }
        }
        // Capture 2, repeated close 3, after upload 2; imbalance 3 in the dialect that has flags.
        #expect(seen.count == 2 * 3 * 2 * (3 + 1))
        #expect((900...1_100).contains(hypercom))
    }

    @Test("nights and mornings of the host: it closes batches by itself, and is down for hours")
    func hostNights() throws {
        var profile = FaultProfile(name: "host nights")
        profile[.hostForcesClose] = 500_000
        profile[.hostDown] = 500_000
        profile[.settlementForgotten] = 700_000
        profile[.settlementPutOff] = 500_000
        let report = try play(profile, seed: 4, terminals: 24, days: 3, transactions: 20)
        #expect(report.isPassed, "\(words(report.violations))")
        #expect(report.counts.faults["host-forces-close"] ?? 0 > 5 && report.counts.faults["host-down"] ?? 0 > 10)
    }

    @Test("an old state of the host, in both dialects: uploads bring back what it lost")
    func oldState() throws {
        var profile = FaultProfile(name: "old state")
        profile[.hostOldState] = 20_000
        let report = try play(profile, seed: 6, terminals: 24, days: 2, transactions: 25)
        #expect(report.isPassed, "\(words(report.violations))")
        #expect(report.counts.faults["host-old-state"] ?? 0 > 5)
    }
}

@Suite("The oracle's own reading of Hypercom-style messages")
struct HypercomGlanceTests {
    /// `60 0003 0000`, 0220, fields 3, 4, 11, 25, 60, 62: a tip.
    private let tip: [UInt8] =
        [0x60, 0x00, 0x03, 0x00, 0x00, 0x02, 0x20, 0x30, 0x20, 0x00, 0x80, 0x00, 0x00, 0x00, 0x14]
        + [0x02, 0x00, 0x00] + [0x00, 0x00, 0x00, 0x00, 0x12, 0x50] + [0x00, 0x00, 0x07] + [0x00]
        + [0x00, 0x12] + Array("000000001000".utf8) + [0x00, 0x06] + Array("000003".utf8)

    @Test("a tip: what its sale comes to, what it came to, and which sale")
    func readsTip() throws {
        let glance = try #require(WireGlance(tip))
        #expect(glance.isHypercom && glance.mti == 0x0220 && glance.deed == .tip && glance.isFinancial)
        #expect(glance.amount == 1_250 && glance.trace == 7 && glance.originalTrace == 3)
        #expect(WireGlance.textNumber(glance.text60[...]) == 1_000)
    }

    @Test("a message that is cut off, or has bytes left over, is none")
    func cutOff() {
        for count in 0..<tip.count { #expect(WireGlance(Array(tip.prefix(count))) == nil, "\(count) bytes") }
        #expect(WireGlance(tip + [0]) == nil)
    }
}
