import Foundation
import SMP
import SerialDriver
import Testing
import TestSupport

extension ServicePortTests {
    /// Wires of real clients, recorded with `record.py` of the peers: what they asked once is asked again of a new terminal.
    @Suite("What clients said on a wire, said again to a terminal")
    struct ReplayTests {
        /// One direction's packets of a trace.
        private static func packets(_ name: String, _ mark: String) throws -> [Packet] {
            let path = Place.repository + "/Tests/SMPTests/Fixtures/\(name).trace"
            var reader = LineReader(largestPacket: 4096)
            var packets: [Packet] = []
            for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            where line.hasPrefix(mark) {
                let digits = Array(line.dropFirst(2).utf8)
                let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
                    UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
                }
                for case .packet(let packet) in reader.receive(bytes) { packets.append(try Packet(decoding: packet)) }
            }
            return packets
        }

        /// What is the same whenever and on whichever terminal it is asked.
        private static let steady: [CommandPlace] = [
            EchoRequest.place, ParametersRequest.place, ImageStateRequest.place, SetImageStateRequest.place,
            UploadRequest.place, EraseImageRequest.place, SlotInformationRequest.place, WriteSettingRequest.place,
            ReadSettingRequest.place, CommitSettingsRequest.place, ResetRequest.place, AllSettingsRequest.place,
            BootloaderInformationRequest.place,
        ]

        /// The same with numbers that are texts in one form: 3e+1 and 30 are one setting.
        private static func plain(_ map: CBORMap) -> CBORMap {
            var plain = map
            for entry in map.entries {
                switch entry.value {
                case .text(let text): plain[entry.key] = .text(Double(text).map { "\($0)" } ?? text)
                case .map(let inner): plain[entry.key] = .map(ReplayTests.plain(inner))
                default: break
                }
            }
            return plain
        }

        @Test(
            "each request gets the answer that it got then; what tells of clock, device and counts has the same entries",
            arguments: ["smpclient-7.3.0", "mcumgr-toolkit-0.20.0", "tillbench"])
        func again(_ name: String) throws {
            let requests = try ReplayTests.packets(name, ">")
            let answers = try ReplayTests.packets(name, "<")
            #expect(requests.count == answers.count && requests.count > 30)
            let terminal = try ServiceTerminal()
            let port = try SerialPort(opening: terminal.folder.service, settings: LineSettings(baud: 921_600))
            defer { port.close(discardingOutput: true) }
            var compared = 0
            for (request, then) in zip(requests, answers) {
                let now = try ask(request, port)
                let place = CommandPlace(request.header)
                #expect(now.header == then.header.withCount(of: now), "\(place)")
                // The log that is read there is another one, of another length.
                guard place.group != MessageGroup.files else { continue }
                #expect(Refusal(now.map) == Refusal(then.map), "\(place)")
                if ReplayTests.steady.contains(place) {
                    #expect(ReplayTests.plain(now.map) == ReplayTests.plain(then.map), "\(place)")
                    compared += 1
                } else {
                    // An entry may come; none may go.
                    let keys = now.map.entries.map(\.key)
                    #expect(then.map.entries.allSatisfy { keys.contains($0.key) }, "\(place): \(keys)")
                }
            }
            #expect(compared > 10)
        }

        private func ask(_ request: Packet, _ port: borrowing SerialPort) throws -> Packet {
            let lines = try #require(ConsoleFraming.lines(try request.encoded()))
            try port.writeAll(lines, deadline: .now + .seconds(20))
            var reader = LineReader(largestPacket: 4096)
            let limit = ContinuousClock.now + .seconds(20)
            while ContinuousClock.now < limit {
                for case .packet(let bytes) in reader.receive(try port.read(upTo: 4096, deadline: limit)) {
                    return try Packet(decoding: bytes)
                }
            }
            throw Silent()
        }

        private struct Silent: Error {}
    }
}

extension PacketHeader {
    /// This header with the length of another packet's payload.
    fileprivate func withCount(of packet: Packet) -> PacketHeader {
        var header = self
        header.payloadCount = packet.header.payloadCount
        return header
    }
}
