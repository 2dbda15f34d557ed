import SerialLink
import Simulation
import Testing

@Suite("What the oracle hears on the terminal's line")
struct HeardFramesTests {
    private static let payload: [UInt8] = [0x60, 0x02, 0x06, 0x15, 0x03]

    private func frame() throws -> [UInt8] { try LinkFrame.encode(HeardFramesTests.payload) }

    @Test("a frame in one piece, in several, and with noise around it")
    func whole() throws {
        let frame = try frame()
        var heard = HeardFrames()
        #expect(heard.hear(frame, at: 0) == [HeardFramesTests.payload])
        for cut in 1..<frame.count {
            #expect(heard.hear(Array(frame[..<cut]), at: 10) == [])
            #expect(heard.hear(Array(frame[cut...]), at: 20) == [HeardFramesTests.payload])
        }
        #expect(heard.hear([0x06, 0x55] + frame + [0x15, 0x77] + frame, at: 30).count == 2)
    }

    @Test("an acknowledgement that became an STX stands for the one that the frame behind it lost")
    func joined() throws {
        var heard = HeardFrames()
        #expect(heard.hear([0x02], at: 0) == [])
        #expect(heard.hear(Array(try frame().dropFirst()), at: 100) == [HeardFramesTests.payload])
    }

    @Test("a second of silence, or a power cut, ends what was begun")
    func ended() throws {
        let rest = Array(try frame().dropFirst())
        var heard = HeardFrames()
        #expect(heard.hear([0x02], at: 0) == [])
        #expect(heard.hear(rest, at: 1_000) == [])
        #expect(heard.hear([0x02], at: 5_000) == [])
        heard.drop()
        #expect(heard.hear(rest, at: 5_001) == [])
    }

    @Test("it hears what the terminal's own receiver takes, whatever a fault does to one byte")
    func sameAsReceiver() throws {
        let frame = try frame()
        for index in frame.indices {
            for bits in UInt8(1)...255 {
                var spoilt = frame
                spoilt[index] ^= bits
                for bytes in [spoilt, [0x06] + spoilt + frame] {
                    var heard = HeardFrames()
                    var receiver = FrameReceiver(largestPayload: LinkParameters().largestPayload)
                    let taken = receiver.receive(bytes).compactMap { item in
                        if case .payload(let payload) = item { payload } else { nil }
                    }
                    #expect(heard.hear(bytes, at: 0) == taken, "byte \(index) with bits \(bits)")
                }
            }
        }
    }
}
