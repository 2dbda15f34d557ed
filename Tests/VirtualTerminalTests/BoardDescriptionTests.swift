import FlashStore
import Foundation
import Testing

@testable import VirtualTerminal

@Suite("Board files")
struct BoardDescriptionTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../hardware/boards").standardizedFileURL

    private func text(_ name: String = "virtual-pos") throws -> String {
        try String(contentsOf: BoardDescriptionTests.folder.appending(path: name + ".yaml"), encoding: .utf8)
    }

    @Test("the virtual terminal's board is the one that programs know without its file")
    func virtualPOS() throws {
        let board = try BoardDescription.load(BoardDescriptionTests.folder.appending(path: "virtual-pos.yaml").path)
        #expect(try board == BoardDescription.virtualPOS())
        #expect(board.map.data.geometry == .terminal)
        #expect(board.map[.journal].size == FlashGeometry.terminal.byteCount)
        #expect(board.map[.slotA].size == 0xE0000 && board.map[.slotB].end == board.map.program.geometry.byteCount)
    }

    @Test("QEMU's board has sectors of 256 KiB")
    func qemu() throws {
        let board = try BoardDescription.parse(try text("qemu-virt"), origin: "qemu-virt.yaml")
        #expect(board.id == "qemu-virt" && board.map.program.geometry.sectorSize == 256 * 1024)
        #expect(board.map[.slotB].offset == 0x4C0000)
    }

    @Test(
        "what cannot be is named with its line",
        arguments: [
            ("size: 0x200000\n", "size: 0x200001\n", 7, "no whole number of erase sectors"),
            ("    write-unit: 4\n", "    write-unit: 8\n", 9, "units of 4 bytes"),
            ("    erase-sector: 4096\n", "    erase-sector: 100\n", 7, "no whole number of erase sectors"),
            ("endurance: 100000", "endurance: 0", 6, "must endure at least one"),
            ("board: virtual-pos", "board: Virtual POS", 4, "1 to 32 characters"),
            ("  keys:       { offset: 0x018000, size: 0x004000 }\n", "", 17, "the region keys is missing"),
            ("  keys: ", "  fonts: ", 20, "unknown key \"fonts\""),
            ("0x018000, size: 0x004000", "0x018000, size: 0x004001", 20, "does not begin and end at an erase sector"),
            ("0x018000, size: 0x004000", "0x018000, size: 0x005000", 21, "keys and log overlap"),
            ("0x120000, size: 0x0E0000", "0x120000, size: 0x0F0000", 24, "lies outside of the program chip"),
            ("0x120000, size: 0x0E0000", "0x120000, size: 0x0D0000", 24, "they are swapped and must be equal"),
            ("0x030000, size: 0x010000", "0x030000, size: 0x000000", 22, "scratch has 0 bytes and needs 4096"),
            ("0x010000, size: 0x004000", "0x010000, size: 0x001000", 18, "boot-state has 4096 bytes and needs 8192"),
            ("0x010000, size: 0x004000", "0x010000, size: many", 18, "size is missing or no number"),
            ("0x010000, size: 0x004000", "0x010000", 18, "size is missing or no number"),
            ("name: Virtual POS\n", "", 3, "name is missing"),
            ("regions:\n", "regions: []\nmore:\n", 17, "unknown key"),
        ])
    func wrong(_ from: String, _ to: String, _ line: Int, _ reason: String) throws {
        let text = try text()
        let start = try #require(text.range(of: from))
        let wrong = text.replacingCharacters(in: start, with: to)
        let error = #expect(throws: BenchError.self) { try BoardDescription.parse(wrong, origin: "a.yaml") }
        #expect(error?.kind == .file)
        #expect(error?.what.contains(reason) == true, "\(error?.what ?? "")")
        #expect(error?.what.hasPrefix("a.yaml:\(line): ") == true, "\(error?.what ?? "")")
    }

    @Test("a file that is no YAML, no mapping or not there is named")
    func unreadable() {
        for (text, what) in [
            ("name: a\n@board: b", "a.yaml:2: this is no YAML"),
            ("name: a\nboard: b\nname: c", "a.yaml:1: twice there: name"),
        ] {
            let error = #expect(throws: BenchError.self) { try BoardDescription.parse(text, origin: "a.yaml") }
            #expect(error?.what.hasPrefix(what) == true, "\(error?.what ?? "")")
        }
        #expect(throws: BenchError.self) { try BoardDescription.parse("", origin: "a.yaml") }
        #expect(throws: BenchError.self) { try BoardDescription.load("/nowhere/a.yaml") }
    }
}
