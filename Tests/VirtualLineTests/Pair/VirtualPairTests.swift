import Foundation
import SerialDriver
import Testing
import VirtualLine

@Suite("A pair of virtual ports")
struct VirtualPairTests {
    @Test(
        "bytes pass unchanged in both directions at once",
        arguments: [PairConfiguration.Pace.ofSettings, .unpaced, .fixed(921_600)])
    func transparency(pace: PairConfiguration.Pace) throws {
        let bench = try PairBench(pace)
        let fast = LineSettings(baud: 921_600)
        let ports = try (bench.open(.a, fast), bench.open(.b, fast))
        let (there, back) = (someBytes(30_000, seed: 1), someBytes(30_000, seed: 2))
        let work = [
            Work { () -> [UInt8] in
                try ports.0.writeAll(there, deadline: .now + patience)
                return []
            },
            Work { () -> [UInt8] in
                try ports.1.writeAll(back, deadline: .now + patience)
                return []
            },
            Work { try ports.1.collect(30_000) }, Work { try ports.0.collect(30_000) },
        ]
        let got = try work.map { try $0.value() }
        #expect(got[2] == there)
        #expect(got[3] == back)
        let status = try bench.pair.status
        #expect(status.a.sent.delivered == 30_000)
        #expect(status.b.sent.delivered == 30_000)
    }

    @Test("a line of 9600 baud takes no less than its time for a kilobyte")
    func pacing() throws {
        let bench = try PairBench()
        let slow = LineSettings(baud: 9600)
        let (a, b) = try (bench.open(.a, slow), bench.open(.b, slow))
        let begin = ContinuousClock.now
        try a.writeAll([UInt8](repeating: 0x5A, count: 1000), deadline: .now + patience)
        let got = try b.collect(1000)
        #expect(got == [UInt8](repeating: 0x5A, count: 1000))
        // 10 000 bits. No line is faster than that, however busy the machine is.
        #expect(ContinuousClock.now - begin >= .microseconds(1_041_666))
    }

    @Test("a writer waits for the line once the buffers are full")
    func backPressure() throws {
        let bench = try PairBench(.fixed(1200))
        let (a, b) = try (bench.open(.a), bench.open(.b))
        #expect(throws: SerialError.self) {
            try a.writeAll([UInt8](repeating: 1, count: 200_000), deadline: .now + .seconds(1))
        }
        #expect(try !b.collect(1).isEmpty)
    }

    @Test("both ends have stable links, which go with the pair")
    func links() throws {
        let bench = try PairBench()
        let manager = FileManager.default
        let status = try bench.pair.status
        #expect(try manager.destinationOfSymbolicLink(atPath: bench.folder + "/a") == status.a.device)
        #expect(try manager.destinationOfSymbolicLink(atPath: bench.folder + "/b") == status.b.device)
        try bench.pair.close()
        #expect(try manager.contentsOfDirectory(atPath: bench.folder).isEmpty)
    }

    @Test("a pulled cable ends a read in flight, takes the link away, and a new one works behind the same link")
    func replug() throws {
        let bench = try PairBench()
        let (a, b) = try (bench.open(.a), bench.open(.b))
        try b.writeAll([1], deadline: .now + patience)
        #expect(try a.collect(1) == [1])
        let reading = Work { try a.read(upTo: 1, deadline: .now + patience) }
        #expect(try bench.pair.unplug(.a))
        let lost = #expect(throws: SerialError.self) { try reading.value() }
        #expect(lost?.kind == .disconnected)
        #expect(!FileManager.default.fileExists(atPath: bench.folder + "/a"))
        #expect(try !bench.pair.unplug(.a))
        // Into a cable that hangs loose.
        try b.writeAll([2, 3], deadline: .now + patience)
        #expect(try eventually { try bench.pair.status.b.sent.overrun == 2 })
        #expect(try bench.pair.plug(.a))
        #expect(try !bench.pair.plug(.a))
        let again = try bench.open(.a)
        try b.writeAll([4], deadline: .now + patience)
        #expect(try again.collect(1) == [4])
        #expect(bench.notes.contains(.unplugged(.a)))
        #expect(bench.notes.contains(.plugged(.a)))
    }

    @Test("of many that plug an end in at once one does it, and its link stays")
    func plugsAtOnce() throws {
        let bench = try PairBench()
        let pair = try bench.pair
        for _ in 0..<200 {
            pair.unplug(.a)
            let work = (0..<4).map { _ in Work { try pair.plug(.a) } }
            #expect(try work.map { try $0.value() }.count { $0 } == 1)
            #expect(FileManager.default.fileExists(atPath: bench.folder + "/a"))
        }
        #expect(bench.notes.count { $0 == .plugged(.a) } == 200)
    }

    @Test("an end whose link cannot be made can be plugged in later")
    func occupiedLink() throws {
        let bench = try PairBench()
        let pair = try bench.pair
        pair.unplug(.a)
        try Data().write(to: URL(filePath: bench.folder + "/a"))
        #expect(throws: SerialError.self) { try pair.plug(.a) }
        try FileManager.default.removeItem(atPath: bench.folder + "/a")
        #expect(try pair.plug(.a))
    }

    @Test("ends of different speeds get garbage, and it is told once")
    func speeds() throws {
        let bench = try PairBench()
        let (a, b) = try (bench.open(.a, LineSettings(baud: 9600)), bench.open(.b, LineSettings(baud: 19_200)))
        try a.writeAll([0x55], deadline: .now + patience)
        #expect(try b.collect(2) == [0x66, 0xE6])
        try a.writeAll([0x55], deadline: .now + patience)
        #expect(try b.collect(2) == [0x66, 0xE6])
        let told = bench.notes.filter {
            if case .speedsDiffer = $0 { true } else { false }
        }
        #expect(told == [.speedsDiffer(sender: .a, sends: 9600, listens: 19_200)])
        try b.change(to: LineSettings(baud: 9600))
        try a.writeAll([0x55], deadline: .now + patience)
        #expect(try b.collect(1) == [0x55])
    }

    @Test("with a fixed pace the speeds that programs set do not matter")
    func fixedPace() throws {
        let bench = try PairBench(.fixed(57_600))
        let (a, b) = try (bench.open(.a, LineSettings(baud: 9600)), bench.open(.b, LineSettings(baud: 19_200)))
        try a.writeAll([0x55], deadline: .now + patience)
        #expect(try b.collect(1) == [0x55])
    }

    @Test("a break comes as a zero at its place among the bytes")
    func breakSignal() throws {
        let bench = try PairBench()
        let (a, b) = try (bench.open(.a), bench.open(.b))
        try a.writeAll([1], deadline: .now + patience)
        #expect(try b.collect(1) == [1])
        try bench.pair.sendBreak(from: .a)
        try a.writeAll([2], deadline: .now + patience)
        #expect(try b.collect(2) == [0, 2])
    }

    @Test("faults can be switched on and off while the line runs")
    func faults() throws {
        let bench = try PairBench()
        let (a, b) = try (bench.open(.a), bench.open(.b))
        try bench.pair.loseNext(2, from: .a)
        try a.writeAll([1, 2, 3], deadline: .now + patience)
        #expect(try b.collect(1) == [3])
        try bench.pair.flip(bit: 0, after: 1, from: .a)
        try a.writeAll([4, 4], deadline: .now + patience)
        #expect(try b.collect(2) == [4, 5])
        try bench.pair.setFaults(from: .a) { $0.doubled = 1 }
        try a.writeAll([6], deadline: .now + patience)
        #expect(try b.collect(2) == [6, 6])
        try bench.pair.setFaults(from: .a) { $0 = LineFaults() }
        try a.writeAll([7], deadline: .now + patience)
        #expect(try b.collect(1) == [7])
        // The other direction had none of it.
        try b.writeAll([8], deadline: .now + patience)
        #expect(try a.collect(1) == [8])
    }

    @Test("latency comes on top of the line's time")
    func latency() throws {
        let bench = try PairBench(.unpaced, line: LineConfiguration(latency: 150_000_000))
        let (a, b) = try (bench.open(.a), bench.open(.b))
        let begin = ContinuousClock.now
        try a.writeAll([1], deadline: .now + patience)
        #expect(try b.collect(1) == [1])
        #expect(ContinuousClock.now - begin >= .milliseconds(150))
    }

    @Test("what happens is recorded in order")
    func recording() throws {
        let bench = try PairBench()
        let (a, b) = try (bench.open(.a, LineSettings(baud: 9600)), bench.open(.b, LineSettings(baud: 9600)))
        try a.writeAll([1, 2], deadline: .now + patience)
        #expect(try b.collect(2) == [1, 2])
        try b.writeAll([3], deadline: .now + patience)
        #expect(try a.collect(1) == [3])
        #expect(try eventually { bench.recordedBytes(from: .b) == [3] })
        try bench.pair.unplug(.b)
        #expect(try eventually { bench.recorded.last?.kind == .unplugged(.b) })
        let kinds = bench.recorded.map(\.kind)
        #expect(bench.recordedBytes(from: .a) == [1, 2])
        #expect(bench.recordedBytes(from: .b) == [3])
        #expect(kinds.lastIndex(of: .bytes(from: .b, [3])) == kinds.count - 2)
        #expect(kinds.contains(.settings(.a, "9600 8N1")))
        #expect(bench.recorded.map(\.time) == bench.recorded.map(\.time).sorted())
    }

    @Test("two hundred pairs on one thread carry bytes in both directions")
    func manyPairs() throws {
        let loop = try SerialLoop(name: "many lines")
        defer { loop.stop() }
        let pairs = try (0..<200).map { _ in try VirtualPair(loop: loop) }
        defer { for pair in pairs { pair.close() } }
        let ports = try pairs.map { pair in
            try [LineSide.a, .b].map {
                try SerialPort(opening: pair.path(of: $0).orThrow(), settings: LineSettings(baud: 9600), loop: loop)
            }
        }
        for (number, ends) in ports.enumerated() {
            try ends[0].writeAll(someBytes(20, seed: UInt64(number)), deadline: .now + patience)
            try ends[1].writeAll(someBytes(20, seed: UInt64(1000 + number)), deadline: .now + patience)
        }
        for (number, ends) in ports.enumerated() {
            #expect(try ends[1].collect(20) == someBytes(20, seed: UInt64(number)))
            #expect(try ends[0].collect(20) == someBytes(20, seed: UInt64(1000 + number)))
        }
    }
}

@Suite("A late reader of a pair of virtual ports")
struct LateReaderTests {
    private let count = 150_000

    @Test("without flow control bytes are lost, and it is told")
    func loses() throws {
        let bench = try PairBench(.fixed(4_000_000))
        let (a, b) = try (bench.open(.a), bench.open(.b))
        try a.writeAll([UInt8](repeating: 1, count: count), deadline: .now + patience)
        #expect(try eventually { try bench.pair.status.a.sent.overrun > 0 })
        #expect(try eventually { bench.notes.contains(.lateReader(.b)) })
        #expect(try !b.collect(1000).isEmpty)
    }

    @Test("with RTS/CTS at both ends the sender waits and nothing is lost")
    func hardware() throws { try holdsBack(.hardware, pace: .fixed(4_000_000)) }

    @Test("with XON/XOFF at both ends the sender waits and nothing is lost")
    func software() throws { try holdsBack(.software, pace: .fixed(4_000_000)) }

    @Test("breaks wait like bytes until they are read, and no more of them wait than there is room for")
    func breaks() throws {
        let bench = try PairBench(.unpaced)
        let b = try bench.open(.b)
        let most = 200_000
        var sent = 0
        while sent < most, try bench.pair.sendBreak(from: .a) { sent += 1 }
        try #require(sent < most)
        #expect(try b.collect(sent) == [UInt8](repeating: 0, count: sent))
    }

    @Test("without pace the sender waits and nothing is lost")
    func unpaced() throws { try holdsBack(.none, pace: .unpaced) }

    private func holdsBack(_ flow: LineSettings.FlowControl, pace: PairConfiguration.Pace) throws {
        let bench = try PairBench(pace)
        let settings = LineSettings(baud: 115_200, flowControl: flow)
        let (a, b) = try (bench.open(.a, settings), bench.open(.b, settings))
        // XON and XOFF cannot be data.
        let bytes = someBytes(count, seed: 3).map { $0 & 0xEF }
        let writing = Work { try a.writeAll(bytes, deadline: .now + patience) }
        // The reader is late until the line has stopped.
        var before = -1
        #expect(
            try eventually {
                usleep(200_000)
                let sent = try bench.pair.status.a.sent.sent
                defer { before = sent }
                return sent > 0 && sent == before
            })
        #expect(before < count)
        #expect(try b.collect(count) == bytes)
        try writing.value()
        #expect(try bench.pair.status.a.sent.overrun == 0)
    }
}
