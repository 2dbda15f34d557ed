import FlashStore
import Foundation
import Testing
import VirtualTerminal

/// A folder of its own, gone afterwards.
final class Scratch {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "tb-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite("Flash in a file")
struct FileFlashTests {
    @Test("a new file is blank flash; what was programmed is there when it is opened again")
    func keeps() throws {
        let scratch = try Scratch()
        do {
            let flash = try FileFlash(path: scratch.path + "/flash.bin", geometry: .terminal)
            #expect(try flash.read(at: 0, count: 64).allSatisfy { $0 == 0xFF })
            try flash.program(at: 8, [1, 2, 3, 4])
            #expect(throws: FlashError.needsErase(offset: 8)) { try flash.program(at: 8, [0xFF, 2, 3, 4]) }
            try flash.synchronize()
        }
        let again = try FileFlash(path: scratch.path + "/flash.bin", geometry: .terminal)
        #expect(try again.read(at: 8, count: 4) == [1, 2, 3, 4])
        try again.erase(sector: 0)
        #expect(try again.read(at: 8, count: 4) == [0xFF, 0xFF, 0xFF, 0xFF])
    }

    @Test("erasures of each sector are counted in a file beside it, over restarts")
    func wear() throws {
        let scratch = try Scratch()
        let (path, wear) = (scratch.path + "/flash.bin", scratch.path + "/flash.wear")
        do {
            let flash = try FileFlash(path: path, geometry: .terminal, wear: wear)
            #expect(try flash.eraseCount(sector: 255) == 0)
            for _ in 0..<300 { try flash.erase(sector: 255) }
            let region = try RegionFlash(SharedFlash(flash), offset: 254 * 4096, size: 2 * 4096)
            #expect(try region.eraseCount(sector: 1) == 300)
        }
        let again = try FileFlash(path: path, geometry: .terminal, wear: wear)
        try again.erase(sector: 0)
        #expect(try (again.eraseCount(sector: 0), again.eraseCount(sector: 255)) == (1, 300))
        #expect(throws: FlashError.self) { try again.eraseCount(sector: 256) }
        #expect(throws: BenchError.self) {
            try FileFlash(
                path: scratch.path + "/other.bin", geometry: FlashGeometry(sectorSize: 4096, sectorCount: 2), wear: wear
            )
        }
        #expect(try MemoryFlash(geometry: .terminal).eraseCount(sector: 0) == nil)
    }

    @Test("a second user of one flash file is refused")
    func locked() throws {
        let scratch = try Scratch()
        let first = try FileFlash(path: scratch.path + "/flash.bin", geometry: .terminal)
        let error = try #require(throws: BenchError.self) {
            _ = try FileFlash(path: scratch.path + "/flash.bin", geometry: .terminal)
        }
        #expect(error.kind == .port && error.description.contains("in use"))
        if FileManager.default.fileExists(atPath: "/proc/locks") {
            #expect(error.why.contains("process \(getpid()) "), "\(error)")
        }
        #expect(try first.read(at: 0, count: 1) == [0xFF])
    }

    @Test("a file from something else is refused and left as it is")
    func foreign() throws {
        let scratch = try Scratch()
        let path = scratch.path + "/flash.bin"
        try "a letter".write(toFile: path, atomically: true, encoding: .utf8)
        let error = try #require(throws: BenchError.self) { _ = try FileFlash(path: path, geometry: .terminal) }
        #expect(error.kind == .file)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "a letter")
    }
}

@Suite("Terminal files")
struct TerminalConfigurationTests {
    @Test("what is not said is as for the test terminal")
    func defaults() throws {
        let configuration = try TerminalConfiguration.parse("merchant-name: Bar\nlanguage: zh", origin: "t.yaml")
        #expect(configuration.merchantName == "Bar" && configuration.terminalID == "10000001")
        #expect(try TerminalConfiguration.parse(try configuration.yaml(), origin: "again") == configuration)
    }

    @Test("the shipped example is the test terminal, and names every setting")
    func example() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("hardware/parameters/corner-shop.yaml")
        #expect(try TerminalConfiguration.load(file.path) == TerminalConfiguration())
        let text = try String(contentsOf: file, encoding: .utf8)
        for name in TerminalConfiguration.keyNames { #expect(text.contains("\n\(name):"), "\(name)") }
    }

    @Test(
        "a wrong setting is an error that names it",
        arguments: [
            ("terminal-id: \"1\"", "terminal-id"), ("merchantname: X", "merchantname"), ("baud: fast", "baud"),
            ("language: fr", "language"), ("master-key: 12", "master-key"),
            ("records-per-upload: 9", "records-per-upload"),
            ("business-day-begins: \"25:00\"", "business-day-begins"), ("batch-limit: 1000", "batch-limit"),
        ])
    func wrong(_ text: String, _ name: String) throws {
        let error = try #require(throws: BenchError.self) { try TerminalConfiguration.parse(text, origin: "t.yaml") }
        #expect(error.kind == .file && error.description.contains(name), "\(error)")
    }
}
