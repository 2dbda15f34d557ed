import Crypto
import Foundation
import LogAudit
import Testing

@Suite("The log of what the bench did")
struct ActionLogTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "action-log-\(UUID())")
    private var log: ActionLog { ActionLog(path: folder.appending(path: "state/actions.jsonl").path) }

    /// A log of so many lines.
    private func written(_ count: Int) throws -> ActionLog {
        for number in 1...count {
            try log.append(
                BenchAction(
                    .flashWrite, "1000000\(number)", number % 2 == 0 ? .done : .begun, who: "li",
                    details: [("image", "tb100-2.3.\(number).bin")]))
        }
        return log
    }

    private func bytes() throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: log.path))) }
    private func lines() throws -> [String] {
        String(decoding: try bytes(), as: UTF8.self).split(separator: "\n").map(String.init)
    }
    private func write(_ lines: [String]) throws {
        try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: URL(filePath: log.path))
    }
    private func offset(_ lines: [String], _ line: Int) -> Int {
        lines[..<(line - 1)].reduce(0) { $0 + $1.utf8.count + 1 }
    }

    @Test("is sound as it was written; its end can be noted and compared; nobody else may read it")
    func sound() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let check = try written(5).check()
        #expect(check.isSound && check.notes.isEmpty && check.lines == 5)
        #expect(check.end == log.head && check.end?.lines == 5)
        let end = try #require(check.end)
        #expect(ActionLogHead(end.description) == end)
        #expect(try log.check(expected: end).isSound)
        let short = try #require(ActionLogHead("3:" + (try lines()[2].suffix(66).prefix(20))))
        #expect(try log.check(expected: short).isSound)
        let mode = try FileManager.default.attributesOfItem(atPath: log.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        for line in try lines() { #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any]) }
    }

    @Test("an edited line is found, with its line and byte offset", arguments: 1...5)
    func edited(_ line: Int) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try written(5)
        var all = try lines()
        all[line - 1] = all[line - 1].replacing("\"li\"", with: "\"wu\"")
        try write(all)
        let faults = try log.check().faults
        #expect(faults.map(\.kind) == [.edited] && faults[0].line == line && faults[0].offset == offset(all, line))
    }

    @Test("any single bit that is changed anywhere is found, in its line")
    func everyBit() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try written(3)
        let whole = try bytes()
        let starts = [0] + whole.indices.filter { whole[$0] == 0x0A }.map { $0 + 1 }
        for index in whole.indices {
            var changed = whole
            changed[index] ^= 1 << UInt8(index % 7)
            let check = ActionLogCheck(changed, head: log.head)
            let line = starts.count { $0 <= index }
            #expect(
                !check.isSound
                    && check.faults.contains { ($0.line...$0.line + 1).contains(line) || $0.line == line + 1 },
                "byte \(index) of line \(line): \(check.faults)")
        }
    }

    @Test("dropped, swapped, repeated and cut-off lines are found, and one that was written anew with a right hash")
    func tampered() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try written(6)
        let all = try lines()
        func faults(_ lines: [String]) throws -> [ActionLogCheck.Fault] {
            try write(lines)
            return try log.check().faults
        }
        let dropped = try faults(Array(all[..<2] + all[3...]))
        #expect(dropped.map(\.kind) == [.dropped] && dropped[0].line == 3 && dropped[0].offset == offset(all, 3))
        let twoDropped = try faults(Array(all[..<1] + all[3...]))
        #expect(twoDropped.map(\.kind) == [.dropped] && twoDropped[0].en == "2 line(s) are gone before line 4")
        let first = try faults(Array(all[1...]))
        #expect(first.map(\.kind) == [.dropped] && first[0].line == 1)
        var swapped = all
        swapped.swapAt(1, 2)
        let moved = try faults(swapped)
        #expect(moved.map(\.kind) == [.moved] && moved[0].line == 3 && moved[0].offset == offset(swapped, 3))
        let repeated = try faults(Array(all[..<4] + [all[1]] + all[4...]))
        #expect(repeated.map(\.kind) == [.repeated] && repeated[0].line == 5)
        let truncated = try faults(Array(all[..<4]))
        #expect(truncated.map(\.kind) == [.truncated] && truncated[0].line == 5)
        #expect(truncated[0].en == "2 line(s) are gone at the end; the head knows 6")
        let garbage = try faults(all[..<2] + ["{}"] + all[3...])
        #expect(garbage.map(\.kind) == [.unreadable] && garbage[0].line == 3)
        // Somebody who knows the form makes a line with a right hash: the next one was not written after it.
        let other = ActionLog(path: folder.appending(path: "other/actions.jsonl").path)
        for _ in 1...3 { try other.append(BenchAction(.flashWrite, "forged", .done, who: "wu")) }
        let forged = String(decoding: try Data(contentsOf: URL(filePath: other.path)), as: UTF8.self)
            .split(separator: "\n").map(String.init)
        let rewritten = try faults(Array(all[..<2] + [forged[2]] + all[3...]))
        #expect(Set(rewritten.map(\.kind)) == [.rewritten] && rewritten.contains { $0.line == 3 })
        let end = try #require(ActionLogHead("6:" + String(all[5].suffix(66).prefix(64))))
        // The whole log anew, and its head: only what was noted elsewhere shows it.
        try Data(contentsOf: URL(filePath: other.path)).write(to: URL(filePath: log.path))
        try Data(contentsOf: URL(filePath: other.headPath)).write(to: URL(filePath: log.headPath))
        #expect(try log.check().isSound)
        #expect(try log.check(expected: end).faults.map(\.kind) == [.otherThanNoted])
    }

    /// A line with a right hash and the number that somebody likes.
    private func forged(_ number: String, previous: String = String(repeating: "0", count: 64)) -> String {
        let body = "{\"n\":\(number),\"prev\":\"\(previous)\""
        let hash = SHA256.hash(data: Data(body.utf8)).map { String(format: "%02x", $0) }.joined()
        return body + ",\"hash\":\"\(hash)\"}"
    }

    @Test(
        "numbers that no line can have neither end the check nor the next append",
        arguments: ["9000000000000000000", "\(Int.min)", "\(Int.max)", "0", "-1"])
    func hostileNumbers(_ number: String) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try written(2)
        let all = try lines()
        try write(all + [forged(number)])
        #expect(try log.check().faults.map(\.kind) == [.unreadable])
        try log.append(BenchAction(.keysLoad, "1", .done, who: "li"))
        #expect(log.head?.lines == 3)
        try Data("{\"lines\":\(number),\"hash\":\"\"}".utf8).write(to: URL(filePath: log.headPath))
        #expect(log.head == nil)
        #expect(try log.check().faults.map(\.kind) == [.unreadable])
        #expect(ActionLogHead("\(number):0123456789abcdef") == nil)
    }

    @Test("a gap of very many numbers is counted at once")
    func wideGap() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try written(2)
        try write(try lines() + [forged("2000000000")])
        #expect(try log.check().faults.contains { $0.en == "1999999997 line(s) are gone before line 2000000000" })
    }

    @Test("lines that were added behind the head do not become sound when the bench writes the next one")
    func addedBehindHead() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let action = BenchAction(.keysLoad, "10000000", .done, who: "wu")
        _ = try written(3)
        let all = try lines()
        let head = try #require(log.head)
        let other = ActionLog(path: folder.appending(path: "other/actions.jsonl").path)
        try FileManager.default.createDirectory(
            at: folder.appending(path: "other"), withIntermediateDirectories: true)
        try Data(contentsOf: URL(filePath: log.path)).write(to: URL(filePath: other.path))
        for _ in 1...2 { try other.append(action) }
        let longer = String(decoding: try Data(contentsOf: URL(filePath: other.path)), as: UTF8.self)
            .split(separator: "\n").map(String.init)
        for tail in [Array(longer[3...]), [forged("4")], [forged("9", previous: head.hash)]] {
            try write(all + tail)
            try JSONEncoder().encode(head).write(to: URL(filePath: log.headPath))
            try log.append(action)
            #expect(try !log.check().isSound, "\(tail)")
        }
        // One line alone looks like a power cut: it is noted.
        try write(all + [longer[3]])
        try JSONEncoder().encode(head).write(to: URL(filePath: log.headPath))
        let check = try log.check()
        #expect(check.isSound && check.notes.count == 1)
    }

    @Test("what was cut off, replaced or taken away is still found when the bench has written on")
    func writtenOn() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let action = BenchAction(.keysLoad, "10000000", .done, who: "li")
        _ = try written(6)
        let all = try lines()
        try write(Array(all[..<4]))
        try log.append(action)
        let cut = try log.check()
        #expect(
            cut.faults.map(\.kind) == [.dropped] && cut.faults[0].en == "2 line(s) are gone before line 7", "\(cut)")
        // The whole log taken away.
        try FileManager.default.removeItem(atPath: log.path)
        #expect(try log.check().faults.map(\.kind) == [.truncated])
        try log.append(action)
        let gone = try log.check()
        #expect(
            gone.faults.map(\.kind) == [.dropped] && gone.faults[0].en == "7 line(s) are gone before line 8", "\(gone)")
        // The last line replaced by one with a right hash.
        let other = ActionLog(path: folder.appending(path: "other/actions.jsonl").path)
        for _ in 1...8 { try other.append(BenchAction(.flashWrite, "forged", .done, who: "wu")) }
        let forged = String(decoding: try Data(contentsOf: URL(filePath: other.path)), as: UTF8.self)
        try write([String(try #require(forged.split(separator: "\n").last))])
        try log.append(action)
        #expect(try log.check().faults.contains { $0.kind == .rewritten })
    }

    @Test("a line that a power cut tore at any byte is noted, not blamed, and the log goes on behind it")
    func torn() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try written(3)
        let whole = try bytes()
        let head = try #require(log.head)
        let last = try lines()[2].utf8.count
        let former = ActionLogHead(lines: 2, hash: String(try lines()[1].suffix(66).prefix(64)))
        for kept in stride(from: 1, to: last, by: 17) {
            try Data(whole.prefix(whole.count - last - 1 + kept)).write(to: URL(filePath: log.path))
            // The head is written after the line.
            try JSONEncoder().encode(former).write(to: URL(filePath: log.headPath))
            let cut = try log.check()
            #expect(cut.isSound && cut.notes.count == 1 && cut.lines == 2, "\(kept): \(cut)")
            // With the head of the whole line it was cut off later.
            #expect(ActionLogCheck(try bytes(), head: head).faults.contains { $0.kind == .truncated })
            try log.append(BenchAction(.doctorFix, "10000000", .done, who: "li"))
            let on = try log.check()
            #expect(on.isSound && on.notes.count == 1 && on.lines == 3, "\(kept): \(on)")
        }
    }

    @Test("lines of many writers at once stand one after the other, and none is lost")
    func together() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let log = log
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    for number in 0..<6 {
                        try log.append(
                            BenchAction(.parametersLoad, "\(writer)-\(number)", .done, who: "writer \(writer)"))
                    }
                }
            }
            try await group.waitForAll()
        }
        let check = try log.check()
        #expect(check.isSound && check.notes.isEmpty && check.lines == 48)
    }

    @Test("card numbers are masked and control characters are written out, whatever is told to the log")
    func masked() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try log.append(
            BenchAction(
                .doctorFix, "card 6212345678901232", .refused, who: "a\"b\\\n\u{1B}[31m",
                details: [("track \"2\"", "4111111111111111=30122010000000000000")]))
        let text = String(decoding: try bytes(), as: UTF8.self)
        #expect(text.contains("621234******1232") && text.contains("411111******1111"))
        #expect(!text.contains("6212345678901232") && !text.contains("30122010000000000000"))
        #expect(!text.dropLast().contains("\n") && !text.contains("\u{1B}"))
        #expect(try log.check().isSound)
    }

    @Test("a log that cannot be written says why")
    func unwritable() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let target = folder.appending(path: "elsewhere")
        try Data().write(to: target)
        let link = folder.appending(path: "link")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: target)
        #expect(throws: ActionLogError.self) {
            try ActionLog(path: link.path).append(BenchAction(.auditRun, "x", .done, who: "li"))
        }
        #expect(throws: ActionLogError.self) { try ActionLog(path: folder.appending(path: "none").path).check() }
    }
}
