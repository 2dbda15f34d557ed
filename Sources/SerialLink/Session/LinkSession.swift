/// One side of the serial link: sends a frame, waits for its ACK, sends it again, and takes frames from the other side.
///
/// A value without clock and line: `handle` is given what happened and returns what to do. Both directions are
/// independent, so that two frames may cross on the line.
public struct LinkSession: Sendable {
    private struct Outgoing: Sendable {
        let frame: [UInt8]
        var attempt: Int
        var wasRefused: Bool
    }

    private let parameters: LinkParameters
    private var receiver: FrameReceiver
    private var outgoing: Outgoing?
    private var waiting: [[UInt8]] = []
    private var lastDelivered: [UInt8]?

    /// A link at rest.
    public init(_ parameters: LinkParameters) {
        self.parameters = parameters
        receiver = FrameReceiver(largestPayload: min(parameters.largestPayload, LinkFrame.largestPayload))
    }

    /// True when nothing is on its way and no frame is half received.
    public var isIdle: Bool { outgoing == nil && waiting.isEmpty && !receiver.isInFrame }

    /// Takes one event in.
    public mutating func handle(_ event: LinkEvent) -> [LinkEffect] {
        var effects: [LinkEffect] = []
        effects.reserveCapacity(6)
        switch event {
        case .send(let payload): send(payload, &effects)
        case .received(let bytes): receive(bytes, &effects)
        case .timerFired(.acknowledgement): retransmit(wasRefused: false, &effects)
        case .timerFired(.interByte):
            guard receiver.isInFrame else { break }
            receiver.abandon()
            refuse(.unfinished, &effects)
        case .timerFired(.duplicateWindow): lastDelivered = nil
        }
        return effects
    }

    /// Forgets what is on its way and what waits. Frames received from now on are taken as ever.
    public mutating func reset() {
        outgoing = nil
        waiting = []
    }

    private mutating func send(_ payload: [UInt8], _ effects: inout [LinkEffect]) {
        let frame: [UInt8]
        do { frame = try LinkFrame.encode(payload) } catch {
            effects.append(.failed(.notSendable(error)))
            return
        }
        guard outgoing != nil else { return start(frame, &effects) }
        guard waiting.count < parameters.queueLimit else {
            effects.append(.failed(.notSendable(.queueFull(waiting.count))))
            return
        }
        waiting.append(frame)
    }

    private mutating func start(_ frame: [UInt8], _ effects: inout [LinkEffect]) {
        outgoing = Outgoing(frame: frame, attempt: 1, wasRefused: false)
        effects.append(.transmit(frame))
        effects.append(.startTimer(.acknowledgement, milliseconds: parameters.ackTimeout))
    }

    private mutating func startNext(_ effects: inout [LinkEffect]) {
        outgoing = nil
        if !waiting.isEmpty { start(waiting.removeFirst(), &effects) }
    }

    private mutating func retransmit(wasRefused: Bool, _ effects: inout [LinkEffect]) {
        guard var current = outgoing else { return }
        guard current.attempt <= parameters.retries else {
            effects.append(.cancelTimer(.acknowledgement))
            effects.append(.failed(wasRefused ? .refused : .noAcknowledgement))
            return startNext(&effects)
        }
        current.attempt += 1
        current.wasRefused = wasRefused
        outgoing = current
        effects.append(.note(.sentAgain(attempt: current.attempt)))
        effects.append(.transmit(current.frame))
        effects.append(.startTimer(.acknowledgement, milliseconds: parameters.ackTimeout))
    }

    private mutating func receive(_ bytes: [UInt8], _ effects: inout [LinkEffect]) {
        for item in receiver.receive(bytes) {
            switch item {
            case .payload(let payload): take(payload, &effects)
            case .acknowledged:
                guard outgoing != nil else {
                    effects.append(.note(.strayAnswer))
                    continue
                }
                effects.append(.cancelTimer(.acknowledgement))
                effects.append(.acknowledged)
                startNext(&effects)
            case .refused:
                guard outgoing != nil else {
                    effects.append(.note(.strayAnswer))
                    continue
                }
                retransmit(wasRefused: true, &effects)
            case .damaged(let damage): refuse(damage, &effects)
            case .noise(let count): effects.append(.note(.noise(count)))
            }
        }
        if receiver.isInFrame {
            effects.append(.startTimer(.interByte, milliseconds: parameters.interByteTimeout))
        } else {
            effects.append(.cancelTimer(.interByte))
        }
    }

    private mutating func take(_ payload: [UInt8], _ effects: inout [LinkEffect]) {
        effects.append(.transmit([ControlByte.ack]))
        effects.append(.startTimer(.duplicateWindow, milliseconds: parameters.duplicateWindow))
        // The other side did not hear our ACK and sends the frame again: its owner must not see it twice.
        guard payload != lastDelivered else {
            effects.append(.note(.duplicateDropped))
            return
        }
        lastDelivered = payload
        effects.append(.deliver(payload))
    }

    private mutating func refuse(_ damage: FrameReceiver.Damage, _ effects: inout [LinkEffect]) {
        effects.append(.note(.damaged(damage)))
        effects.append(.transmit([ControlByte.nak]))
    }
}
