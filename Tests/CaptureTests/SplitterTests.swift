import Capture
import Testing
import TestSupport

@Suite("Frames of a serial line, cut out for a capture")
struct SplitterTests {
    private let frame: [UInt8] = [2, 0, 2, 0x30, 0x31, 3, 0]

    private func pieces(_ bytes: [UInt8]) -> [[UInt8]] {
        var splitter = SerialFrameSplitter(longestPause: 100)
        var all = splitter.push(bytes, at: 1).map(\.bytes)
        if let rest = splitter.flush() { all.append(rest.bytes) }
        return all
    }

    @Test("frames, answers and noise are pieces of their own")
    func kinds() {
        #expect(pieces([6] + frame + frame + [0x15]) == [[6], frame, frame, [0x15]])
        #expect(pieces([9, 9] + frame + [9]) == [[9, 9], frame, [9]])
        #expect(pieces([9, 6, 6]) == [[9], [6], [6]])
        // A length that is no number, no ETX where it should be, a length of zero.
        #expect(pieces([2, 0xA0, 1, 6]) == [[2, 0xA0, 1], [6]])
        #expect(pieces([2, 0, 1, 0x30, 9, 6]) == [[2, 0, 1, 0x30, 9], [6]])
        #expect(pieces([2, 0, 0, 6]) == [[2, 0, 0], [6]])
        #expect(pieces([UInt8](frame.dropLast())) == [[UInt8](frame.dropLast())])
    }

    @Test("a payload longer than the link takes is no frame")
    func tooLong() {
        var splitter = SerialFrameSplitter(longestPause: 100, largestPayload: 1)
        #expect(splitter.push(frame, at: 1).map(\.bytes) == [[2, 0, 2], [0x30, 0x31, 3, 0]])
    }

    @Test("a frame in pieces has the time of its last byte; a pause ends it")
    func times() {
        var splitter = SerialFrameSplitter(longestPause: 100)
        #expect(splitter.push([UInt8](frame.prefix(3)), at: 1000).isEmpty)
        #expect(splitter.push([UInt8](frame.dropFirst(3)), at: 1100).map(\.time) == [1100])
        #expect(splitter.push([2, 0], at: 2000).isEmpty)
        let late = splitter.push([6], at: 2101)
        #expect(late.map(\.bytes) == [[2, 0], [6]] && late.map(\.time) == [2000, 2101])
    }

    @Test("no byte is lost, whatever comes and however it is cut")
    func property() {
        var random = Random(state: 7)
        for _ in 0..<2000 {
            let bytes = (0..<40).map { _ in
                [2, 3, 6, 0x15, 0, 1, 4, 0x31, 0xFF].randomElement(using: &random) ?? 0 as UInt8
            }
            var splitter = SerialFrameSplitter(longestPause: 3)
            var out: [UInt8] = []
            var rest = bytes[...]
            var time: Int64 = 0
            while !rest.isEmpty {
                let part = rest.prefix(Int.random(in: 1...9, using: &random))
                rest = rest.dropFirst(part.count)
                time += Int64.random(in: -2...5, using: &random)
                out += splitter.push([UInt8](part), at: time).flatMap(\.bytes)
            }
            out += splitter.flush()?.bytes ?? []
            #expect(out == bytes)
        }
    }
}
