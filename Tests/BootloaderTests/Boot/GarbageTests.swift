import FlashStore
import TestSupport
import Testing

@testable import Bootloader

@Suite("Garbage on the program chip")
struct GarbageTests {
    @Test("spoilt chips end without a crash, and start only what is signed")
    func chips() throws {
        let bench = try Bench(factory: try SignedImages.image(.old))
        var images = [bench.chip.base.memory.bytes]
        try bench.upload(try SignedImages.image(.new))
        images.append(bench.chip.base.memory.bytes)
        var slots = try bench.slots()
        try slots.requestTest(hash: nil)
        images.append(bench.chip.base.memory.bytes)
        _ = try bench.boot()
        images.append(bench.chip.base.memory.bytes)
        let known: Set<[UInt8]> = [
            try ImageManifest(ByteSource(try SignedImages.image(.old))).hash,
            try ImageManifest(ByteSource(try SignedImages.image(.new))).hash,
        ]
        var garbage = FlashGarbage(images, sectorSize: 256, seed: 9)
        var (tried, seen, recoveries) = (0, 0, 0)
        try garbage.forEach(many: 300) { kind, image in
            seen += 1
            // Every 17th keeps all kinds and all places, and the test short.
            guard seen % 17 == 0 else { return }
            tried += 1
            let bench = try Bench(WordByWord(try #require(MemoryFlash(geometry: Bench.geometry, image: image))))
            for _ in 0..<2 {
                switch try bench.boot().outcome {
                case .start(let manifest): #expect(known.contains(manifest.hash), "\(kind)")
                case .recovery: recoveries += 1
                }
            }
            _ = try bench.slots().states()
        }
        print("bootloader: \(tried) spoilt chips, \(recoveries) boots into recovery")
        #expect(tried > 1000)
        #expect(recoveries > 100)
    }
}
