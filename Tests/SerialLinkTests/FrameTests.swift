import SerialLink
import Testing

@Suite("Frames of the serial link")
struct FrameTests {
    @Test("a frame is STX, length in packed BCD, payload, ETX, and the exclusive-or of what is behind STX")
    func layout() throws {
        #expect(try LinkFrame.encode([0x31, 0x32]) == [0x02, 0x00, 0x02, 0x31, 0x32, 0x03, 0x02 ^ 0x31 ^ 0x32 ^ 0x03])
        let long = try LinkFrame.encode([UInt8](repeating: 0x02, count: 1234))
        #expect(Array(long[1...2]) == [0x12, 0x34])
        #expect(long.count == 1239)
    }

    @Test("a payload of no byte, or of more than four digits can say, fits no frame")
    func limits() {
        #expect(throws: LinkError.payloadLength(0)) { try LinkFrame.encode([]) }
        #expect(throws: LinkError.payloadLength(10_000)) { try LinkFrame.encode([UInt8](repeating: 0, count: 10_000)) }
    }

    @Test("a frame is found in any pieces, with noise around it, whatever its payload holds", arguments: 1...9)
    func pieces(_ size: Int) throws {
        let payload: [UInt8] = [0x02, 0x03, 0x06, 0x15, 0xFF, 0x00, 0x02]
        let stream = try [0xAA, 0xBB] + LinkFrame.encode(payload) + [0x06] + LinkFrame.encode(payload)
        var receiver = FrameReceiver(largestPayload: 100)
        var items: [FrameReceiver.Item] = []
        for start in stride(from: 0, to: stream.count, by: size) {
            items += receiver.receive(Array(stream[start..<min(start + size, stream.count)]))
        }
        let found = items.filter { if case .noise = $0 { false } else { true } }
        #expect(found == [.payload(payload), .acknowledged, .payload(payload)])
    }

    @Test("every single changed byte of a frame is noticed")
    func damage() throws {
        let frame = try LinkFrame.encode([0x60, 0x00, 0x03, 0x12, 0x34])
        for index in frame.indices {
            for bit in 0..<8 {
                var damaged = frame
                damaged[index] ^= 1 << UInt8(bit)
                var receiver = FrameReceiver(largestPayload: 100)
                let items = receiver.receive(damaged)
                #expect(!items.contains(.payload([0x60, 0x00, 0x03, 0x12, 0x34])), "byte \(index) bit \(bit)")
            }
        }
    }

    @Test("an impossible length is damage, and the next frame is found")
    func resynchronises() throws {
        var receiver = FrameReceiver(largestPayload: 100)
        let next = try LinkFrame.encode([1])
        let items = receiver.receive([0x02, 0xFF, 0xFF] + next)
        #expect(items == [.damaged(.length), .payload([1])])
    }
}
