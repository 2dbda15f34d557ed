import Testing
import VirtualLine

@Suite("Playing one end of a recording")
struct ReplayTests {
    private static let second: UInt64 = 1_000_000_000

    /// a asks at 1.0, b answers 0.2 later, a confirms 0.1 after that.
    private let recording = Recording(
        header: RecordingHeader(date: "d", a: "a", b: "b", settings: "s"),
        events: [
            RecordedEvent(time: 1_000_000, .bytes(from: .a, [0x05])),
            RecordedEvent(time: 1_200_000, .bytes(from: .b, [0x06, 0x02])),
            RecordedEvent(time: 1_300_000, .bytes(from: .a, [0x15])),
            RecordedEvent(time: 1_400_000, .bytes(from: .b, [0x04])),
        ])

    private func replay(_ side: LineSide, _ options: ReplayOptions = ReplayOptions()) -> Replay {
        Replay(recording, as: side, options: options, at: 0)
    }

    @Test("in a dialogue each turn waits for the other side, however long it takes")
    func dialogue() {
        var replay = replay(.a, ReplayOptions(patience: 100 * Self.second))
        #expect(replay.next(at: 0) == [.send([0x05])])
        #expect(replay.next(at: 50 * Self.second).isEmpty)
        replay.receive([0x06], at: 50 * Self.second)
        #expect(replay.next(at: 60 * Self.second).isEmpty)
        replay.receive([0x02], at: 60 * Self.second)
        #expect(replay.nextTime == 60 * Self.second + 100_000_000)
        #expect(replay.next(at: 60 * Self.second).isEmpty)
        #expect(replay.next(at: 60 * Self.second + 100_000_000) == [.send([0x15])])
        replay.receive([0x04], at: 61 * Self.second)
        #expect(replay.next(at: 61 * Self.second) == [.finish])
        #expect(replay.isFinished)
        #expect(replay.nextTime == nil)
    }

    @Test("the answering side waits for the question")
    func answering() {
        var replay = replay(.b)
        #expect(replay.next(at: Self.second).isEmpty)
        replay.receive([0x05], at: Self.second)
        #expect(replay.next(at: Self.second + 200_000_000) == [.send([0x06, 0x02])])
        replay.receive([0x15], at: 2 * Self.second)
        #expect(replay.next(at: 2 * Self.second + 100_000_000) == [.send([0x04]), .finish])
    }

    @Test("in time everything is sent by the clock")
    func timed() {
        var replay = replay(.b, ReplayOptions(mode: .timed))
        #expect(replay.nextTime == 1_200_000_000)
        #expect(replay.next(at: 1_199_999_999).isEmpty)
        #expect(replay.next(at: 1_200_000_000) == [.send([0x06, 0x02])])
        #expect(replay.next(at: 1_400_000_000) == [.send([0x04])])
        #expect(
            replay.next(at: 1_400_000_000 + 5 * Self.second) == [
                .report(ReplayDeviation(kind: .silent, offset: 0, wanted: [0x05, 0x15], got: [])), .finish,
            ])
    }

    @Test("times that no clock reaches, and endless patience, are waited for and stop nothing")
    func never() {
        let events = [
            RecordedEvent(time: .max, .bytes(from: .b, [1])), RecordedEvent(time: .max, .bytes(from: .a, [2])),
        ]
        let endless = Recording(header: recording.header, events: events)
        for mode in [ReplayOptions.Mode.dialogue, .timed] {
            let options = ReplayOptions(mode: mode, patience: .max)
            var replay = Replay(endless, as: .a, options: options, at: Self.second)
            #expect(replay.nextTime == .max)
            #expect(replay.next(at: 2 * Self.second).isEmpty)
        }
    }

    @Test("another byte than in the recording is told with its place, and playing goes on")
    func otherBytes() {
        var replay = replay(.a)
        _ = replay.next(at: 0)
        replay.receive([0x06, 0x99], at: Self.second)
        #expect(
            replay.next(at: Self.second) == [
                .report(ReplayDeviation(kind: .other, offset: 1, wanted: [0x02, 0x04], got: [0x99]))
            ])
        #expect(replay.next(at: 2 * Self.second) == [.send([0x15])])
    }

    @Test("playing stops at a deviation when that was asked for")
    func stops() {
        var replay = replay(.a, ReplayOptions(stopsOnDeviation: true))
        _ = replay.next(at: 0)
        replay.receive([0x99], at: Self.second)
        #expect(
            replay.next(at: Self.second) == [
                .report(ReplayDeviation(kind: .other, offset: 0, wanted: [0x06, 0x02, 0x04], got: [0x99])), .finish,
            ])
        #expect(replay.isFinished)
        #expect(replay.next(at: 100 * Self.second).isEmpty)
    }

    @Test("a side that says nothing is told of once patience has run out, and its turn is left out")
    func silence() {
        var replay = replay(.a)
        _ = replay.next(at: 0)
        replay.receive([0x06], at: Self.second)
        #expect(replay.nextTime == 6 * Self.second + 100_000_000)
        #expect(
            replay.next(at: 6 * Self.second + 100_000_000) == [
                .report(ReplayDeviation(kind: .silent, offset: 1, wanted: [0x02], got: []))
            ])
        #expect(replay.next(at: 7 * Self.second) == [.send([0x15])])
        replay.receive([0x04], at: 7 * Self.second)
        #expect(replay.next(at: 7 * Self.second) == [.finish])
    }

    @Test("bytes too many before our turn and at the end are told of and do not count")
    func tooMuch() {
        var replay = replay(.a)
        _ = replay.next(at: 0)
        replay.receive([0x06, 0x02, 0x77, 0x78], at: Self.second)
        let early = replay.next(at: Self.second)
        #expect(early == [.report(ReplayDeviation(kind: .more, offset: 2, wanted: [], got: [0x77, 0x78]))])
        #expect(replay.next(at: 2 * Self.second) == [.send([0x15])])
        replay.receive([0x04, 0x79], at: 2 * Self.second)
        #expect(
            replay.next(at: 2 * Self.second) == [
                .report(ReplayDeviation(kind: .more, offset: 3, wanted: [], got: [0x79])), .finish,
            ])
    }

    @Test(
        "a recording plays against itself without a deviation, however it is cut",
        arguments: 1...20 as ClosedRange<UInt64>)
    func itself(seed: UInt64) {
        var numbers = SplitMix(seed: seed)
        let events = (0..<30).map { number in
            let bytes = someBytes(Int.random(in: 1...20, using: &numbers), seed: numbers.next())
            let side: LineSide = Bool.random(using: &numbers) ? .a : .b
            return RecordedEvent(time: UInt64(number) * 1000, .bytes(from: side, bytes))
        }
        let recording = Recording(header: recording.header, events: events)
        var a = Replay(recording, as: .a, at: 0)
        var b = Replay(recording, as: .b, at: 0)
        var now: UInt64 = 0
        var reports = 0
        func exchange(_ from: inout Replay, _ to: inout Replay) {
            for action in from.next(at: now) {
                if case .report = action { reports += 1 }
                guard case .send(let bytes) = action else { continue }
                var rest = bytes[...]
                while !rest.isEmpty {
                    let piece = rest.prefix(Int.random(in: 1...5, using: &numbers))
                    to.receive(Array(piece), at: now)
                    rest = rest.dropFirst(piece.count)
                }
            }
        }
        while !(a.isFinished && b.isFinished), now < 1000 * Self.second {
            exchange(&a, &b)
            exchange(&b, &a)
            now = max(now + 1, min(a.nextTime ?? .max, b.nextTime ?? .max))
        }
        #expect(a.isFinished && b.isFinished)
        #expect(reports == 0)
    }
}
