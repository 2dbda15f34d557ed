import Bootloader
import SMP
import TerminalManagement
import Testing
import TestSupport
import VirtualTerminal

@Suite("A file by YMODEM")
struct YModemTests {
    /// A block as a sender makes it.
    private static func block(_ number: UInt8, _ content: [UInt8], size: Int = 128, fill: UInt8 = 0x1A) -> [UInt8] {
        let padded = content + [UInt8](repeating: fill, count: size - content.count)
        let crc = CRC16.of(padded)
        return [size == 1024 ? 2 : 1, number, ~number] + padded + [UInt8(crc >> 8), UInt8(crc & 0xFF)]
    }

    private static func header(_ name: String, _ size: Int) -> [UInt8] {
        block(0, [UInt8](name.utf8) + [0] + [UInt8]("\(size) 0".utf8), fill: 0)
    }

    @Test("a file of short and long blocks arrives to its last byte, its padding does not")
    func file() {
        var receiver = YModemReceiver()
        #expect(receiver.remind() == [.send([0x43])])
        let content = (0..<1200).map { UInt8(truncatingIfNeeded: $0) }
        #expect(
            receiver.receive(YModemTests.header("a.img", 1200)) == [
                .begin(name: "a.img", size: 1200), .send([0x06, 0x43]),
            ])
        let long = YModemTests.block(1, [UInt8](content[..<1024]), size: 1024)
        #expect(receiver.receive([UInt8](long[..<500])).isEmpty)
        #expect(receiver.receive([UInt8](long[500...])) == [.data([UInt8](content[..<1024])), .send([0x06])])
        #expect(receiver.receive(long) == [.send([0x06])])
        let short = YModemTests.block(2, [UInt8](content[1024..<1152]))
        #expect(receiver.receive(short) == [.data([UInt8](content[1024..<1152])), .send([0x06])])
        var damaged = YModemTests.block(3, [UInt8](content[1152...]))
        damaged[20] ^= 1
        #expect(receiver.receive(damaged) == [.send([0x15])])
        damaged[20] ^= 1
        #expect(receiver.receive(damaged) == [.data([UInt8](content[1152...])), .send([0x06])])
        #expect(receiver.receive([0x04]) == [.end, .send([0x06, 0x43])])
        #expect(receiver.receive(YModemTests.block(0, [], fill: 0)) == [.send([0x06])])
        #expect(receiver.isDone)
    }

    @Test("blocks out of order, an early end, a file without size, a second file and a cancel break it off")
    func brokenOff() {
        let cancel = YModemReceiver.Effect.send([0x18, 0x18, 0x18, 0x18, 0x18])
        var receiver = YModemReceiver()
        _ = receiver.receive(YModemTests.header("a", 500))
        #expect(receiver.receive(YModemTests.block(3, [])) == [cancel] && receiver.isDone)
        receiver = YModemReceiver()
        _ = receiver.receive(YModemTests.header("a", 500))
        #expect(receiver.receive([0x04]) == [cancel])
        receiver = YModemReceiver()
        #expect(receiver.receive(YModemTests.block(0, [0x61], fill: 0)) == [cancel])
        receiver = YModemReceiver()
        _ = receiver.receive(YModemTests.header("a", 0) + [0x04])
        #expect(receiver.receive(YModemTests.header("b", 5)) == [cancel])
        receiver = YModemReceiver()
        _ = receiver.receive([0x18, 0x18])
        #expect(receiver.isDone && receiver.remind().isEmpty)
    }

    @Test("any bytes in any pieces bring no more data than was announced")
    func garbage() {
        var random = Random(state: 65)
        for _ in 0..<300 {
            var receiver = YModemReceiver()
            _ = receiver.receive(YModemTests.header("a", 300))
            var count = 0
            for _ in 0..<40 {
                let piece =
                    random.next() % 3 == 0
                    ? YModemTests.block(UInt8(random.next() % 4), [])
                    : (0..<200).map { _ in UInt8(truncatingIfNeeded: random.next()) }
                for case .data(let data) in receiver.receive(piece) { count += data.count }
            }
            #expect(count <= 300)
        }
    }

    @Test("in recovery an image that arrives by YMODEM is started; one that is none is refused with words")
    func recovery() throws {
        for isGood in [true, false] {
            var bench = try ServiceBench(isHelpless: true)
            var server = RecoveryServer(bench.server)
            #expect(server.tick() == [.send([0x43])])
            var image = try FactoryImage.make(board: "virtual-pos", version: ImageVersion(1, 2, 0), byteCount: 3000)
            if !isGood { image[100] ^= 1 }
            var stream = [YModemTests.header("a.img", image.count)]
            for (index, start) in stride(from: 0, to: image.count, by: 1024).enumerated() {
                let piece = [UInt8](image[start..<min(start + 1024, image.count)])
                stream.append(YModemTests.block(UInt8(index + 1), piece, size: 1024))
            }
            stream += [[0x04], YModemTests.block(0, [], fill: 0)]
            var effects: [ManagementEffect] = []
            for piece in stream { effects += server.receive(piece, &bench.terminal) }
            #expect(effects.contains(.reset(toRecovery: false)) == isGood)
            let said = effects.contains {
                if case .send(let bytes) = $0 {
                    bytes.starts(with: [UInt8]("the content does not".utf8))
                } else {
                    false
                }
            }
            #expect(said != isGood)
            let report = try bench.reboot()
            #expect((report.swap == .rescue) == isGood)
        }
    }

    @Test("management requests are answered in recovery, and no letter disturbs them for a while")
    func both() throws {
        var bench = try ServiceBench(isHelpless: true)
        var server = RecoveryServer(bench.server)
        let lines = try #require(
            ConsoleFraming.lines(try EchoRequest(text: "x").packet(sequence: 1).encoded()))
        let effects = server.receive(lines, &bench.terminal)
        #expect(effects.count == 1)
        for _ in 0..<10 { #expect(server.tick().isEmpty) }
        #expect(server.tick() == [.send([0x43])])
    }
}
