import SerialLink
import TestSupport
import Testing

@testable import TerminalService

@Suite("Rules of a link line")
struct LinkTrafficTests {
    private static let ack: [UInt8] = [0x06]

    private func frame(_ payload: [UInt8]) throws -> [UInt8] { try LinkFrame.encode(payload) }

    @Test("no more payloads wait than may, however many frames one read brings; the rest is not acknowledged")
    func limit() throws {
        var traffic = LinkTraffic(LinkParameters(), limit: 2)
        let bytes = try (1...5).flatMap { try frame([UInt8($0), 3, 3, 3]) }
        #expect(traffic.receive(bytes).filter { $0 == .write(Self.ack) }.count == 2)
        #expect(!traffic.mayRead)
        for number in 1...5 {
            #expect(traffic.payload == [UInt8(number), 3, 3, 3])
            let acknowledged = traffic.takePayload().filter { $0 == .write(Self.ack) }.count
            #expect(acknowledged == (number <= 3 ? 1 : 0))
        }
        #expect(traffic.mayRead && traffic.payload == nil)
    }

    @Test("a timer that runs out while the port is not read waits until what the port holds was seen")
    func overdue() throws {
        var traffic = LinkTraffic(LinkParameters(), limit: 1)
        #expect(traffic.send([9], sender: 1).first == .write(try frame([9])))
        _ = traffic.receive(try frame([1]))
        #expect(!traffic.mayRead)
        #expect(traffic.timerFired(.acknowledgement) == [])
        _ = traffic.takePayload()
        #expect(traffic.mustLookAtInput)
        // The ACK had been in the port all the time.
        #expect(traffic.receive(Self.ack).contains(.finish(sender: 1, nil)))
        #expect(!traffic.mustLookAtInput)
        #expect(traffic.inputEnded() == [])
    }

    @Test("when the port held no answer either, the timer counts")
    func overdueForGood() throws {
        var traffic = LinkTraffic(LinkParameters(), limit: 1)
        _ = traffic.send([9], sender: 1)
        _ = traffic.receive(try frame([1]))
        _ = traffic.timerFired(.acknowledgement)
        _ = traffic.takePayload()
        #expect(traffic.inputEnded().contains(.note(.sentAgain(attempt: 2))))
    }

    @Test("a retransmission that stood in the port longer than the duplicate window is still one")
    func lateDuplicate() throws {
        var traffic = LinkTraffic(LinkParameters(), limit: 1)
        _ = traffic.receive(try frame([1]))
        #expect(traffic.timerFired(.duplicateWindow) == [])
        _ = traffic.takePayload()
        #expect(traffic.receive(try frame([1])).contains(.note(.duplicateDropped)))
        #expect(traffic.payload == nil)
    }

    @Test("the late ACK of a frame that was given up is not taken for the next one's")
    func abandoned() throws {
        var traffic = LinkTraffic(LinkParameters(), limit: 4)
        _ = traffic.send([1], sender: 1)
        #expect(traffic.send([2], sender: 2) == [])
        traffic.giveUp(1)
        let effects = traffic.receive(Self.ack)
        #expect(!effects.contains(.finish(sender: 2, nil)) && !effects.contains(.finish(sender: 1, nil)))
        #expect(effects.contains(.write(try frame([2]))))
        #expect(traffic.receive(Self.ack).contains(.finish(sender: 2, nil)))
    }

    @Test("a frame that was given up is not sent again; the next one follows when its answer had its time")
    func abandonedSilently() throws {
        var traffic = LinkTraffic(LinkParameters(), limit: 4)
        _ = traffic.send([1], sender: 1)
        _ = traffic.send([2], sender: 2)
        traffic.giveUp(1)
        let effects = traffic.timerFired(.acknowledgement)
        #expect(effects.first == .write(try frame([2])))
        #expect(!effects.contains { if case .note(.sentAgain) = $0 { true } else { false } })
    }

    @Test("a sender that gives up before its turn leaves no frame behind")
    func gaveUpWaiting() throws {
        var traffic = LinkTraffic(LinkParameters(), limit: 4)
        _ = traffic.send([1], sender: 1)
        _ = traffic.send([2], sender: 2)
        _ = traffic.send([3], sender: 3)
        traffic.giveUp(2)
        #expect(traffic.receive(Self.ack).contains(.write(try frame([3]))))
    }

    @Test("a payload that fits no frame fails alone")
    func notSendable() throws {
        var traffic = LinkTraffic(LinkParameters(), limit: 4)
        #expect(traffic.send([], sender: 1) == [.finish(sender: 1, .notSendable(.payloadLength(0)))])
        #expect(traffic.send([2], sender: 2).first == .write(try frame([2])))
    }

    @Test("frames and noise in any pieces give the same payloads, never more than may wait", arguments: 0..<200)
    func chunks(seed: Int) throws {
        var random = Random(state: UInt64(seed))
        let limit = Int.random(in: 1...4, using: &random)
        var traffic = LinkTraffic(LinkParameters(), limit: limit)
        var stream: [UInt8] = []
        var sent: [[UInt8]] = []
        for number in 0..<30 {
            // Many bytes that look like an end of frame.
            let payload =
                [UInt8(number)]
                + (0..<Int.random(in: 0...40, using: &random)).map { _ in UInt8.random(in: 0...6, using: &random) }
            sent.append(payload)
            stream += (0..<Int.random(in: 0...2, using: &random)).map { _ in
                UInt8.random(in: 0x20...0x7E, using: &random)
            }
            stream += try frame(payload)
        }
        var taken: [[UInt8]] = []
        func take(_ count: Int) {
            for _ in 0..<count {
                guard let payload = traffic.payload else { return }
                taken.append(payload)
                _ = traffic.takePayload()
            }
        }
        var place = 0
        while place < stream.count {
            while !traffic.mayRead { take(1) }
            let end = min(stream.count, place + Int.random(in: 1...60, using: &random))
            let acknowledged = traffic.receive([UInt8](stream[place..<end])).filter { $0 == .write(Self.ack) }.count
            place = end
            #expect(acknowledged <= limit)
            take(Int.random(in: 0...2, using: &random))
        }
        while traffic.payload != nil { take(1) }
        #expect(taken == sent)
    }
}
