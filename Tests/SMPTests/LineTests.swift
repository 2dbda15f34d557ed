import SMP
import Testing
import TestSupport

@Suite("Packets on a console")
struct LineTests {
    @Test("CRC-16/XMODEM of 123456789 is 31C3")
    func checkValue() { #expect(CRC16.of([UInt8]("123456789".utf8)) == 0x31C3) }

    /// Source: the documentation of the Python package smp.
    @Test("Hello, world! stands on the console as smp writes it, in one line and in short ones")
    func hello() {
        let text = [UInt8]("Hello, world!".utf8)
        #expect(ConsoleFraming.lines(text) == bytes("0609") + [UInt8]("AA9IZWxsbywgd29ybGQhet4=\n".utf8))
        let short = [("0609", "AA9I"), ("0414", "ZWxs"), ("0414", "bywg"), ("0414", "d29y"), ("0414", "bGQh")]
        let wanted = (short + [("0414", "et4=")]).flatMap { bytes($0.0) + [UInt8](($0.1 + "\n").utf8) }
        #expect(ConsoleFraming.lines(text, lineLength: 8) == wanted)
    }

    @Test(
        "no line is longer than allowed, and the count of bytes is known before", arguments: [7, 8, 40, 127, 128, 255])
    func lengths(_ lineLength: Int) throws {
        var random = Random(state: UInt64(lineLength))
        for count in [8, 9, 10, 88, 89, 90, 91, 500, 4096] {
            let lines = try #require(ConsoleFraming.lines(random.bytes(count), lineLength: lineLength))
            #expect(lines.split(separator: 0x0A).allSatisfy { $0.count + 1 <= lineLength })
            #expect(lines.count == ConsoleFraming.byteCount(packet: count, lineLength: lineLength))
        }
    }

    @Test("a packet of more bytes than the count can say stands in no lines")
    func tooLong() {
        #expect(ConsoleFraming.lines([UInt8](repeating: 0, count: 65_533)) != nil)
        #expect(ConsoleFraming.lines([UInt8](repeating: 0, count: 65_534)) == nil)
    }

    @Test("packets are found in any pieces, with text of the console between their lines", arguments: 1...40)
    func pieces(_ size: Int) throws {
        var random = Random(state: 7)
        let packets = [random.bytes(8), random.bytes(300), random.bytes(100)]
        var stream: [UInt8] = []
        for packet in packets {
            let lines = try #require(ConsoleFraming.lines(packet)).split(separator: 0x0A)
            for line in lines { stream += [UInt8]("[boot] \u{6}ok\r\n".utf8) + line + [0x0D, 0x0A] }
        }
        var found: [[UInt8]] = []
        var text: [UInt8] = []
        var reader = LineReader(largestPacket: 300)
        for start in stride(from: 0, to: stream.count, by: size) {
            for item in reader.receive(stream[start..<min(start + size, stream.count)]) {
                switch item {
                case .packet(let packet): found.append(packet)
                case .text(let piece): text += piece
                case .damaged(let damage): Issue.record("damage: \(damage)")
                }
            }
        }
        #expect(found == packets)
        #expect(String(decoding: text, as: UTF8.self) == String(repeating: "[boot] \u{6}ok\r\n", count: 7))
    }

    @Test("damage is named, and the next packet is found")
    func damage() throws {
        let good = [UInt8](repeating: 5, count: 200)
        let lines = try #require(ConsoleFraming.lines(good))
        let middle = try #require(lines.firstIndex(of: 0x0A)) + 1
        func items(_ stream: [UInt8]) -> [LineReader.Item] {
            var reader = LineReader(largestPacket: 200)
            return reader.receive(stream)
        }
        var changed = lines
        changed[10] = changed[10] == 0x41 ? 0x42 : 0x41
        #expect(items(changed + lines) == [.damaged(.checksum), .packet(good)])
        changed[10] = 0x07
        #expect(
            items(changed + lines) == [.damaged(.character), .damaged(.noStart), .damaged(.noStart), .packet(good)])
        #expect(items([UInt8](lines[middle...]) + lines) == [.damaged(.noStart), .damaged(.noStart), .packet(good)])
        #expect(items([UInt8](lines[..<middle]) + lines) == [.damaged(.incomplete), .packet(good)])
        // The end of a line is lost.
        #expect(items([UInt8](lines[..<20]) + lines) == [.damaged(.incomplete), .packet(good)])
        #expect(items([6, 4, 0, 0xFF] + lines) == [.text([6, 4, 0, 0xFF]), .packet(good)])
        let large = try #require(ConsoleFraming.lines([UInt8](repeating: 0, count: 201)))
        #expect(items(large + lines).first == .damaged(.length) && items(large + lines).last == .packet(good))
        let small = try #require(ConsoleFraming.lines([1, 2, 3]))
        #expect(items(small + lines) == [.damaged(.length), .packet(good)])
    }

    @Test("every single changed bit of a packet's lines is noticed")
    func everyBit() throws {
        let packet = bytes("0A00000900000100A16164A0A0A0A0A0A0")
        let lines = try #require(ConsoleFraming.lines(packet))
        for index in lines.indices {
            for bit in 0..<8 {
                var damaged = lines
                damaged[index] ^= 1 << UInt8(bit)
                var reader = LineReader(largestPacket: 300)
                let items = reader.receive(damaged)
                let wrong = items.contains { if case .packet(let found) = $0 { found != packet } else { false } }
                #expect(!wrong, "byte \(index) bit \(bit)")
            }
        }
    }

    @Test("any packet comes back from its lines of any length")
    func roundTrip() throws {
        var random = Random(state: 63)
        for _ in 0..<500 {
            let packet = random.bytes(8 + random.below(700))
            let lines = try #require(ConsoleFraming.lines(packet, lineLength: 7 + random.below(200)))
            var reader = LineReader(largestPacket: 800)
            #expect(reader.receive(lines) == [.packet(packet)])
        }
    }
}
