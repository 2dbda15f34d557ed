import Capture
import ISO8583
import SerialLink
import Testing
import TestSupport

@testable import MessageTool

@Suite("Captures as input")
struct CaptureInputTests {
    private let sale = Sample.named("bench-0200-bcd")?.bytes ?? []
    private let answer = Sample.named("0210-bcd")?.bytes ?? []

    private func read(_ capture: [UInt8], as kind: InputKind? = nil) throws -> InputContents {
        try InputReader { Guesser().isMessage($0) }.read(capture, as: kind)
    }

    /// A conversation: requests and answers in frames with a length, cut into pieces of any size.
    private func conversation(_ frames: [(ConversationSide, [UInt8])], pieces: Int) -> [UInt8] {
        var writer = CaptureWriter(application: "test")
        var capture = writer.begin()
        let (network, interface) = writer.addNetwork(name: "lo", description: "loopback")
        let (id, opened) = writer.openConversation(
            on: network, client: CaptureEndpoint(port: 40_000), server: CaptureEndpoint(port: 8583),
            capturedAt: .client,
            at: 1)
        capture += interface + opened
        for (side, frame) in frames {
            for start in stride(from: 0, to: frame.count, by: pieces) {
                capture += writer.segment(id, from: side, Array(frame[start..<min(start + pieces, frame.count)]), at: 2)
            }
        }
        return capture + writer.close(id, by: .client, at: 3)
    }

    @Test(
        "messages of a TCP conversation come in the order in which they went, whatever the segments",
        arguments: [7, 9999])
    func network(_ pieces: Int) throws {
        for header in LengthHeader.all where header.form != .none {
            let framing = MessageFraming(header)
            let frames = [
                (ConversationSide.client, try framing.encode(sale)), (.server, try framing.encode(answer)),
                (.client, try framing.encode(sale)),
            ]
            let contents = try read(conversation(frames, pieces: pieces))
            #expect(contents.kind == .capture)
            #expect(contents.candidates.map(\.bytes) == frames.map(\.1), "\(header)")
            let packets = contents.candidates.compactMap(\.packet)
            #expect(packets.count == 3 && packets == packets.sorted() && packets.allSatisfy { $0 > 3 })
        }
    }

    @Test("without lengths each segment is a candidate")
    func bare() throws {
        let contents = try read(conversation([(.client, sale), (.server, answer)], pieces: 9999))
        #expect(contents.candidates.map(\.bytes) == [sale, answer])
    }

    @Test("payloads of serial frames, without control characters; acknowledgements are no messages")
    func serial() throws {
        var writer = CaptureWriter(application: "test")
        var capture = writer.begin()
        let (line, interface) = writer.addSerialLine(port: "/dev/ttyUSB0", baud: 9600)
        capture += interface
        capture += writer.serialFrame(try LinkFrame.encode(sale), on: line, .inbound, at: 1)
        capture += writer.serialFrame([0x06], on: line, .outbound, at: 2)
        capture += writer.serialFrame(try LinkFrame.encode(answer), on: line, .outbound, at: 3)
        let contents = try read(capture)
        #expect(contents.candidates.map(\.bytes) == [sale, answer])
        #expect(contents.candidates.map(\.description) == ["packet 1, 267 bytes", "packet 3, 73 bytes"])
    }

    @Test("a capture without messages, and one that is damaged, are errors that say so")
    func empty() throws {
        var writer = CaptureWriter(application: "test")
        let begun = writer.begin()
        #expect(throws: MessageToolError.self) { try read(begun) }
        let whole = conversation([(.client, try MessageFraming().encode(sale))], pieces: 9999)
        for count in 4..<whole.count {
            do throws(MessageToolError) {
                let contents = try CaptureInput.contents(Array(whole[..<count]))
                // Whatever is missing is said, unless only whole packets are.
                #expect(!contents.candidates.isEmpty)
            } catch {
                #expect(error.what == "there is no message in the capture")
            }
        }
    }

    @Test("a capture that is cut is read up to there, and said to be cut")
    func cut() throws {
        let whole = conversation([(.client, try MessageFraming().encode(sale)), (.server, answer)], pieces: 9999)
        #expect(try read(whole).problems.isEmpty)
        let contents = try read(Array(whole.dropLast(5)))
        #expect(contents.candidates.count == 2 && contents.problems.count == 1)
        #expect(contents.problems[0].hasPrefix("the capture is read up to packet "))
    }

    @Test("a byte changed anywhere in a capture gives candidates or an error")
    func hostile() throws {
        let whole = conversation([(.client, try MessageFraming().encode(sale))], pieces: 100)
        var random = Random(state: 11)
        for _ in 0..<2000 {
            var changed = whole
            changed[Int.random(in: 0..<whole.count, using: &random)] ^= 1 << UInt8.random(in: 0...7, using: &random)
            do throws(MessageToolError) { _ = try CaptureInput.contents(changed) } catch {
                #expect(!error.description.isEmpty)
            }
        }
    }
}
