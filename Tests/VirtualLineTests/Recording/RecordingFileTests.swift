import Foundation
import SerialDriver
import Synchronization
import Testing
import VirtualLine

@Suite("Recordings in files, and their replay over a line")
struct RecordingFileTests {
    private let header = RecordingHeader(date: "2026-01-31T10:00:00Z", a: "a", b: "b", settings: "s")
    private let path = NSTemporaryDirectory() + "recording-" + UUID().uuidString

    private func read(_ path: String) throws -> Recording {
        try RecordingReader.read(Array(try Data(contentsOf: URL(filePath: path))))
    }

    @Test("each event is in the file at once, which only its owner may read")
    func atOnce() throws {
        defer { unlink(path) }
        let file = try RecordingFile(path: path, header: header) { _ in }
        file.append(RecordedEvent(time: 1, .bytes(from: .a, [1])))
        #expect(try read(path).events.count == 1)
        file.append(RecordedEvent(time: 2, .bytes(from: .b, [2])))
        #expect(try read(path).events.count == 2)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("a file that is there already is left alone")
    func occupied() throws {
        defer { unlink(path) }
        try Data("precious".utf8).write(to: URL(filePath: path))
        let error = #expect(throws: RecordingFileError.self) { try RecordingFile(path: path, header: header) { _ in } }
        #expect(error?.code == EEXIST)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
    }

    @Test("where a device or a folder stands, nobody is told to remove it", arguments: ["/dev/null", "/tmp"])
    func special(path: String) {
        let error = #expect(throws: RecordingFileError.self) { try RecordingFile(path: path, header: header) { _ in } }
        #expect(error?.why.contains("no regular file") == true)
        #expect(error?.nextStep == "name another")
        #expect(error?.code == EEXIST)
    }

    /// A file system of one page, in which the header and some lines fit.
    private static let canMount: Bool = {
        let folder = NSTemporaryDirectory() + "recording-probe-" + UUID().uuidString
        guard getuid() == 0, mkdir(folder, 0o700) == 0 else { return false }
        defer { rmdir(folder) }
        guard mount("tmpfs", folder, "tmpfs", 0, "size=4096") == 0 else { return false }
        return umount2(folder, Int32(MNT_DETACH)) == 0
    }()

    @Test(
        "a disk that is full ends a recording after a whole line, and that is told once",
        .enabled(if: canMount, "needs the right to mount a tmpfs"))
    func fullDisk() throws {
        let folder = path + "-disk"
        try #require(mkdir(folder, 0o700) == 0)
        defer { rmdir(folder) }
        try #require(mount("tmpfs", folder, "tmpfs", 0, "size=4096") == 0)
        defer { umount2(folder, Int32(MNT_DETACH)) }
        let told = Mutex<[Int32]>([])
        let file = try RecordingFile(path: folder + "/r", header: header) { error in
            told.withLock { $0.append(error.code) }
        }
        for time in 1...100 {
            file.append(RecordedEvent(time: UInt64(time), .bytes(from: .a, [UInt8](repeating: 7, count: 99))))
        }
        #expect(told.withLock { $0 } == [ENOSPC])
        let bytes = Array(try Data(contentsOf: URL(filePath: folder + "/r")))
        #expect(bytes.last == 0x0A)
        let recording = try RecordingReader.read(bytes)
        #expect(!recording.isTorn && recording.events.count > 5)
    }

    @Test("a file that cannot be made is told at the begin")
    func cannotBeMade() {
        let error = #expect(throws: RecordingFileError.self) {
            try RecordingFile(path: "/nowhere/recording", header: header) { _ in }
        }
        #expect(error?.code == ENOENT)
    }

    @Test("a dialogue that was recorded is played against another program, and a deviation is told with its place")
    func replay() throws {
        let first = try PairBench()
        let (a, b) = try (first.open(.a), first.open(.b))
        for (question, answer) in [([0x05] as [UInt8], [0x06] as [UInt8]), ([0x02, 0x31, 0x03], [0x06, 0x06])] {
            try a.writeAll(question, deadline: .now + patience)
            #expect(try b.collect(question.count) == question)
            try b.writeAll(answer, deadline: .now + patience)
            #expect(try a.collect(answer.count) == answer)
        }
        // The last piece is recorded right after it was handed over.
        #expect(try eventually { first.recordedBytes(from: .b) == [6, 6, 6] })
        let recording = Recording(header: header, events: first.recorded)
        let second = try PairBench()
        let program = try second.open(.a)
        try second.pair.play(recording, as: .b)
        try program.writeAll([0x05], deadline: .now + patience)
        #expect(try program.collect(1) == [0x06])
        try program.writeAll([0x02, 0x31, 0x99], deadline: .now + patience)
        #expect(try program.collect(2) == [0x06, 0x06])
        #expect(try eventually { second.notes.contains(.replayEnded(heard: 4, wanted: 4)) })
        let deviation = ReplayDeviation(kind: .other, offset: 3, wanted: [0x03], got: [0x99])
        #expect(second.notes.contains(.deviation(deviation)))
    }
}
