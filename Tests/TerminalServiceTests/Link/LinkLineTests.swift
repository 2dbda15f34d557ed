import Foundation
import SerialDriver
import SerialLink
import Synchronization
import TestSupport
import Testing

@testable import TerminalService

@Suite("Frames as an async sequence, over real ttys", .timeLimit(.minutes(5)))
struct LinkLineTests {
    private func open(_ terminal: PseudoTerminal) throws -> SerialPort {
        try SerialPort(opening: terminal.devicePath, settings: LineSettings(baud: 115_200))
    }

    /// Waits for a condition, at most a minute.
    private func wait(_ condition: () throws -> Bool) async throws {
        let limit = ContinuousClock.now + .seconds(120)
        while try !condition(), ContinuousClock.now < limit { try await Task.sleep(for: .milliseconds(2)) }
        #expect(try condition())
    }

    private func parameters(ack milliseconds: Int, retries: Int = 3) -> LinkParameters {
        var parameters = LinkParameters()
        parameters.ackTimeout = milliseconds
        parameters.interByteTimeout = milliseconds
        parameters.retries = retries
        return parameters
    }

    private func payloads(_ count: Int, seed: UInt64) -> [[UInt8]] {
        var random = Random(state: seed)
        return (0..<count).map { number in
            let size = Int.random(in: 0...600, using: &random)
            return [UInt8(number >> 8), UInt8(number & 0xFF)]
                + (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
    }

    private func collect(_ line: LinkLine, _ count: Int, pause: Duration = .zero) async throws -> [[UInt8]] {
        var found: [[UInt8]] = []
        for try await payload in line.payloads {
            found.append(payload)
            if found.count == count { break }
            if pause > .zero { try await Task.sleep(for: pause) }
        }
        return found
    }

    @Test("payloads pass in both directions at once, whole and in order")
    func bothWays() async throws {
        let cable = try Cable()
        defer { cable.cut() }
        let left = try LinkLine(try open(cable.pairs[0].left))
        let right = try LinkLine(try open(cable.pairs[0].right))
        let (there, back) = (payloads(60, seed: 1), payloads(60, seed: 2))
        async let atRight = collect(right, there.count)
        async let atLeft = collect(left, back.count)
        async let sending: Void = { for payload in there { try await left.send(payload, deadline: nil) } }()
        for payload in back { try await right.send(payload, deadline: .now + .seconds(120)) }
        try await sending
        #expect(try await atRight == there)
        #expect(try await atLeft == back)
    }

    @Test("bytes that the line damages are sent again, and every payload comes once")
    func damage() async throws {
        // One flip in 1999 bytes: two in one frame may cancel each other in its check byte, which no receiver can see.
        let count = Mutex(0)
        let cable = try Cable { bytes in
            count.withLock { count in
                bytes.map { byte in
                    count += 1
                    return count % 1999 == 0 ? byte ^ 0x41 : byte
                }
            }
        }
        defer { cable.cut() }
        let notes = Mutex<[LinkNote]>([])
        let quick = parameters(ack: 400, retries: 30)
        let left = try LinkLine(try open(cable.pairs[0].left), parameters: quick) { note in
            notes.withLock { $0.append(note) }
        }
        let right = try LinkLine(try open(cable.pairs[0].right), parameters: quick)
        // No control characters: within a frame whose length is damaged they would be taken for answers.
        let sent = payloads(60, seed: 3).enumerated().map { number, payload in
            [UInt8(0x20 + number)] + payload.map { $0 | 0x20 }
        }
        async let found = collect(right, sent.count)
        for payload in sent { try await left.send(payload, deadline: nil) }
        #expect(try await found == sent)
        #expect(notes.withLock { $0 }.contains { if case .sentAgain = $0 { true } else { false } })
    }

    @Test("an owner that takes nothing holds the line back: no more is acknowledged than may wait, and nothing is lost")
    func backPressure() async throws {
        let terminal = try PseudoTerminal()
        let line = try LinkLine(try open(terminal), waiting: 2)
        let sent = (0..<1000).map { [UInt8($0 >> 8), UInt8($0 & 0xFF)] + [UInt8](repeating: 0x55, count: 998) }
        let stream = try sent.flatMap { try LinkFrame.encode($0) }
        // A sender that does not wait for ACK, so that only the line can hold it.
        let taken = try await onThread { try Hand.write(terminal, stream, patience: 1000) }
        #expect(taken < stream.count / 2)
        #expect(try terminal.read(upTo: 4096) == [6, 6])
        async let rest = onThread { try Hand.write(terminal, [UInt8](stream[taken...])) }
        async let answers = onThread { try Hand.read(terminal) { $0.count >= sent.count - 2 } }
        #expect(try await collect(line, sent.count) == sent)
        #expect(try await rest == stream.count - taken)
        #expect(try await answers.count == sent.count - 2)
    }

    @Test("a slow owner slows the sender down, and every payload comes once")
    func slowOwner() async throws {
        let cable = try Cable()
        defer { cable.cut() }
        let left = try LinkLine(try open(cable.pairs[0].left))
        let right = try LinkLine(try open(cable.pairs[0].right), waiting: 1)
        let sent = payloads(25, seed: 4)
        async let found = collect(right, sent.count, pause: .milliseconds(20))
        for payload in sent { try await left.send(payload, deadline: nil) }
        #expect(try await found == sent)
    }

    @Test("an ACK that stands in the port while the owner takes nothing still counts")
    func answerBehindPressure() async throws {
        let terminal = try PseudoTerminal()
        let line = try LinkLine(try open(terminal), parameters: parameters(ack: 50, retries: 0), waiting: 1)
        // A payload fills the line's store; a second one and the ACK stand behind it in the port.
        _ = try terminal.write(try LinkFrame.encode([1]))
        _ = try await onThread { try Hand.read(terminal) { $0 == [6] } }
        let bytes = try LinkFrame.encode([2]) + [6]
        #expect(try terminal.write(bytes) == bytes.count)
        let frame = try LinkFrame.encode([9])
        async let sending: Void = line.send([9], deadline: nil)
        _ = try await onThread { try Hand.read(terminal) { $0 == frame } }
        // Longer than the acknowledgement may take.
        try await Task.sleep(for: .milliseconds(200))
        #expect(try await collect(line, 2) == [[1], [2]])
        try await sending
    }

    @Test("a task that waits for a payload ends as soon as it is cancelled, and the payload goes to the next one")
    func cancelledOwner() async throws {
        let terminal = try PseudoTerminal()
        let line = try LinkLine(try open(terminal))
        let waiting = Task { try await collect(line, 1) }
        waiting.cancel()
        #expect(try await waiting.value.isEmpty)
        _ = try terminal.write(try LinkFrame.encode([7]))
        #expect(try await collect(line, 1) == [[7]])
    }

    @Test("a sender ends as soon as it is cancelled or its deadline comes; the line goes on")
    func cancelledSender() async throws {
        let terminal = try PseudoTerminal()
        let line = try LinkLine(try open(terminal), parameters: parameters(ack: 200))
        let sending = Task { try await line.send([1], deadline: nil) }
        let frame = try LinkFrame.encode([1])
        _ = try await onThread { try Hand.read(terminal) { $0 == frame } }
        sending.cancel()
        let cancelled = await sending.result
        #expect(throws: LinkLineError(.cancelled, path: terminal.devicePath)) { try cancelled.get() }
        await #expect(throws: LinkLineError(.timedOut, path: terminal.devicePath)) {
            try await line.send([2], deadline: .now + .milliseconds(5))
        }
        let next = try LinkFrame.encode([3])
        async let third: Void = line.send([3], deadline: nil)
        _ = try await onThread {
            try Hand.read(terminal) { $0.count >= next.count && $0.suffix(next.count) == next[...] }
        }
        _ = try terminal.write([6])
        try await third
    }

    @Test("no answer to any try, and a refusal each time, are told apart")
    func failures() async throws {
        let terminal = try PseudoTerminal()
        let line = try LinkLine(try open(terminal), parameters: parameters(ack: 30, retries: 2))
        await #expect(throws: LinkLineError(.noAcknowledgement, path: terminal.devicePath)) {
            try await line.send([1], deadline: nil)
        }
        let frame = try LinkFrame.encode([1])
        #expect(try terminal.read(upTo: 100) == frame + frame + frame)
        await #expect(throws: LinkLineError(.notSendable(.payloadLength(0)), path: terminal.devicePath)) {
            try await line.send([], deadline: nil)
        }
        let patient = try PseudoTerminal()
        let other = try LinkLine(try open(patient), parameters: parameters(ack: 60_000, retries: 1))
        let sending = Task { try await other.send([1], deadline: nil) }
        for _ in 0..<2 {
            let seen = try await onThread { try Hand.read(patient) { $0.count >= frame.count } }
            #expect(seen == frame)
            _ = try patient.write([0x15])
        }
        let refused = await sending.result
        #expect(throws: LinkLineError(.refused, path: patient.devicePath)) { try refused.get() }
    }

    @Test("unplugging ends the sequence and a send with the port's error, after what had been acknowledged")
    func unplug() async throws {
        let terminal = try PseudoTerminal()
        let line = try LinkLine(try open(terminal))
        _ = try terminal.write(try LinkFrame.encode([1]))
        _ = try await onThread { try Hand.read(terminal) { $0 == [6] } }
        let sending = Task { try await line.send([2], deadline: nil) }
        _ = try await onThread { try Hand.read(terminal) { !$0.isEmpty } }
        let begun = ContinuousClock.now
        terminal.close()
        let gone = LinkLineError(
            .port(SerialError(.disconnected, path: terminal.devicePath)), path: terminal.devicePath)
        let sent = await sending.result
        #expect(throws: gone) { try sent.get() }
        var found: [[UInt8]] = []
        var ended: LinkLineError?
        do { for try await payload in line.payloads { found.append(payload) } } catch { ended = error }
        #expect(ended == gone)
        #expect(ContinuousClock.now - begun < .seconds(120))
        #expect(found == [[1]])
        await #expect(throws: gone) { try await line.send([3], deadline: nil) }
    }

    @Test("closing ends the sequence without an error, and a send with one")
    func close() async throws {
        let terminal = try PseudoTerminal()
        let line = try LinkLine(try open(terminal))
        let waiting = Task { try await collect(line, 1) }
        let sending = Task { try await line.send([2], deadline: nil) }
        _ = try await onThread { try Hand.read(terminal) { !$0.isEmpty } }
        line.close()
        #expect(try await waiting.value.isEmpty)
        let sent = await sending.result
        #expect(throws: LinkLineError(.closed, path: terminal.devicePath)) { try sent.get() }
        // The port is free again.
        _ = try open(terminal)
    }

    @Test("a line that nobody holds any more gives its port back")
    func dropped() async throws {
        let terminal = try PseudoTerminal()
        var line: LinkLine? = try LinkLine(try open(terminal))
        await #expect(throws: LinkLineError.self) { try await line?.send([2], deadline: .now + .milliseconds(5)) }
        line = nil
        try await wait {
            do { _ = try open(terminal) } catch { return false }
            return true
        }
    }

    @Test("two tasks cannot wait for payloads of one line")
    func twoOwners() async throws {
        let terminal = try PseudoTerminal()
        let line = try LinkLine(try open(terminal))
        let results = await withTaskGroup(of: Result<Int, any Error>.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    do { return .success(try await collect(line, 1).count) } catch { return .failure(error) }
                }
            }
            let first = await group.next()
            line.close()
            return [first, await group.next()].compactMap { $0 }
        }
        let errors = results.compactMap { result -> LinkLineError? in
            if case .failure(let error) = result { error as? LinkLineError } else { nil }
        }
        #expect(errors == [LinkLineError(.inUse, path: terminal.devicePath)])
    }

    @Test("frames in any pieces with noise between them give the same payloads", arguments: 0..<6)
    func pieces(seed: Int) async throws {
        let terminal = try PseudoTerminal()
        let noise = Mutex(0)
        let line = try LinkLine(try open(terminal), waiting: 1 + seed % 3) { note in
            if case .noise(let count) = note { noise.withLock { $0 += count } }
        }
        let sent = payloads(40, seed: UInt64(seed))
        let written = try await withThrowingTaskGroup(of: Int?.self) { group in
            group.addTask {
                try await onThread {
                    var random = Random(state: UInt64(seed) + 99)
                    var stream: [UInt8] = []
                    var strange = 0
                    for payload in sent {
                        let extra = Int.random(in: 0...3, using: &random)
                        strange += extra
                        stream += [UInt8](repeating: 0x40, count: extra)
                        stream += try LinkFrame.encode(payload)
                    }
                    var place = 0
                    while place < stream.count {
                        let end = min(stream.count, place + Int.random(in: 1...300, using: &random))
                        guard try Hand.write(terminal, [UInt8](stream[place..<end])) == end - place else { return -1 }
                        place = end
                    }
                    return strange
                }
            }
            group.addTask {
                let found = try await collect(line, sent.count)
                #expect(found == sent)
                return nil
            }
            var written = 0
            for try await result in group { written += result ?? 0 }
            return written
        }
        #expect(noise.withLock { $0 } == written)
    }

    @Test("two hundred lines at once take no thread each")
    func many() async throws {
        @Sendable func threads() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count
        }
        let cable = try Cable(pairs: 100)
        defer { cable.cut() }
        let before = try threads()
        let lines = try cable.pairs.map { (try LinkLine(try open($0.left)), try LinkLine(try open($0.right))) }
        let results = try await withThrowingTaskGroup(of: (isRight: Bool, threads: Int).self) { group in
            for (number, pair) in lines.enumerated() {
                let (left, right) = pair
                group.addTask {
                    let sent = payloads(5, seed: UInt64(number))
                    async let found = collect(right, sent.count)
                    for payload in sent { try await left.send(payload, deadline: nil) }
                    return (try await found == sent, try threads())
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count == 100 && results.allSatisfy(\.isRight))
        // Other tests of this process start threads as well, but not two hundred.
        #expect((results.map(\.threads).max() ?? 0) - before < 60)
    }
}
