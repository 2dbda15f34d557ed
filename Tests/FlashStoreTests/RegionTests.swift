import FlashStore
import Testing

@Suite("Regions of a flash memory")
struct RegionTests {
    private let chip = SharedFlash(MemoryFlash(geometry: FlashGeometry(sectorSize: 256, sectorCount: 8)))

    @Test("begin at 0, write where they lie, and see each other's writes through the memory that they share")
    func shared() throws {
        var one = try RegionFlash(chip, offset: 512, size: 512)
        var other = try RegionFlash(chip, offset: 512, size: 256)
        try one.program(at: 4, [1, 2, 3, 4])
        #expect(try other.read(at: 4, count: 4) == [1, 2, 3, 4])
        #expect(try chip.read(at: 516, count: 4) == [1, 2, 3, 4])
        #expect(try !one.isBlank(sector: 0) && one.isBlank(sector: 1))
        #expect(throws: FlashError.needsErase(offset: 4)) { try other.program(at: 4, [2, 2, 3, 4]) }
        try other.erase(sector: 0)
        #expect(try one.isBlank(sector: 0))
    }

    @Test("reach nothing outside")
    func outside() throws {
        var region = try RegionFlash(chip, offset: 512, size: 512)
        #expect(throws: FlashError.self) { try region.read(at: -1, count: 1) }
        #expect(throws: FlashError.self) { try region.read(at: 510, count: 4) }
        #expect(throws: FlashError.self) { try region.program(at: 512, [0, 0, 0, 0]) }
        #expect(throws: FlashError.self) { try region.program(at: 508, [UInt8](repeating: 0, count: 8)) }
        for sector in [-1, 2, 6, Int.max] {
            #expect(throws: FlashError.self) { try region.erase(sector: sector) }
            #expect(throws: FlashError.self) { try region.isBlank(sector: sector) }
            #expect(throws: FlashError.self) { try region.eraseCount(sector: sector) }
        }
        #expect(chip.base.bytes.allSatisfy { $0 == 0xFF })
    }

    @Test("lie within the memory and on its sectors")
    func places() {
        for (offset, size) in [(-256, 512), (0, 0), (0, 2304), (2048, 256), (0, Int.max), (Int.max - 255, 256)] {
            #expect(throws: FlashError.self, "\(offset), \(size)") {
                try RegionFlash(chip, offset: offset, size: size)
            }
        }
        #expect(throws: FlashError.unaligned(offset: 128, count: 256)) {
            try RegionFlash(chip, offset: 128, size: 256)
        }
        #expect(throws: FlashError.unaligned(offset: 256, count: 128)) {
            try RegionFlash(chip, offset: 256, size: 128)
        }
    }
}
