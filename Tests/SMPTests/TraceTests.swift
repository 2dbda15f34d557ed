import Foundation
import SMP
import Testing
import TestSupport

@Suite("What clients and a terminal said on a wire")
struct TraceTests {
    /// A technician's afternoon on the service port of a virtual terminal: smpclient and mcumgr-toolkit as the tests of the
    /// server play them, and our own `flash write`.
    private static func packets(_ name: String) throws -> (requests: [Packet], answers: [Packet]) {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "Fixtures/\(name).trace")
        var readers = [LineReader(largestPacket: 4096), LineReader(largestPacket: 4096)]
        var packets: [[Packet]] = [[], []]
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            let side = line.hasPrefix(">") ? 0 : 1
            for item in readers[side].receive(bytes(String(line.dropFirst(2)))) {
                guard case .packet(let bytes) = item else {
                    Issue.record("\(item) in the trace")
                    continue
                }
                packets[side].append(try Packet(decoding: bytes))
            }
        }
        return (packets[0], packets[1])
    }

    @Test(
        "each request has its answer, only those are refused that should be, and both are written again in bytes that say the same",
        arguments: [("smpclient-7.3.0", 0), ("mcumgr-toolkit-0.20.0", 2), ("tillbench", 0)])
    func whole(_ name: String, _ refused: Int) throws {
        let (requests, answers) = try TraceTests.packets(name)
        #expect(requests.count == answers.count && requests.count > 30)
        #expect(answers.count { Refusal($0.map) != nil } == refused)
        for (request, answer) in zip(requests, answers) {
            #expect(request.header.operation.isRequest && answer.header.operation == request.header.operation.answer)
            #expect(answer.header.sequence == request.header.sequence && answer.header.group == request.header.group)
            for packet in [request, answer] {
                let again = try Packet(decoding: try packet.encoded())
                #expect(again.map == packet.map && again.header == packet.header)
            }
        }
    }

    @Test(
        "the pieces of the upload make an image, and the states tell its life",
        arguments: [
            ("smpclient-7.3.0", ["1.0.0", "1.1.0", "1.0.0", "1.1.0"]),
            ("mcumgr-toolkit-0.20.0", ["1.0.0", "1.4.0", "1.0.0", "1.4.0"]), ("tillbench", ["1.0.0", "1.4.0"]),
        ])
    func upload(_ name: String, _ life: [String]) throws {
        let (requests, answers) = try TraceTests.packets(name)
        var image: [UInt8] = []
        var count = 0
        var states: [ImageStates] = []
        for (request, answer) in zip(requests, answers) {
            switch CommandPlace(request.header) {
            case UploadRequest.place:
                let piece = try UploadRequest(request.map)
                count = piece.whole?.count ?? count
                if piece.offset == image.count { image += piece.data }
                #expect(try UploadAnswer(answer.map).offset >= image.count)
            case ImageStateRequest.place, SetImageStateRequest.place: states.append(try ImageStates(answer.map))
            default: break
            }
        }
        #expect(image.count == count && image.starts(with: bytes("3DB8F396")))
        let running = states.map { $0.images.first { $0.isActive }?.version ?? "" }
        #expect(running.reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } } == life)
        #expect(states.last?.images.first?.isConfirmed == true)
    }
}
