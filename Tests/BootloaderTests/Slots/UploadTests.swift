import FlashStore
import Testing
import VirtualTerminal

@testable import Bootloader

@Suite("Uploads into slot B")
struct UploadTests {
    private func bench() throws -> Bench { try Bench(factory: try SignedImages.image(.old)) }

    @Test("are byte for byte in flash, in pieces of any size", arguments: [1, 3, 4, 33, 256, 300, 5000])
    func pieces(_ piece: Int) throws {
        let bench = try bench()
        let image = try SignedImages.image(.large)
        #expect(try bench.upload(image, piece: piece) == 0)
        #expect(try bench.content(bench.regions.slotB, count: image.count) == image)
        let state = try #require(try bench.slots().states().last)
        #expect(state.slot == 1 && state.isBootable && !state.isPending && !state.isActive)
        #expect(state.manifest.header.version == ImageVersion(4, 0, 0))
    }

    @Test("go on after a reset from the last mark, with the same hash only")
    func resume() throws {
        let image = try SignedImages.image(.large)
        for cut in stride(from: 0, through: image.count - 1, by: 97) {
            let bench = try bench()
            var slots = try bench.slots()
            #expect(try slots.beginUpload(hash: Bench.hash(image), total: image.count) == 0)
            var offset = 0
            while offset < cut {
                offset = try slots.continueUpload([UInt8](image[offset..<min(offset + 50, image.count)]), at: offset)
            }
            // A new writer knows only what is in flash.
            let held = try bench.slots().upload?.held ?? -1
            #expect(held <= offset && offset - held < 256 + 50, "\(held) of \(offset)")
            #expect(try bench.upload(image) == held)
            #expect(try bench.content(bench.regions.slotB, count: image.count) == image)
            #expect(try bench.upload(image) == image.count)
        }
        let bench = try bench()
        var slots = try bench.slots()
        #expect(try slots.beginUpload(hash: Bench.hash(image), total: image.count) == 0)
        #expect(try slots.continueUpload([UInt8](image[..<600]), at: 0) == 600)
        #expect(try slots.beginUpload(hash: Bench.hash(image), total: image.count) == 600)
        #expect(try slots.beginUpload(hash: Bench.hash([1]), total: image.count) == 0)
    }

    @Test("take bytes only where they are wanted")
    func offsets() throws {
        let bench = try bench()
        let image = try SignedImages.image(.new)
        var slots = try bench.slots()
        #expect(throws: UploadError.notBegun) { try slots.continueUpload([1], at: 0) }
        #expect(try slots.beginUpload(hash: Bench.hash(image), total: image.count) == 0)
        #expect(try slots.continueUpload([UInt8](image[..<100]), at: 0) == 100)
        #expect(try slots.continueUpload([UInt8](image[..<100]), at: 0) == 100)
        #expect(try slots.continueUpload([UInt8](image[200..<300]), at: 200) == 100)
        #expect(throws: UploadError.tooMany(announced: image.count)) {
            try slots.continueUpload([UInt8](repeating: 0, count: image.count), at: 100)
        }
        #expect(try slots.continueUpload([UInt8](image[100...]), at: 100) == image.count)
        #expect(throws: UploadError.size(2049, limit: 2048)) { try slots.beginUpload(hash: [], total: 2049) }
        #expect(throws: UploadError.size(0, limit: 2048)) { try slots.beginUpload(hash: [], total: 0) }
        #expect(throws: UploadError.hashLength(33)) {
            try slots.beginUpload(hash: [UInt8](repeating: 0, count: 33), total: 5)
        }
    }

    @Test("of a padded image are taken, and its trailer asks for nothing")
    func padded() throws {
        let bench = try bench()
        let image = try SignedImages.image(.confirmed)
        #expect(image.count == SignedImages.slotSize)
        try bench.upload(image)
        #expect(try bench.upload(image) == image.count)
        #expect(try !SlotTrailer(bench.regions.slotB).isRequest)
        #expect(try bench.boot().version == .old)
        var slots = try bench.slots()
        try slots.requestTest(hash: nil)
        #expect(try bench.boot().version == ImageVersion(2, 0, 0))
    }

    @Test("whose header says what cannot be are refused before a byte of the slot is erased")
    func header() throws {
        let bench = try bench()
        try bench.upload(try SignedImages.image(.edwards))
        let before = try bench.content(bench.regions.slotB, count: 1792)
        var slots = try bench.slots()
        var image = try SignedImages.image(.new)
        image[0] ^= 1
        _ = try slots.beginUpload(hash: Bench.hash(image), total: image.count)
        #expect(throws: UploadError.image(.noImage)) { try slots.continueUpload([UInt8](image[..<64]), at: 0) }
        #expect(try bench.content(bench.regions.slotB, count: 1792) == before)
        #expect(slots.upload == nil)
    }

    @Test(
        "that arrive with other bytes than the hash says, or with an image that would not start, leave nothing to ask for"
    )
    func bad() throws {
        let bench = try bench()
        let image = try SignedImages.image(.new)
        var slots = try bench.slots()
        _ = try slots.beginUpload(hash: Bench.hash([]), total: image.count)
        #expect(throws: UploadError.hashDiffers) { try slots.continueUpload(image, at: 0) }
        #expect(slots.upload == nil)
        for (name, reason) in [
            (SignedImages.Name.otherBoard, ImageError.wrongBoard(image: [UInt8]("other-board".utf8))),
            (.oldJournal, .journalFormat(journal: 1, oldest: 2, newest: 9)), (.otherKey, .unknownKey),
        ] {
            #expect(throws: UploadError.image(reason)) { try bench.upload(try SignedImages.image(name)) }
            var slots = try bench.slots()
            #expect(slots.upload == nil)
            #expect(throws: UploadError.image(reason)) { try slots.requestTest(hash: nil) }
            #expect(try bench.boot().version == .old)
        }
    }

    @Test("that claim to go on and bring other bytes are dropped")
    func differs() throws {
        // Sectors of four steps: an upload goes on within a sector, over words that are in flash already.
        let flash = SharedFlash(MemoryFlash(geometry: FlashGeometry(sectorSize: 1024, sectorCount: 4)))
        let image = try SignedImages.image(.large)
        func writer() throws -> SlotWriter<SharedFlash<MemoryFlash>, SoftwareVerifier> {
            try SlotWriter(slot: flash, verifier: SoftwareVerifier())
        }
        func begin() throws -> SlotWriter<SharedFlash<MemoryFlash>, SoftwareVerifier> {
            var first = try writer()
            #expect(try first.begin(hash: Bench.hash(image), total: image.count) == 0)
            #expect(try first.write([UInt8](image[..<700]), at: 0) == 700)
            var again = try writer()
            #expect(try again.begin(hash: Bench.hash(image), total: image.count) == 512)
            return again
        }
        var wrong = try begin()
        #expect(throws: UploadError.differs(offset: 512)) {
            try wrong.write([UInt8](repeating: 0xFF, count: 100), at: 512)
        }
        #expect(wrong.upload == nil)
        #expect(try writer().upload == nil)
        var right = try begin()
        #expect(try right.write([UInt8](image[512...]), at: 512) == image.count)
        #expect(right.isWhole)
        #expect(try flash.read(at: 0, count: image.count) == image)
    }

    @Test("whose power fails after the last byte and before the hash was compared are compared all the same")
    func lastStep() throws {
        let image = try SignedImages.image(.new)
        // A whole number of steps: the last mark says that every byte is there.
        let bytes = image + [UInt8](repeating: 0xFF, count: 768 - image.count)
        let wrong = Bench.hash([])
        let whole = try bench()
        let first = whole.chip.base.operationCount + 1
        #expect(throws: UploadError.hashDiffers) { try whole.upload(bytes, announced: wrong) }
        // The last operation is the erase of the record, when the hash was found to differ.
        for operation in first..<whole.chip.base.operationCount {
            for point in [MemoryFlash.CutPoint.before, .after] {
                let bench = try bench()
                bench.chip.base.cutPower(at: operation, point)
                #expect(throws: UploadError.flash(.powerLost)) { try bench.upload(bytes, announced: wrong) }
                bench.chip.base.restorePower()
                #expect(throws: UploadError.hashDiffers) { try bench.upload(bytes, announced: wrong) }
            }
        }
    }

    @Test("are refused while slot B holds the image to go back to, or one that was asked for")
    func busy() throws {
        let bench = try bench()
        let image = try SignedImages.image(.new)
        try bench.upload(image)
        var slots = try bench.slots()
        #expect(throws: UploadError.otherImage) { try slots.requestTest(hash: [1]) }
        try slots.requestTest(hash: try ImageManifest(ByteSource(image)).hash)
        #expect(throws: UploadError.requestPending) { try slots.beginUpload(hash: [1], total: 500) }
        #expect(try bench.boot().swap == .test)
        slots = try bench.slots()
        #expect(throws: UploadError.revertImage) { try slots.beginUpload(hash: [1], total: 500) }
        #expect(throws: UploadError.revertImage) { try slots.eraseSlot() }
        #expect(throws: UploadError.revertImage) { try slots.requestTest(hash: nil) }
        try slots.confirm()
        #expect(try slots.beginUpload(hash: [1], total: 500) == 0)
        try slots.eraseSlot()
        #expect(try bench.content(bench.regions.slotB, count: 2048).allSatisfy { $0 == 0xFF })
        #expect(try slots.states().map(\.slot) == [0])
    }
}
