import PortCheck
import Testing

@Suite("What befell bytes on their way")
struct DifferenceTests {
    private let sent = TestData(seed: 7).bytes(1000, for: "difference")

    @Test("equal bytes have no difference, and none at all are silence")
    func simple() {
        #expect(ByteDifference(sent: sent, came: sent) == nil)
        #expect(ByteDifference(sent: [], came: []) == nil)
        #expect(ByteDifference(sent: sent, came: []) == .silent)
    }

    @Test("each single fault is told for what it is, wherever it is", arguments: [0, 1, 31, 500, 990])
    func single(place: Int) {
        var came = sent
        came.remove(at: place)
        #expect(ByteDifference(sent: sent, came: came) == .lost(1, at: place))
        came = sent
        came.removeSubrange(place..<min(place + 5, 1000))
        #expect(ByteDifference(sent: sent, came: came) == .lost(5, at: place))
        came = sent
        came.insert(sent[place], at: place)
        #expect(ByteDifference(sent: sent, came: came) == .doubled(1, at: place + 1))
        came = sent
        came[place] ^= 0x41
        #expect(ByteDifference(sent: sent, came: came) == .changed(bits: 0x41, at: place))
        came = sent
        came.swapAt(place, place + 1)
        #expect(ByteDifference(sent: sent, came: came) == .swapped(at: place))
        came = sent
        came.insert(sent[place] ^ 0x80, at: place)
        #expect(ByteDifference(sent: sent, came: came) == .inserted(1, at: place))
    }

    @Test("a byte that came twice is found also when no more was read than was sent")
    func doubledAndCut() {
        var came = sent
        came.insert(sent[500], at: 500)
        #expect(ByteDifference(sent: sent, came: Array(came.prefix(1000))) == .doubled(1, at: 501))
    }

    @Test("a line that stops is cut short, and bytes behind the end are too many")
    func ends() {
        #expect(ByteDifference(sent: sent, came: Array(sent.prefix(999))) == .cutShort(at: 999))
        #expect(ByteDifference(sent: sent, came: sent + sent.suffix(1)) == .doubled(1, at: 1000))
        #expect(ByteDifference(sent: sent, came: sent + [sent[999] ^ 1]) == .inserted(1, at: 1000))
    }

    @Test("many faults at once are garbled, from the first one on")
    func garbled() {
        let came = sent.enumerated().map { $0.offset < 100 ? $0.element : $0.element &* 3 ^ 0x5A }
        #expect(ByteDifference(sent: sent, came: came) == .garbled(at: 100))
    }

    @Test("the report shows what was expected and what came, at which byte")
    func words() throws {
        let difference = try #require(ByteDifference(sent: [1, 2, 3], came: [1, 2, 0x13]))
        let mismatch = difference.mismatch(sent: [1, 2, 3], came: [1, 2, 0x13], place: "A to B at 9600 8N1")
        #expect(
            mismatch.description
                == "A to B at 9600 8N1: expected 03, got 13: bits 10 are wrong, the rest is right at byte 2")
    }

    @Test("data is the same for the same seed and purpose, and another for another one; it keeps its mask")
    func data() {
        #expect(TestData(seed: 7).bytes(1000, for: "difference") == sent)
        #expect(TestData(seed: 8).bytes(1000, for: "difference") != sent)
        #expect(TestData(seed: 7).bytes(1000, for: "other") != sent)
        #expect(TestData(seed: 1).bytes(1000, for: "x", mask: 0x1F).allSatisfy { $0 < 32 })
        #expect(!TestData(seed: 1).bytes(5000, for: "x", without: [0x11, 0x13]).contains { $0 == 0x11 || $0 == 0x13 })
        #expect(Set(TestData(seed: 1).bytes(5000, for: "x")).count == 256)
    }
}
