import SerialLink
import Testing
import TestSupport

@Suite("One side of the link")
struct SessionTests {
    @Test("a frame that is not acknowledged is sent three more times, then given up")
    func retries() throws {
        var link = LinkSession(LinkParameters())
        let frame = try LinkFrame.encode([7])
        #expect(link.handle(.send([7])) == [.transmit(frame), .startTimer(.acknowledgement, milliseconds: 3000)])
        for attempt in 2...4 {
            let effects = link.handle(.timerFired(.acknowledgement))
            #expect(effects.contains(.transmit(frame)) && effects.contains(.note(.sentAgain(attempt: attempt))))
        }
        let last = link.handle(.timerFired(.acknowledgement))
        #expect(last == [.cancelTimer(.acknowledgement), .failed(.noAcknowledgement)])
        #expect(link.isIdle)
    }

    @Test("NAK brings the frame again at once; refused each time it is given up")
    func refused() throws {
        var link = LinkSession(LinkParameters())
        _ = link.handle(.send([7]))
        let frame = try LinkFrame.encode([7])
        for _ in 0..<3 { #expect(link.handle(.received([0x15])).contains(.transmit(frame))) }
        #expect(link.handle(.received([0x15])).contains(.failed(.refused)))
    }

    @Test("ACK ends it, and what waited goes next")
    func queue() throws {
        var link = LinkSession(LinkParameters())
        _ = link.handle(.send([1]))
        #expect(link.handle(.send([2])).isEmpty)
        let effects = link.handle(.received([0x06]))
        let next = try LinkFrame.encode([2])
        #expect(effects.contains(.acknowledged) && effects.contains(.transmit(next)))
    }

    @Test("a frame is acknowledged and delivered; the same frame again only acknowledged")
    func retransmission() throws {
        var link = LinkSession(LinkParameters())
        let frame = try LinkFrame.encode([9])
        #expect(link.handle(.received(frame)).contains(.deliver([9])))
        let again = link.handle(.received(frame))
        #expect(again.contains(.transmit([0x06])) && again.contains(.note(.duplicateDropped)))
        #expect(!again.contains(.deliver([9])))
        _ = link.handle(.timerFired(.duplicateWindow))
        #expect(link.handle(.received(frame)).contains(.deliver([9])))
    }

    @Test("a damaged or unfinished frame is answered by NAK")
    func damaged() throws {
        var link = LinkSession(LinkParameters())
        var frame = try LinkFrame.encode([9, 9])
        frame[3] ^= 1
        #expect(link.handle(.received(frame)).contains(.transmit([0x15])))
        let begun = link.handle(.received(Array(frame.prefix(3))))
        #expect(begun.contains(.startTimer(.interByte, milliseconds: 1000)))
        #expect(link.handle(.timerFired(.interByte)).contains(.transmit([0x15])))
    }

    @Test(
        "two sides over a bad line: every payload arrives once and in order, or its sender is told", arguments: 1...60)
    func badLine(_ seed: UInt64) throws {
        var line = BadLine(seed: seed)
        let (sent, given) = line.run(payloadCount: 30)
        #expect(line.delivered.count == Set(line.delivered).count, "a payload was delivered twice")
        #expect(line.delivered == line.delivered.sorted(), "payloads changed places")
        for number in sent where !given.contains(number) { #expect(line.delivered.contains(number)) }
    }
}

/// Two link sessions and a line between them that loses, changes and doubles bytes.
private struct BadLine {
    private var left = LinkSession(LinkParameters())
    private var right = LinkSession(LinkParameters())
    private var random: Random
    private var leftTimers: [LinkTimer: Int] = [:]
    private var rightTimers: [LinkTimer: Int] = [:]
    private var now = 0
    private var givenUp: [Int] = []
    private var isAnswered = false
    var delivered: [Int] = []

    init(seed: UInt64) { random = Random(state: seed) }

    /// Sends payloads one after the other, each until it is acknowledged or given up.
    mutating func run(payloadCount: Int) -> (sent: [Int], given: [Int]) {
        for number in 0..<payloadCount {
            isAnswered = false
            carry(left.handle(.send([UInt8(number), 0x02, 0x03, 0xA5])), fromLeft: true, number)
            while !isAnswered { fireNext(number) }
        }
        return (Array(0..<payloadCount), givenUp)
    }

    private mutating func fireNext(_ number: Int) {
        let next = (leftTimers.map { (true, $0) } + rightTimers.map { (false, $0) }).min { $0.1.value < $1.1.value }
        guard let (isLeft, (timer, at)) = next else {
            isAnswered = true
            return
        }
        now = at
        if isLeft {
            leftTimers[timer] = nil
            carry(left.handle(.timerFired(timer)), fromLeft: true, number)
        } else {
            rightTimers[timer] = nil
            carry(right.handle(.timerFired(timer)), fromLeft: false, number)
        }
    }

    private mutating func carry(_ effects: [LinkEffect], fromLeft: Bool, _ number: Int) {
        for effect in effects {
            switch effect {
            case .transmit(let bytes):
                let noisy = disturb(bytes)
                guard !noisy.isEmpty else { continue }
                if fromLeft {
                    carry(right.handle(.received(noisy)), fromLeft: false, number)
                } else {
                    carry(left.handle(.received(noisy)), fromLeft: true, number)
                }
            case .deliver(let payload): if !fromLeft, let first = payload.first { delivered.append(Int(first)) }
            case .startTimer(let timer, let milliseconds):
                if fromLeft { leftTimers[timer] = now + milliseconds } else { rightTimers[timer] = now + milliseconds }
            case .cancelTimer(let timer): if fromLeft { leftTimers[timer] = nil } else { rightTimers[timer] = nil }
            case .acknowledged: isAnswered = true
            case .failed:
                givenUp.append(number)
                isAnswered = true
            case .note: break
            }
        }
    }

    private mutating func disturb(_ bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { byte -> [UInt8] in
            switch Int.random(in: 0..<200, using: &random) {
            case 0, 1: []
            case 2: [byte, byte]
            case 3, 4: [byte ^ (1 << UInt8.random(in: 0...7, using: &random))]
            default: [byte]
            }
        }
    }
}
