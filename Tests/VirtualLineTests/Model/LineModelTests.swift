import Testing
import VirtualLine

@Suite("The line model, without faults")
struct LineModelTests {
    private let slow = LinePace(baud: 9600)

    @Test(
        "no byte is lost, added or out of order, however the bytes are cut and whenever time passes", arguments: 1...40)
    func order(seed: UInt64) {
        var numbers = SplitMix(seed: seed)
        let paces: [LinePace?] = [nil, slow, LinePace(baud: 115_200), LinePace(baud: 12_345, bitsPerCharacter: 11)]
        let configuration = LineConfiguration(
            latency: UInt64.random(in: 0...30_000_000, using: &numbers),
            granularity: [nil, 0, 1_000_000].randomElement(using: &numbers) ?? nil)
        var driver = ModelDriver(configuration, pace: paces[Int(seed) % paces.count])
        let bytes = someBytes(Int.random(in: 1...20_000, using: &numbers), seed: seed)
        driver.carry(bytes) { Int.random(in: 1...700, using: &numbers) }
        #expect(driver.got == bytes)
        #expect(driver.model.isIdle)
        #expect(driver.model.count.sent == bytes.count)
        #expect(driver.model.count.delivered == bytes.count)
    }

    @Test(
        "the rate is exact after a hundred thousand bytes: no drift",
        arguments: [LinePace(baud: 9600), LinePace(baud: 115_200), LinePace(baud: 250_001, bitsPerCharacter: 11)])
    func rate(pace: LinePace) {
        var driver = ModelDriver(LineConfiguration(granularity: 0), pace: pace)
        let count = 100_000
        driver.carry([UInt8](repeating: 0x55, count: count))
        let exact = UInt128(count) * UInt128(pace.bitsPerCharacter) * 1_000_000_000 / UInt128(pace.baud)
        #expect(UInt128(driver.now) == exact)
    }

    @Test("a byte is there when its last bit is over, and not a nanosecond before")
    func firstByte() {
        var driver = ModelDriver(LineConfiguration(latency: 5000, granularity: 0), pace: slow)
        #expect(driver.model.send([1, 2], pace: slow, at: 0) == 2)
        // 10 bits at 9600 bits per second are 1041666.67 ns.
        driver.advance(to: 1_041_666 + 4999)
        #expect(driver.got.isEmpty)
        driver.advance(to: 1_041_666 + 5000)
        #expect(driver.got == [1])
        driver.advance(to: 2_083_333 + 5000)
        #expect(driver.got == [1, 2])
    }

    @Test("a byte that finds the line idle starts at once, and no credit is kept from the idle time")
    func idleGivesNoCredit() {
        var driver = ModelDriver(LineConfiguration(granularity: 0), pace: slow)
        driver.carry([1])
        driver.advance(to: 1_000_000_000)
        #expect(driver.model.send([2, 3], pace: slow, at: 1_000_000_000) == 2)
        driver.advance(to: 1_000_000_000 + 1_041_665)
        #expect(driver.got == [1])
        driver.advance(to: 1_000_000_000 + 1_041_666)
        #expect(driver.got == [1, 2])
    }

    @Test(
        "the sender gives no more than the line has carried and the adapter holds", arguments: [9600, 115_200, 921_600])
    func backPressure(baud: Int) {
        let pace = LinePace(baud: baud)
        var driver = ModelDriver(pace: pace)
        var given = 0
        for _ in 0..<200 {
            given += driver.model.send([UInt8](repeating: 1, count: 10_000), pace: pace, at: driver.now)
            #expect(given <= LineConfiguration.capacity(pace) + pace.characters(in: driver.now) + 1)
            #expect(driver.model.room(for: pace, at: driver.now) == 0)
            driver.advance(to: driver.model.nextTime ?? driver.now)
        }
        #expect(given > pace.characters(in: driver.now))
    }

    @Test(
        "a stream is handed over in large pieces, its end in small ones, and every moment brings something"
    )
    func grain() {
        var driver = ModelDriver(pace: slow)
        _ = driver.model.send([UInt8](repeating: 7, count: 200), pace: slow, at: 0)
        var moments: [UInt64] = []
        while let next = driver.model.nextTime {
            moments.append(next / 1_000_000)
            let before = driver.got.count
            driver.advance(to: next)
            #expect(driver.got.count > before)
        }
        #expect(driver.got.count == 200)
        // 128 characters wait after 75 ms, and 200 are over after 208.3 ms.
        #expect(moments == [64, 128, 144, 160, 176, 192, 208, 212])
    }

    @Test("an idle line waits for nothing")
    func idle() {
        var driver = ModelDriver(pace: slow)
        #expect(driver.model.nextTime == nil)
        driver.carry([1, 2, 3])
        #expect(driver.model.nextTime == nil)
        #expect(driver.model.isIdle)
    }

    @Test("a break keeps its place among the bytes and takes its time")
    func breakSignal() {
        var driver = ModelDriver(LineConfiguration(granularity: 0), pace: slow)
        _ = driver.model.send([1, 2], pace: slow, at: 0)
        driver.model.sendBreak(nanoseconds: 250_000_000, at: 0)
        _ = driver.model.send([3], pace: slow, at: 0)
        while let next = driver.model.nextTime { driver.advance(to: next) }
        #expect(driver.got == [1, 2, 3])
        #expect(driver.breaks == [2])
        #expect(driver.now == 3_125_000 + 250_000_000)
    }

    @Test("while the receiver holds the line nothing leaves, and afterwards there is no burst")
    func held() {
        var driver = ModelDriver(LineConfiguration(granularity: 0), pace: slow)
        _ = driver.model.send([UInt8](repeating: 1, count: 100), pace: slow, at: 0)
        driver.advance(to: 10_416_667)
        #expect(driver.got.count == 10)
        driver.model.isHeld = true
        #expect(driver.model.nextTime == nil)
        driver.advance(to: 500_000_000)
        #expect(driver.got.count == 10)
        driver.model.isHeld = false
        driver.advance(to: 500_000_000 + 2_100_000)
        #expect(driver.got.count == 12)
    }

    @Test("what a late reader does not take is lost and counted once its buffer is full")
    func lateReaderLoses() {
        var model = LineModel(LineConfiguration(granularity: 0, receiverBuffer: 50))
        let bytes = someBytes(200, seed: 3)
        #expect(model.send(bytes, pace: slow, at: 0) == 200)
        model.advance(to: 1_000_000_000)
        #expect(model.front == .bytes(Array(bytes.prefix(50))))
        #expect(model.count.overrun == 150)
    }

    @Test("a line that waits for a late reader loses nothing and stops the sender")
    func lateReaderWaits() {
        var model = LineModel(LineConfiguration(granularity: 0, lateReader: .waits, receiverBuffer: 50))
        let bytes = someBytes(5000, seed: 4)
        var given = 0
        for second in 0..<100 as Range<UInt64> {
            given += model.send(Array(bytes[given...]), pace: slow, at: second * 1_000_000_000)
            model.advance(to: second * 1_000_000_000)
        }
        #expect(given < 1000)
        #expect(model.nextTime == nil)
        var driver = ModelDriver(model.configuration, pace: slow)
        driver.model = model
        driver.now = 100_000_000_000
        driver.carry(Array(bytes[given...]))
        #expect(driver.got == bytes)
        #expect(driver.model.count.overrun == 0)
    }

    @Test("a cut line has nothing under way")
    func cut() {
        var model = LineModel()
        _ = model.send([1, 2, 3], pace: slow, at: 0)
        model.sendBreak(nanoseconds: 1000, at: 0)
        model.cut()
        #expect(model.isIdle)
        #expect(model.nextTime == nil)
        model.advance(to: 1_000_000_000)
        #expect(model.front == nil)
    }

    @Test("a speed that changes holds for what is sent from then on")
    func speedChange() {
        let fast = LinePace(baud: 96_000)
        var driver = ModelDriver(LineConfiguration(granularity: 0), pace: slow)
        _ = driver.model.send([1], pace: slow, at: 0)
        _ = driver.model.send([2], pace: fast, at: 0)
        driver.advance(to: 1_041_666)
        #expect(driver.got == [1])
        driver.advance(to: 1_041_666 + 104_165)
        #expect(driver.got == [1])
        driver.advance(to: 1_041_666 + 104_166)
        #expect(driver.got == [1, 2])
    }
}
