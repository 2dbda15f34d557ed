import Testing
import VirtualLine

@Suite("The line model, with faults")
struct LineFaultTests {
    private let pace = LinePace(baud: 115_200)
    private let bad = LineFaults(bitErrors: 0.001, lost: 0.01, doubled: 0.01)

    private func carried(_ bytes: [UInt8], seed: UInt64, faults: LineFaults, piece: Int) -> [UInt8] {
        var driver = ModelDriver(LineConfiguration(faults: faults, seed: seed), pace: pace)
        driver.carry(bytes) { piece }
        return driver.got
    }

    @Test("only so many bits and breaks wait, and as many bytes to lose as anybody asks for")
    func bounds() {
        var model = LineModel()
        func sendBreaks(_ count: Int, at now: UInt64) -> Int {
            (0..<count).count { _ in model.sendBreak(nanoseconds: 1, at: now) }
        }
        let flips = (0..<LineModel.mostFlips + 1).count { model.flip(bit: 0, after: $0) }
        #expect(flips == LineModel.mostFlips)
        #expect(sendBreaks(LineModel.mostBreaks + 1, at: 0) == LineModel.mostBreaks)
        #expect(model.count.breaks == LineModel.mostBreaks)
        model.advance(to: 1000)
        #expect(sendBreaks(1, at: 1000) == 0)
        // One that was taken makes room for another.
        model.taken(1)
        #expect(sendBreaks(2, at: 1000) == 1)
        model.cut()
        #expect(sendBreaks(LineModel.mostBreaks + 1, at: 2000) == LineModel.mostBreaks)
        model.advance(to: 3000)
        model.loseArrived()
        #expect(sendBreaks(1, at: 3000) == 1)
        model.loseNext(.max)
        model.loseNext(.max)
        let taken = model.send([1], pace: nil, at: 4000)
        model.advance(to: 4000)
        #expect(taken == 1)
        #expect(model.arrivedBytes == 0)
    }

    @Test("the same seed does the same damage, however the bytes are cut", arguments: [1, 7, 256, 100_000])
    func repeats(piece: Int) {
        let bytes = someBytes(20_000, seed: 9)
        let first = carried(bytes, seed: 42, faults: bad, piece: 64)
        #expect(carried(bytes, seed: 42, faults: bad, piece: piece) == first)
        #expect(first != bytes)
    }

    @Test("another seed does other damage")
    func otherSeed() {
        let bytes = someBytes(20_000, seed: 9)
        #expect(carried(bytes, seed: 1, faults: bad, piece: 64) != carried(bytes, seed: 2, faults: bad, piece: 64))
    }

    @Test("faults are as frequent as their probability says, and counted")
    func frequency() {
        var driver = ModelDriver(LineConfiguration(faults: bad, seed: 5), pace: nil)
        driver.carry([UInt8](repeating: 0, count: 200_000))
        let count = driver.model.count
        #expect((1800...2200).contains(count.lost))
        #expect((1700...2200).contains(count.doubled))
        #expect((1400...1800).contains(count.flippedBits))
        #expect(driver.got.count == 200_000 - count.lost + count.doubled)
        #expect(count.delivered == driver.got.count)
    }

    @Test("certain faults always happen, impossible ones never")
    func extremes() {
        let bytes = someBytes(1000, seed: 1)
        #expect(carried(bytes, seed: 1, faults: LineFaults(bitErrors: 1), piece: 64) == bytes.map { ~$0 })
        #expect(carried(bytes, seed: 1, faults: LineFaults(lost: 1), piece: 64).isEmpty)
        #expect(carried(bytes, seed: 1, faults: LineFaults(doubled: 1), piece: 64) == bytes.flatMap { [$0, $0] })
        #expect(carried(bytes, seed: 1, faults: LineFaults(), piece: 64) == bytes)
    }

    @Test("one kind of fault does not change where another one strikes")
    func independence() {
        let bytes = [UInt8](repeating: 0, count: 5000)
        let flipped = carried(bytes, seed: 8, faults: LineFaults(bitErrors: 0.01), piece: 64)
        let both = carried(bytes, seed: 8, faults: LineFaults(bitErrors: 0.01, doubled: 1), piece: 64)
        #expect(both == flipped.flatMap { [$0, $0] })
    }

    @Test("faults may begin and end while bytes pass")
    func change() {
        var driver = ModelDriver(pace: pace)
        driver.carry([1, 2, 3])
        driver.model.configuration.faults.lost = 1
        driver.carry([4, 5])
        driver.model.configuration.faults.lost = 0
        driver.carry([6])
        #expect(driver.got == [1, 2, 3, 6])
        #expect(driver.model.count.lost == 2)
    }

    @Test("the next bytes are lost once")
    func loseNext() {
        var driver = ModelDriver(pace: pace)
        driver.model.loseNext(3)
        driver.carry([1, 2, 3, 4, 5])
        #expect(driver.got == [4, 5])
        #expect(driver.model.count.lost == 3)
    }

    @Test("one bit of one byte is turned over")
    func flip() {
        var driver = ModelDriver(pace: pace)
        driver.model.flip(bit: 7, after: 2)
        driver.model.flip(bit: 0)
        driver.carry([0, 0, 0, 0])
        #expect(driver.got == [1, 0, 0x80, 0])
        #expect(driver.model.count.flippedBits == 2)
    }
}

@Suite("Both sides at different speeds")
struct WrongSpeedTests {
    private func heard(_ bytes: [UInt8], sender: Int, receiver: Int, piece: Int = 64) -> [UInt8] {
        var driver = ModelDriver(pace: LinePace(baud: sender), receiver: LinePace(baud: receiver))
        driver.carry(bytes) { piece }
        return driver.got
    }

    // Worked out by hand: at twice the speed each bit is sampled twice. U is start 0, 1010 1010, stop 1.
    @Test("a U at half the receiver's speed is heard as 66 and E6")
    func halfSpeed() { #expect(heard([0x55], sender: 9600, receiver: 19_200) == [0x66, 0xE6]) }

    // Start and lowest bit in one sample: 00 is nine bits low, FF only the start bit.
    @Test("a zero at twice the receiver's speed is heard as F0")
    func doubleSpeed() { #expect(heard([0x00], sender: 19_200, receiver: 9600) == [0xF0]) }

    @Test("a difference that a receiver bears on a real line is borne", arguments: [9410, 9500, 9600, 9700, 9790])
    func tolerance(receiver: Int) {
        let bytes = someBytes(2000, seed: 2)
        #expect(heard(bytes, sender: 9600, receiver: receiver) == bytes)
    }

    @Test("garbage is the same every time, however a stream is cut", arguments: [(9600, 115_200), (115_200, 9600)])
    func repeats(speeds: (Int, Int)) {
        let bytes = someBytes(200, seed: 6)
        let first = heard(bytes, sender: speeds.0, receiver: speeds.1)
        #expect(first != bytes)
        #expect(!first.isEmpty)
        #expect(heard(bytes, sender: speeds.0, receiver: speeds.1) == first)
        #expect(heard(bytes, sender: speeds.0, receiver: speeds.1, piece: 200) == first)
    }

    @Test("bytes that went at the wrong speed are counted")
    func counted() {
        var driver = ModelDriver(pace: LinePace(baud: 9600), receiver: LinePace(baud: 4800))
        driver.carry(someBytes(50, seed: 1))
        #expect(driver.model.count.garbled == 50)
    }
}
