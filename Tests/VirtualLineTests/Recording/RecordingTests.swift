import Testing
import VirtualLine

@Suite("Recordings of a line")
struct RecordingTests {
    private let header = RecordingHeader(date: "2026-01-31T10:00:00Z", a: "till a", b: "50%=b\n", settings: "auto")
    private static let first = "tillbench-line 1 date=d a=x b=y settings=s\n"

    private func read(_ text: String) throws(RecordingError) -> Recording { try RecordingReader.read(Array(text.utf8)) }

    private func text(_ recording: Recording) -> String {
        RecordingText.line(recording.header) + recording.events.map { RecordingText.line($0) }.joined()
    }

    @Test("what is written is read back the same")
    func roundTrip() throws {
        let recording = Recording(
            header: header,
            events: [
                RecordedEvent(time: 0, .settings(.a, "9600 8N1 rtscts")),
                RecordedEvent(time: 0, .bytes(from: .a, (0...255).map { UInt8($0) })),
                RecordedEvent(time: 1, .breakSignal(from: .b)),
                RecordedEvent(time: 999_999, .unplugged(.a)),
                RecordedEvent(time: 1_000_000, .plugged(.a)),
                RecordedEvent(time: 86_400_000_001, .bytes(from: .b, [0])),
            ])
        #expect(try read(text(recording)) == recording)
    }

    @Test("any recording is read back the same", arguments: 1...30 as ClosedRange<UInt64>)
    func anyRoundTrip(seed: UInt64) throws {
        var numbers = SplitMix(seed: seed)
        var time: UInt64 = 0
        let events = (0..<50).map { _ in
            time += UInt64.random(in: 0...5_000_000, using: &numbers)
            let side: LineSide = Bool.random(using: &numbers) ? .a : .b
            let bytes = someBytes(Int.random(in: 1...40, using: &numbers), seed: numbers.next())
            let kinds: [RecordedEvent.Kind] = [.bytes(from: side, bytes), .breakSignal(from: side), .unplugged(side)]
            return RecordedEvent(time: time, kinds[Int.random(in: 0...2, using: &numbers)])
        }
        let recording = Recording(header: header, events: events)
        #expect(try read(text(recording)) == recording)
    }

    @Test("a line looks as the description of the format says")
    func form() {
        let bytes = RecordedEvent(time: 12_345, .bytes(from: .a, [2, 0x31, 0xFE]))
        #expect(RecordingText.line(bytes) == "0.012345 a>b 02 31 FE\n")
        #expect(RecordingText.line(RecordedEvent(time: 1_250_000, .breakSignal(from: .b))) == "1.250000 b>a break\n")
        #expect(
            RecordingText.line(RecordedEvent(time: 0, .settings(.a, "9600 8N1"))) == "0.000000 a settings 9600 8N1\n")
    }

    @Test("comments, empty lines, other blanks and line ends of other systems do not matter")
    func tolerance() throws {
        let text = "\n# by hand\r\n" + Self.first + "\r\n  1.5\u{20}a>b 0a0B 0c  \r\n#2.0 nonsense\n2 b unplug\n"
        #expect(
            try read(text).events == [
                RecordedEvent(time: 1_500_000, .bytes(from: .a, [10, 11, 12])),
                RecordedEvent(time: 2_000_000, .unplugged(.b)),
            ])
    }

    @Test("a last line without an end is left out, wherever it was torn")
    func torn() throws {
        let whole = Self.first + "0.100000 a>b 01 02\n"
        let last = "0.200000 b>a 03 04"
        for length in 1...last.count {
            let recording = try read(whole + last.prefix(length))
            #expect(recording.isTorn)
            #expect(recording.events == [RecordedEvent(time: 100_000, .bytes(from: .a, [1, 2]))])
        }
        #expect(try !read(whole).isTorn)
    }

    @Test(
        "what is wrong is told with the number of its line",
        arguments: [
            ("x a>b 01", RecordingError.Reason.badTime), ("-1 a>b 01", .badTime), ("1.1234567 a>b 01", .badTime),
            ("1. a>b 01", .badTime), ("99999999999999999999 a>b 01", .tooLate), ("1.0", .badSide),
            ("1.0 c>a 01", .badSide), ("8589934592.000001 a>b 01", .tooLate), ("1099511627775.0 a>b 01", .tooLate),
            ("1.0 a>a 01", .badSide), ("1.0 a>b", .badBytes), ("1.0 a>b 0", .badBytes), ("1.0 a>b 0 1", .badBytes),
            ("1.0 a>b 0G", .badBytes), ("1.0 a>b 01 breakx", .badBytes), ("1.0 a jump", .badEvent),
            ("1.0 a", .badEvent),
            ("1.0 a settings %4", .badBytes), ("1.0 a settings %FF", .notText), ("0.4 a>b 01", .timeRunsBack),
        ])
    func errors(line: String, reason: RecordingError.Reason) {
        let error = #expect(throws: RecordingError.self) { try read(Self.first + "0.5 a unplug\n" + line + "\n") }
        #expect(error?.line == 3)
        #expect(error?.reason == reason)
    }

    @Test("the latest time there is can be read and played")
    func latest() throws {
        let recording = try read(Self.first + "8589934592 a>b 01\n")
        #expect(recording.events.map(\.time) == [RecordedEvent.latest])
        for mode in [ReplayOptions.Mode.dialogue, .timed] {
            var replay = Replay(recording, as: .a, options: ReplayOptions(mode: mode), at: 5)
            let due = try #require(replay.nextTime)
            #expect(replay.next(at: due) == [.send([1]), .finish])
        }
    }

    @Test("a file that is no recording is told apart from one of another time")
    func headers() {
        func reason(_ text: String) -> RecordingError.Reason? {
            do throws(RecordingError) {
                _ = try read(text)
                return nil
            } catch { return error.reason }
        }
        #expect(reason("") == .noHeader)
        #expect(reason("hello\n") == .noHeader)
        #expect(reason("tillbench-line 2 date=d a=x b=y settings=s\n") == .unknownFormat("2"))
        #expect(reason("tillbench-line 1 date=d a=x settings=s\n") == .missingField("b"))
        #expect(reason("tillbench-line 1 date=d a=x b=y settings=s\n1.0 a\u{0}\n") == .badSide)
    }

    @Test("no bytes make the reader fail in another way", arguments: 1...60 as ClosedRange<UInt64>)
    func hostile(seed: UInt64) throws {
        var numbers = SplitMix(seed: seed)
        var bytes = Array((Self.first + "0.1 a>b 01 02\n0.2 a settings 9600 8N1\n0.3 b>a break\n").utf8)
        for _ in 0..<Int.random(in: 1...8, using: &numbers) {
            let place = Int.random(in: 0..<bytes.count, using: &numbers)
            switch numbers.next() % 3 {
            case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &numbers)
            case 1: bytes.remove(at: place)
            default: bytes.insert(UInt8.random(in: .min ... .max, using: &numbers), at: place)
            }
        }
        do throws(RecordingError) {
            let recording = try RecordingReader.read(bytes)
            #expect(try read(text(recording)).events == recording.events)
        } catch {
            #expect((1...6).contains(error.line))
        }
    }
}

@Suite("Scripts of umockdev")
struct DeviceScriptTests {
    @Test("a script is read as a recording whose device is one end")
    func reading() throws {
        let script = "# modem\nw 0 ATZ^M\nr 10 OK^M^J\nf 20 -\nr 5 a^`b^@ \u{7F}\nQ 0 -\nrubbish\n"
        let recording = try DeviceScript.read(Array(script.utf8), device: .b, date: "d")
        #expect(
            recording.events == [
                RecordedEvent(time: 0, .bytes(from: .a, Array("ATZ\r".utf8))),
                RecordedEvent(time: 10_000, .bytes(from: .b, Array("OK\r\n".utf8))),
                RecordedEvent(time: 15_000, .bytes(from: .b, Array("a^b\0 \u{7F}".utf8))),
            ])
    }

    @Test("all byte values come back from a script")
    func roundTrip() throws {
        let all = (0...255).map { UInt8($0) }.filter { $0 != 0x0A } + [0x0A]
        let recording = Recording(
            header: RecordingHeader(date: "d", a: "device", b: "program", settings: "script"),
            events: [
                RecordedEvent(time: 2000, .bytes(from: .a, all)), RecordedEvent(time: 5000, .bytes(from: .b, all)),
            ])
        #expect(
            try DeviceScript.read(DeviceScript.bytes(of: recording, device: .a), device: .a, date: "d") == recording)
    }

    @Test("delays that sum up to more than a recording may last are refused, however many there are")
    func tooLate() {
        let script = String(repeating: "r 1099511627775 a\n", count: 20_000)
        let error = #expect(throws: RecordingError.self) {
            try DeviceScript.read(Array(script.utf8), device: .a, date: "d")
        }
        #expect(error?.reason == .tooLate)
        #expect(error?.line == 8)
        let longest = String(repeating: "w 1073741824000 a\n", count: 8)
        #expect(throws: Never.self) { try DeviceScript.read(Array(longest.utf8), device: .a, date: "d") }
        let sum = #expect(throws: RecordingError.self) {
            try DeviceScript.read(Array((longest + "r 1 c\n").utf8), device: .a, date: "d")
        }
        #expect(sum?.line == 9)
    }

    @Test(
        "what is wrong is told with its line",
        arguments: ["x 1 a", "r a b", "r 1", "r", "rr 1 a", "r -1 a", "r 1 ^", "r 1 ^a"])
    func errors(line: String) {
        let error = #expect(throws: RecordingError.self) {
            try DeviceScript.read(Array(("w 0 a\n" + line + "\n").utf8), device: .a, date: "d")
        }
        #expect(error?.line == 2)
    }
}
