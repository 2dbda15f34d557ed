import FlashStore
import Testing

let smallFlash = FlashGeometry(sectorSize: 512, sectorCount: 4)

@Suite("Journal")
struct JournalTests {
    @Test("CRC-32 of the digits 1 to 9 is CBF43926")
    func checkValue() { #expect(CRC32.of("123456789".utf8) == 0xCBF4_3926) }

    @Test("records come back in order, with their kind and content, after the journal is opened again")
    func records() throws {
        var journal = try Journal(opening: MemoryFlash(geometry: smallFlash))
        #expect(journal.recovery.wasFormatted)
        for number in 1...8 { #expect(try journal.append(kind: UInt8(number), payload(number)) == UInt32(number)) }
        let again = try Journal(opening: journal.flash)
        #expect(!again.recovery.wasFormatted && again.recovery.recordCount == 8 && again.nextNumber == 9)
        #expect(try contents(again) == (1...8).map { Entry(UInt32($0), UInt8($0), payload($0)) })
    }

    @Test("a full bank refuses the record and keeps the others; compaction makes room and keeps the numbers")
    func compaction() throws {
        var journal = try Journal(opening: MemoryFlash(geometry: smallFlash))
        while journal.freeBytes >= 116 { _ = try journal.append(kind: 1, [UInt8](repeating: 7, count: 100)) }
        let count = journal.nextNumber - 1
        let before = journal.flash.bytes
        #expect(throws: JournalError.full(needed: 116, free: journal.freeBytes)) {
            try journal.append(kind: 1, [UInt8](repeating: 7, count: 100))
        }
        #expect(journal.flash.bytes == before)
        try journal.compact { $0.number > count - 2 }
        #expect(journal.eraseCount == 1)
        #expect(try journal.append(kind: 2, [1]) == count + 1)
        let again = try Journal(opening: journal.flash)
        #expect(try contents(again).map(\.number) == [count - 1, count, count + 1])
        #expect(again.recovery.damaged.isEmpty)
    }

    @Test(
        "what is no journal is refused, and not one byte of it is changed", arguments: ["zeros", "text", "late byte"])
    func foreign(_ what: String) throws {
        var image = [UInt8](repeating: what == "zeros" ? 0 : 0xFF, count: smallFlash.byteCount)
        if what == "text" { image.replaceSubrange(0..<4, with: Array("JPEG".utf8)) }
        if what == "late byte" { image[1999] = 0x41 }
        let flash = try #require(MemoryFlash(geometry: smallFlash, image: image))
        let error = try #require(throws: JournalError.self) { _ = try Journal(opening: flash) }
        guard case .foreign = error else {
            Issue.record("\(error)")
            return
        }
        #expect(flash.bytes == image)
    }

    @Test("a journal of a newer version is refused by its number")
    func version() throws {
        let journal = try Journal(opening: MemoryFlash(geometry: smallFlash))
        var image = journal.flash.bytes
        image[4] = 9
        let check = CRC32.of(image[0..<28])
        for index in 0..<4 { image[28 + index] = UInt8(truncatingIfNeeded: check >> UInt32(8 * index)) }
        let flash = try #require(MemoryFlash(geometry: smallFlash, image: image))
        #expect(throws: JournalError.unsupportedVersion(9)) { _ = try Journal(opening: flash) }
    }

    @Test("a flipped bit never gives a record with another content: it is reported, or it hits nothing that counts")
    func rot() throws {
        var journal = try Journal(opening: MemoryFlash(geometry: smallFlash))
        for number in 1...5 { _ = try journal.append(kind: UInt8(number), payload(number)) }
        let written = try contents(journal)
        var reported = 0
        for offset in 0..<journal.usedBytes {
            for bit in 0..<8 {
                var flash = journal.flash
                flash.flip(bit: bit, at: offset)
                guard let opened = try? Journal(opening: flash) else { continue }
                let found = try contents(opened)
                #expect(found.allSatisfy { written.contains($0) })
                if found.count < written.count {
                    #expect(!opened.recovery.damaged.isEmpty, "byte \(offset) bit \(bit): a loss without a word")
                    reported += 1
                }
            }
        }
        #expect(reported > 100)
    }

    @Test("the header of the active bank rots: the other bank's past is not taken for the present")
    func rottenHeader() throws {
        var journal = try Journal(opening: MemoryFlash(geometry: smallFlash))
        for number in 1...4 { _ = try journal.append(kind: 1, payload(number)) }
        try journal.compact { $0.number > 2 }
        for copied in [true, false] {
            if !copied { _ = try journal.append(kind: 2, payload(5)) }
            for bit in 0..<BankHeaderBits.count {
                var flash = journal.flash
                flash.flip(bit: bit % 8, at: 1024 + bit / 8)
                let again = try? Journal(opening: flash)
                // Right after the compaction both banks say the same; later only the newer one does.
                #expect(copied || again == nil || again?.recovery.damaged.isEmpty == false, "bit \(bit)")
            }
        }
    }

    @Test("NOR flash cannot program a zero back to one")
    func norRule() throws {
        var flash = MemoryFlash(geometry: smallFlash)
        try flash.program(at: 0, [0x0F, 0xFF, 0xFF, 0xFF])
        #expect(throws: FlashError.needsErase(offset: 0)) { try flash.program(at: 0, [0xF0, 0xFF, 0xFF, 0xFF]) }
        #expect(throws: FlashError.unaligned(offset: 2, count: 4)) { try flash.program(at: 2, [0, 0, 0, 0]) }
        #expect(throws: FlashError.outOfRange(offset: 2048, count: 4)) { try flash.program(at: 2048, [0, 0, 0, 0]) }
        try flash.erase(sector: 0)
        try flash.program(at: 0, [0xF0, 0xFF, 0xFF, 0xFF])
    }
}

struct Entry: Hashable {
    let number: UInt32
    let kind: UInt8
    let payload: [UInt8]

    init(_ number: UInt32, _ kind: UInt8, _ payload: [UInt8]) {
        self.number = number
        self.kind = kind
        self.payload = payload
    }
}

/// The bits of a bank's header: 32 bytes.
enum BankHeaderBits { static let count = 256 }

func payload(_ number: Int) -> [UInt8] { (0..<number * 3).map { UInt8(($0 * 37 + number) & 0xFF) } }

func contents(_ journal: Journal<MemoryFlash>) throws -> [Entry] {
    var found: [Entry] = []
    try journal.forEachRecord { found.append(Entry($0.number, $0.kind, $0.payload)) }
    return found
}
