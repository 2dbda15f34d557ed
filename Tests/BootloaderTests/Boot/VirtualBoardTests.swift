import FlashStore
import Foundation
import TestSupport
import Testing
import VirtualTerminal

@testable import Bootloader

@Suite("An update on the virtual terminal's board, with flash in files")
struct VirtualBoardTests {
    @Test("goes through, goes back, leaves the journal as it was byte for byte, and is counted as wear")
    func update() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tillbench-board-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let board = try BoardDescription.virtualPOS()
        let (old, new, key) = try images(board, in: folder)
        func path(_ name: String) -> String { folder.appending(path: name).path }

        var journal = try Journal(
            opening: try FileFlash(path: path("journal.flash"), geometry: board.map.data.geometry))
        for number in 1...50 { _ = try journal.append(kind: 1, [UInt8](repeating: UInt8(number), count: number)) }
        let before = try Data(contentsOf: URL(filePath: path("journal.flash")))

        func withChip<Result>(
            _ work: (BootRegions<RegionFlash<FileFlash>>, BootIdentity) throws -> Result
        ) throws -> Result {
            // Opened anew each time, as by a new process.
            let chip = try FileFlash(
                path: path("program.flash"), geometry: board.map.program.geometry, wear: path("program.wear"))
            return try work(
                try BootRegions(chip, board.map),
                BootIdentity(board: [UInt8](board.id.utf8), keys: [key], journalFormat: 1))
        }
        func boot() throws -> String {
            try withChip { regions, identity in
                var loader = Bootloader(regions: regions, verifier: SoftwareVerifier(), identity: identity)
                return try loader.boot(.power).version?.description ?? "none"
            }
        }
        try withChip { regions, _ in
            var slot = regions.slotA
            try slot.program(at: 0, old + [UInt8](repeating: 0xFF, count: -old.count & 3))
        }
        #expect(try boot() == "1.0.0")
        var offset = 0
        while offset < new.count {
            // A reset after every 40,000 bytes: what is held is not sent again.
            try withChip { regions, identity in
                var slots = try ImageSlots(regions: regions, verifier: SoftwareVerifier(), identity: identity)
                let held = try slots.beginUpload(hash: Bench.hash(new), total: new.count)
                #expect(offset - held < 4096)
                offset = held
                while offset < min(held + 40_000, new.count) {
                    offset = try slots.continueUpload([UInt8](new[offset..<min(offset + 1000, new.count)]), at: offset)
                }
                if offset == new.count { try slots.requestTest(hash: nil) }
            }
        }
        #expect(try boot() == "1.1.0")
        #expect(try boot() == "1.0.0")
        try withChip { regions, _ in
            // Scratch has 16 sectors, the images more: each scratch sector was used more than once in both swaps.
            let scratchWear = try #require(try regions.scratch.eraseCount(sector: 0))
            #expect(scratchWear >= 4)
            #expect(try regions.slotA.eraseCount(sector: 0) == 2)
            #expect(try regions.slotA.read(at: 0, count: old.count) == old)
            #expect(try regions.slotB.read(at: 0, count: new.count) == new)
        }
        #expect(try Data(contentsOf: URL(filePath: path("journal.flash"))) == before)
    }

    /// Two images of the size that firmware has, of imgtool.
    private func images(
        _ board: BoardDescription, in folder: URL
    ) throws -> (old: [UInt8], new: [UInt8], key: ImageKey) {
        var random = Random(state: 12)
        var calls = [
            ["keygen", "-k", "key.pem", "-t", "ecdsa-p256"], ["getpub", "-k", "key.pem", "-e", "raw", "-o", "key.der"],
        ]
        for (name, version, count) in [("old", "1.0.0", 90_000), ("new", "1.1.0", 123_457)] {
            let content = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            try Data(content).write(to: folder.appending(path: name))
            calls.append([
                "sign", "--version", version, "-H", "0x200", "--pad-header", "-S",
                String(board.map[.slotA].size), "--align", "4", "-k", "key.pem", "-s", "1",
                "--custom-tlv", "0x54A0", board.id, "--custom-tlv", "0x54A1", "0x0100", "--custom-tlv", "0x54A2",
                "0x0100", name, name + ".img",
            ])
        }
        try ImageTool.run(calls, in: folder)
        func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: folder.appending(path: name))) }
        return (
            try bytes("old.img"), try bytes("new.img"),
            try #require(ImageKey(subjectPublicKeyInfo: try bytes("key.der")))
        )
    }
}
