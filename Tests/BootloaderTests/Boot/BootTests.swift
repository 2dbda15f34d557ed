import FlashStore
import Testing

@testable import Bootloader

@Suite("Boots")
struct BootTests {
    private func flashed(_ name: SignedImages.Name, permanent: Bool = false) throws -> Bench {
        let bench = try Bench(factory: try SignedImages.image(.old))
        try bench.upload(try SignedImages.image(name))
        var slots = try bench.slots()
        if permanent { try slots.requestPermanent(hash: nil) } else { try slots.requestTest(hash: nil) }
        return bench
    }

    @Test("of a board from the factory start slot A, and are counted with their reason")
    func plain() throws {
        let bench = try Bench(factory: try SignedImages.image(.old))
        for (count, reason) in BootReason.allCases.enumerated() {
            let report = try bench.boot(reason)
            #expect(report.version == .old && report.isConfirmed && report.swap == nil)
            #expect(report.bootCount == UInt32(count + 1) && report.reason == reason)
            #expect(try bench.slots().facts().lastReason == reason)
        }
    }

    @Test("count on over many sectors of the log")
    func many() throws {
        let bench = try Bench(factory: try SignedImages.image(.newer))
        for count in 1...500 { #expect(try bench.boot().bootCount == UInt32(count)) }
        let facts = try bench.slots().facts()
        #expect(facts.bootCount == 500 && facts.securityCounter == 70_000 && facts.refusalCode == 0)
    }

    @Test("try the new image once, and stay with it when it is confirmed")
    func confirmed() throws {
        let bench = try flashed(.new)
        #expect(try bench.slots().states().map(\.isPending) == [false, true])
        var report = try bench.boot(.reset)
        #expect(report.version == .new && report.swap == .test && !report.isConfirmed && !report.resumed)
        var slots = try bench.slots()
        let states = try slots.states()
        #expect(states.map(\.isActive) == [true, false] && states.map(\.isConfirmed) == [false, true])
        #expect(states.map(\.manifest.header.version) == [.new, .old])
        try slots.confirm()
        #expect(try slots.states().map(\.isConfirmed) == [true, false])
        for _ in 0..<3 {
            report = try bench.boot()
            #expect(report.version == .new && report.swap == nil && report.isConfirmed)
        }
    }

    @Test("go back by themselves when the new image was not confirmed, and slot A is what it was, byte for byte")
    func reverted() throws {
        let bench = try flashed(.new)
        #expect(try bench.boot().version == .new)
        let report = try bench.boot(.watchdog)
        #expect(report.version == .old && report.swap == .revert && report.isConfirmed)
        let old = try SignedImages.image(.old)
        #expect(try bench.content(bench.regions.slotA, count: old.count) == old)
        #expect(try bench.boot().version == .old)
        // The image that was not confirmed can be asked for again.
        var slots = try bench.slots()
        try slots.requestTest(hash: nil)
        #expect(try bench.boot().version == .new)
    }

    @Test("take an image for good when that was asked for")
    func permanent() throws {
        let bench = try flashed(.edwards, permanent: true)
        #expect(try bench.slots().states().last?.isPermanent == true)
        let report = try bench.boot()
        #expect(report.version == ImageVersion(2, 1, 0) && report.swap == .permanent && report.isConfirmed)
        #expect(try bench.boot().version == ImageVersion(2, 1, 0))
    }

    @Test("swap images of very different sizes both ways")
    func sizes() throws {
        let bench = try flashed(.large)
        let (large, old) = (try SignedImages.image(.large), try SignedImages.image(.old))
        #expect(try bench.boot().version == ImageVersion(4, 0, 0))
        #expect(try bench.content(bench.regions.slotA, count: large.count) == large)
        #expect(try bench.boot().version == .old)
        #expect(try bench.content(bench.regions.slotA, count: old.count) == old)
        #expect(try bench.content(bench.regions.slotB, count: large.count) == large)
    }

    @Test("raise the security counter when an image is confirmed, not before, and refuse what is below from then on")
    func downgrade() throws {
        let bench = try flashed(.newer)
        #expect(try bench.boot().securityCounter == 0)
        #expect(try bench.boot().securityCounter == 1, "reverted: that of the old image")
        var slots = try bench.slots()
        try slots.requestTest(hash: nil)
        _ = try bench.boot()
        slots = try bench.slots()
        try slots.confirm()
        #expect(try bench.boot().securityCounter == 70_000)
        // The old image is still in slot B, and is no way back any more.
        slots = try bench.slots()
        #expect(throws: UploadError.image(.downgrade(image: 1, reached: 70_000))) { try slots.requestTest(hash: nil) }
        #expect(throws: UploadError.image(.downgrade(image: 1, reached: 70_000))) {
            try bench.upload(try SignedImages.image(.new))
        }
    }

    @Test("refuse an image that was spoilt after it was asked for, once, and tell why")
    func spoilt() throws {
        let bench = try flashed(.new)
        bench.chip.base.memory.flip(bit: 3, at: 8 * 256 + 100)
        let report = try bench.boot()
        #expect(report.version == .old && report.swap == nil && report.refusal == .hashDiffers)
        #expect(try bench.slots().facts().refusalCode == ImageError.hashDiffers.code)
        #expect(try bench.slots().states().last?.isPending == false)
        #expect(try bench.boot().refusal == nil)
    }

    @Test("refuse again what the firmware could not know: a journal that the image cannot read")
    func journal() throws {
        let bench = try flashed(.new)
        let changed = Bench(bench, journalFormat: 3)
        let report = try changed.boot()
        #expect(
            report.outcome
                == .recovery(
                    slotA: .journalFormat(journal: 3, oldest: 1, newest: 2),
                    slotB: .journalFormat(journal: 3, oldest: 1, newest: 2)))
        #expect(try bench.boot().version == .old)
    }

    @Test("take the other image when the one in slot A is damaged, and end in recovery when none is good")
    func rescue() throws {
        let bench = try Bench(factory: try SignedImages.image(.old))
        try bench.upload(try SignedImages.image(.new))
        bench.chip.base.memory.flip(bit: 0, at: 60)
        let report = try bench.boot(.fault)
        #expect(report.version == .new && report.swap == .rescue && report.isConfirmed)
        #expect(report.refusal == .hashDiffers)
        bench.chip.base.memory.flip(bit: 0, at: 60)
        #expect(try bench.boot().outcome == .recovery(slotA: .hashDiffers, slotB: .hashDiffers))
        // From recovery an upload and a boot are enough.
        try bench.upload(try SignedImages.image(.edwards))
        #expect(try bench.boot().version == ImageVersion(2, 1, 0))
    }

    @Test("go back at once when the new image is damaged after the swap")
    func damagedTest() throws {
        let bench = try flashed(.new)
        _ = try bench.boot()
        bench.chip.base.memory.flip(bit: 1, at: 60)
        let report = try bench.boot()
        #expect(report.version == .old && report.swap == .revert)
    }

    @Test("of a blank chip end in recovery, and an upload brings it to life")
    func blank() throws {
        let bench = try Bench()
        #expect(try bench.boot().outcome == .recovery(slotA: .noImage, slotB: .noImage))
        try bench.upload(try SignedImages.image(.new))
        let report = try bench.boot()
        #expect(report.version == .new && report.swap == .rescue)
    }
}
