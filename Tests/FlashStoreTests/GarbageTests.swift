import FlashStore
import TestSupport
import Testing

/// A journal over time: its image and its records after every step, two compactions among them.
private struct History {
    var images: [[UInt8]] = []
    var states: [[Entry]] = []

    init() throws {
        var journal = try Journal(opening: MemoryFlash(geometry: smallFlash))
        try note(journal)
        for step in 1...14 {
            if step % 5 == 0 {
                try journal.compact { $0.number % 3 != 0 }
            } else {
                _ = try journal.append(kind: UInt8(step), payload(step))
            }
            try note(journal)
        }
    }

    /// True when the journal held these records at some time; those that a compaction dropped may still be among them.
    func held(_ found: [Entry]) -> Bool {
        states.contains { state in
            let last = state.last?.number ?? 0
            return Set(state).isSubset(of: found) && found.allSatisfy { $0.number <= last }
        }
    }

    private mutating func note(_ journal: Journal<MemoryFlash>) throws {
        images.append(journal.flash.bytes)
        states.append(try contents(journal))
    }
}

@Suite("A journal on garbage")
struct GarbageTests {
    @Test("a spoilt image is refused, or reported, or holds what the journal held at some time")
    func spoilt() throws {
        let history = try History()
        let written = Set(history.states.flatMap { $0 })
        var count = GarbageCount()
        var garbage = FlashGarbage(history.images, sectorSize: smallFlash.sectorSize, seed: 5)
        try garbage.forEach(many: 1500) { kind, image in
            let flash = try #require(MemoryFlash(geometry: smallFlash, image: image))
            var journal: Journal<MemoryFlash>
            do throws(JournalError) { journal = try Journal(opening: flash) } catch {
                count.note(kind, "refused")
                #expect(!error.description.isEmpty && flash.bytes == image)
                return
            }
            let found = try contents(journal)
            // What is found was written, one and the same record; a checksum of 32 bits holds against this many images.
            #expect(written.isSuperset(of: found), "\(kind.rawValue)")
            guard journal.recovery.damaged.isEmpty else { return count.note(kind, "reported") }
            #expect(history.held(found), "\(kind.rawValue): \(found.map(\.number))")
            count.note(kind, found == history.states.last ? "as it was" : "an earlier state")
            // What was opened can be written on.
            guard journal.freeBytes >= 32 else { return }
            let next = try journal.append(kind: 99, [1, 2, 3])
            #expect(try contents(try Journal(opening: journal.flash)) == found + [Entry(next, 99, [1, 2, 3])])
        }
        print("journal on garbage, \(count.total) images, seed 5:\n\(count)")
        #expect(count.of(.random, "refused") == 1500)
        #expect(
            count.of(.randomBehindHeaders, "as it was") == 0 && count.of(.randomBehindHeaders, "an earlier state") == 0)
        #expect(count.of(.sectorReplaced, "reported") > 0 && count.of(.sectorsSwapped, "reported") > 0)
    }

    @Test("a part that fails by whole sectors is reported, also when it took the last records along")
    func sectorLost() throws {
        var journal = try Journal(opening: MemoryFlash(geometry: smallFlash))
        for number in 1...9 { _ = try journal.append(kind: 1, payload(number * 4)) }
        try #require(journal.usedBytes > smallFlash.sectorSize + 64)
        var random = Random(state: 7)
        for round in 0..<200 {
            var image = journal.flash.bytes
            for offset in smallFlash.sectorSize..<2 * smallFlash.sectorSize {
                image[offset] = round == 0 ? 0 : UInt8(truncatingIfNeeded: random.next())
            }
            let opened = try Journal(opening: try #require(MemoryFlash(geometry: smallFlash, image: image)))
            #expect(!opened.recovery.damaged.isEmpty, "round \(round)")
        }
    }

    @Test("an image that was put back as a whole is a journal in good order: nothing in it tells of a later one")
    func rolledBack() throws {
        let history = try History()
        for (image, state) in zip(history.images, history.states) {
            let opened = try Journal(opening: try #require(MemoryFlash(geometry: smallFlash, image: image)))
            // Nothing in the memory tells that there was a later one: that is for the host's batch number to tell.
            #expect(try contents(opened) == state && opened.recovery.damaged.isEmpty)
        }
    }

    @Test("records with a right checksum and any number, kind and content never trap, and what is read is in order")
    func wellFormedNonsense() throws {
        var random = Random(state: 11)
        let blank = try Journal(opening: MemoryFlash(geometry: smallFlash)).flash
        for round in 0..<3000 {
            var flash = blank
            if round % 2 == 0 {
                flash = try crafted(
                    CraftedHeader(
                        generation: number(&random), erased: number(&random), first: number(&random),
                        copied: number(&random)))
            }
            var offset = 32
            while offset < smallFlash.byteCount / 2 - 120 {
                let payload = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                let record = craftedRecord(
                    number: number(&random), kind: UInt8.random(in: 0...255, using: &random), payload)
                try flash.program(at: offset, record)
                offset += record.count + (Int.random(in: 0...5, using: &random) == 0 ? 8 : 0)
            }
            var opened = try Journal(opening: flash)
            let found = try contents(opened)
            #expect(zip(found, found.dropFirst()).allSatisfy { $0.number < $1.number })
            #expect(opened.recovery.damaged.count <= 1000 * (found.count + 2))
            guard opened.recovery.damaged.isEmpty, opened.freeBytes > 64 else { continue }
            try opened.compact { _ in true }
            #expect(try contents(opened) == found)
        }
    }

    /// A number that lies where counting goes wrong, often.
    private func number(_ random: inout Random) -> UInt32 {
        switch random.next() % 6 {
        case 0: UInt32.max - UInt32(random.next() % 4)
        case 1: UInt32(Int32.max) &+ UInt32(random.next() % 4) &- 2
        case 2: UInt32(truncatingIfNeeded: random.next())
        default: UInt32(random.next() % 12)
        }
    }
}

private struct CraftedHeader {
    let generation: UInt32
    let erased: UInt32
    let first: UInt32
    let copied: UInt32
}

private func word(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

/// A memory whose first bank has a whole header with these numbers.
private func crafted(_ header: CraftedHeader) throws -> MemoryFlash {
    var flash = MemoryFlash(geometry: smallFlash)
    var bytes = Array("TBJ1".utf8) + [1, 0, 0xFF, 0xFF] + word(header.generation) + word(header.erased)
    bytes += word(header.first) + word(header.copied) + [0xFF, 0xFF, 0xFF, 0xFF]
    try flash.program(at: 0, bytes + word(CRC32.of(bytes)))
    return flash
}

/// A record as the journal lays it down, commit word and all.
private func craftedRecord(number: UInt32, kind: UInt8, _ payload: [UInt8]) -> [UInt8] {
    let head = [UInt8(payload.count), 0, kind, 0xA5] + word(number)
    let filling = [UInt8](repeating: 0xFF, count: (4 - payload.count % 4) % 4)
    return head + word(CRC32.of(head + payload)) + payload + filling + [0x43, 0x4D, 0x54, 0x00]
}
