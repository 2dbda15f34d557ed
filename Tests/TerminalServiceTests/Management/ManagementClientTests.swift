import Foundation
import SMP
import SerialDriver
import Synchronization
import TerminalService
import Testing

extension ServicePortTests {
    @Suite("A client of a terminal's service port")
    struct ManagementClientTests {
        private func options() -> ManagementOptions {
            ManagementOptions(settings: LineSettings(baud: 921_600), patience: .milliseconds(300))
        }

        @Test("A terminal says who it is, without a key")
        func informs() throws {
            let terminal = try ServiceTerminal()
            let client = try ManagementClient(opening: terminal.folder.service, options())
            let information = try TerminalInformation(client)
            #expect(information.board == "virtual-pos" && information.serial.hasPrefix("VP"))
            #expect(information.images.map(\.state) == ["running"] && information.images[0].version == "1.0.0")
            #expect(information.keys.map(\.name) == ["master", "pin", "mac"])
            #expect(information.keys.map { $0.checkValue?.count } == [6, nil, nil])
            #expect(information.batch.records == 0 && information.batch.next == nil)
            #expect(information.wear.map(\.endurance) == [100_000, 100_000])
            #expect(abs(try #require(information.clockDriftSeconds)) < 60)
        }

        @Test("Three wrong passwords lock a terminal through every reset over the service port, until its power goes")
        func passwords() throws {
            let terminal = try ServiceTerminal(settings: "supervisor-password: \"4711\"\n")
            let client = try ManagementClient(opening: terminal.folder.service, options())
            func refusal(_ password: String, _ client: ManagementClient) -> String {
                let error = #expect(throws: ManagementError.self) {
                    try client.ask(WorkRequest(.confirmClose, password: password, confirmation: "A1", batch: 1))
                }
                return "\(String(describing: error?.kind))"
            }
            for wrong in ["1", "2", "3"] { #expect(refusal(wrong, client).contains("password is wrong")) }
            _ = try client.restart(within: .seconds(30))
            #expect(refusal("4711", client).contains("too many wrong passwords"))
            client.close()
            terminal.kill()
            try terminal.start()
            let after = try ManagementClient(opening: terminal.folder.service, options())
            #expect(refusal("4711", after).contains("no close waits for the host"))
        }

        @Test("Money that is not settled is told with its count, its amount, and the next step")
        func guarded() throws {
            let terminal = try ServiceTerminal(sales: [1250, 4510])
            let client = try ManagementClient(opening: terminal.folder.service, options())
            let file = try ImageFile(path: try terminal.image(.init(1, 4, 0)))
            let error = #expect(throws: ManagementError.self) { try client.upload(file) }
            guard case .moneyAtStake(let stake?, _)? = error?.kind else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(stake.records == 2 && stake.minorUnits == 5760 && stake.currency == 156)
            #expect(error?.what.contains("2 record(s), 57.60 CNY") == true)
            #expect(error?.nextStep.contains("settle first") == true)
            // What follows is answered as before.
            #expect(try client.ask(EchoRequest(text: "here")).text == "here")
        }

        @Test("Who does not answer is silent after some tries, and what he says as text is handed on")
        func silent() throws {
            let other = try PseudoTerminal()
            var options = options()
            options.patience = .milliseconds(100)
            let texts = Texts()
            options.onText = { texts.add($0) }
            let client = try ManagementClient(opening: other.devicePath, options)
            #expect(try other.write([UInt8]("booting\n".utf8)) == 8)
            let error = #expect(throws: ManagementError.self) { try client.ask(IdentityRequest()) }
            #expect(error?.kind == .silent && error?.path == other.devicePath)
            #expect(texts.all == "booting\n")
            // Three tries of one request, each under a number of its own.
            var reader = LineReader(largestPacket: 4096)
            let packets = try reader.receive(try everything(other)).compactMap { item -> Packet? in
                guard case .packet(let bytes) = item else { return nil }
                return try Packet(decoding: bytes)
            }
            #expect(packets.count == 3 && Set(packets.map(\.header.sequence)).count == 3)
            #expect(packets.allSatisfy { DetailWish.isIn($0.map) })
        }

        @Test("A restart is asked for once: a second one would end the trial that the first one began")
        func onceOnly() throws {
            let other = try PseudoTerminal()
            var options = options()
            options.patience = .milliseconds(50)
            let client = try ManagementClient(opening: other.devicePath, options)
            #expect(throws: ManagementError.self) { try client.ask(ResetRequest()) }
            var reader = LineReader(largestPacket: 4096)
            let packets = reader.receive(try everything(other)).filter { if case .packet = $0 { true } else { false } }
            #expect(packets.count == 1)
        }

        private func everything(_ other: PseudoTerminal) throws -> [UInt8] {
            var all: [UInt8] = []
            while case let bytes = try other.read(upTo: 4096), !bytes.isEmpty { all += bytes }
            return all
        }

        @Test(
            "Pieces that the line loses are sent again, and the image arrives whole", arguments: [3000, 9000, 30_000])
        func lossy(_ place: Int) throws {
            let terminal = try ServiceTerminal()
            let relay = try LossyRelay(to: terminal.folder.service, losing: place..<place + 40)
            defer { relay.stop() }
            let client = try ManagementClient(opening: relay.path, options())
            let file = try ImageFile(path: try terminal.image(.init(1, 4, 0)))
            var last: ManagementClient.UploadProgress?
            try client.upload(file) { last = $0 }
            #expect(relay.lost == 40)
            #expect(last?.done == file.bytes.count && last?.total == file.bytes.count)
            #expect(
                try client.slots().map { "\($0.slot) \($0.version) \($0.hash == file.hash)" }.last == "1 1.4.0 true")
        }
    }
}

/// Texts that came.
final class Texts: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    func add(_ more: [UInt8]) { bytes.withLock { $0 += more } }
    var all: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
}
