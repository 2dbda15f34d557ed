import SerialDriver
import SerialLink
import Synchronization

/// What drives a `LinkLine`: carries out what `LinkTraffic` says, on a port, in tasks of a loop.
final class LinkEngine: Sendable {
    /// How the wait for a payload ended.
    enum Next: Sendable { case payload([UInt8]), end, failed(LinkLineError) }

    enum Alarm: Hashable { case link(LinkTimer), sender(UInt64) }

    /// What is to be done with the port, in order.
    enum Step { case write([UInt8]), startAcknowledgementTimer(milliseconds: Int) }

    struct State {
        var traffic: LinkTraffic
        var steps: [Step] = []
        var isWriting = false
        var alarms: [Alarm: ContinuousClock.Instant] = [:]
        /// When the timer that is set will look; one serves many alarms, since most are cancelled.
        var looksAt: ContinuousClock.Instant?
        var senders: [UInt64: Promise<LinkLineError?>] = [:]
        var senderCount: UInt64 = 0
        var owner: Promise<Next>?
        var reader: Promise<Bool>?
        /// What was noted and not told yet. Payloads wait for it, so that the owner hears of things in their order.
        var notes: [LinkNote] = []
        var isTelling = false
        /// How it ended; nil while it runs.
        var end: LinkLineError?
    }

    /// What is to be done outside the lock.
    private struct Afterwards {
        var startsWriter = false
        var startsTelling = false
        var look: ContinuousClock.Instant?
    }

    /// A partner that sends and does not read fills no memory here: so many steps may wait before it is not read either.
    private static let stepLimit = 256

    let port: SerialPort
    private let loop: SerialLoop
    private let onNote: @Sendable (LinkNote) -> Void
    let state: Mutex<State>

    init(
        _ port: SerialPort, _ traffic: LinkTraffic, loop: SerialLoop, onNote: @escaping @Sendable (LinkNote) -> Void
    ) {
        self.port = port
        self.loop = loop
        self.onNote = onNote
        state = Mutex(State(traffic: traffic))
    }

    func start() {
        Task(executorPreference: loop) { await self.readIn() }
    }

    // MARK: What the owner asks

    func send(_ payload: [UInt8], deadline: ContinuousClock.Instant?) async throws(LinkLineError) {
        guard !Task.isCancelled else { throw LinkLineError(.cancelled, path: port.path) }
        let promise = Promise<LinkLineError?>()
        var sender: UInt64 = 0
        apply { state in
            if let end = state.end {
                promise.keep(end)
                return []
            }
            state.senderCount += 1
            sender = state.senderCount
            state.senders[sender] = promise
            if let deadline { state.alarms[.sender(sender)] = deadline }
            return state.traffic.send(payload, sender: sender)
        }
        let failure = await withTaskCancellationHandler {
            await promise.value()
        } onCancel: { [sender] in
            giveUp(sender, .cancelled)
        }
        if let failure { throw failure }
    }

    func next() async throws(LinkLineError) -> [UInt8]? {
        let promise = Promise<Next>()
        apply { state in
            guard state.owner == nil else {
                promise.keep(.failed(LinkLineError(.inUse, path: port.path)))
                return []
            }
            state.owner = promise
            return []
        }
        let next = await withTaskCancellationHandler {
            await promise.value()
        } onCancel: {
            promise.keep(.end)
        }
        state.withLock { if $0.owner === promise { $0.owner = nil } }
        switch next {
        case .payload(let payload): return payload
        case .end: return nil
        case .failed(let error): throw error
        }
    }

    func close(discardingOutput: Bool) {
        end(LinkLineError(.closed, path: port.path))
        port.close(discardingOutput: discardingOutput)
    }

    func giveUp(_ sender: UInt64, _ kind: LinkLineError.Kind) {
        apply { state in
            guard let promise = state.senders.removeValue(forKey: sender) else { return [] }
            state.alarms[.sender(sender)] = nil
            state.traffic.giveUp(sender)
            promise.keep(LinkLineError(kind, path: port.path))
            return []
        }
    }

    func end(_ error: LinkLineError) {
        apply { state in
            guard state.end == nil else { return [] }
            state.end = error
            for promise in state.senders.values { promise.keep(error) }
            state.senders = [:]
            state.alarms = [:]
            state.steps = []
            return []
        }
    }

    // MARK: Rules

    /// Changes the state, and does what follows from it.
    func apply(_ change: (inout State) -> [LinkTraffic.Effect]) {
        let afterwards = state.withLock { state in
            var afterwards = Afterwards()
            let effects = change(&state)
            carryOut(effects, &state)
            if state.notes.isEmpty, !state.isTelling { serveOwner(&state) }
            if !state.notes.isEmpty, !state.isTelling {
                state.isTelling = true
                afterwards.startsTelling = true
            }
            if state.end != nil || state.traffic.mayRead && state.steps.count < LinkEngine.stepLimit {
                state.reader?.keep(state.end == nil)
                state.reader = nil
            }
            if !state.steps.isEmpty, !state.isWriting {
                state.isWriting = true
                afterwards.startsWriter = true
            }
            if let next = state.alarms.values.min(), state.looksAt.map({ next < $0 }) ?? true {
                state.looksAt = next
                afterwards.look = next
            }
            return afterwards
        }
        if let time = afterwards.look { _ = loop.schedule(at: time) { [weak self] in self?.look(time) } }
        if afterwards.startsWriter { Task(executorPreference: loop) { await self.writeOut() } }
        if afterwards.startsTelling { tell() }
    }

    private func tell() {
        while true {
            let notes = state.withLock { state in
                defer { state.notes = [] }
                state.isTelling = !state.notes.isEmpty
                return state.notes
            }
            guard !notes.isEmpty else { return apply { _ in [] } }
            for note in notes { onNote(note) }
        }
    }

    private func carryOut(_ effects: [LinkTraffic.Effect], _ state: inout State) {
        guard state.end == nil else { return }
        for effect in effects {
            switch effect {
            case .write(let bytes): state.steps.append(.write(bytes))
            case .startTimer(.acknowledgement, let milliseconds):
                state.steps.append(.startAcknowledgementTimer(milliseconds: milliseconds))
            case .startTimer(let timer, let milliseconds):
                state.alarms[.link(timer)] = .now + .milliseconds(milliseconds)
            case .cancelTimer(let timer): state.alarms[.link(timer)] = nil
            case .finish(let sender, let failure):
                state.alarms[.sender(sender)] = nil
                state.senders.removeValue(forKey: sender)?.keep(failure.map { LinkLineError(of: $0, path: port.path) })
            case .note(let note): state.notes.append(note)
            }
        }
    }

    private func serveOwner(_ state: inout State) {
        guard let owner = state.owner else { return }
        if let payload = state.traffic.payload {
            // A task that was cancelled at this moment leaves the payload to the next one.
            if owner.keep(.payload(payload)) { carryOut(state.traffic.takePayload(), &state) }
            state.owner = nil
        } else if let end = state.end {
            owner.keep(end.kind == .closed ? .end : .failed(end))
            state.owner = nil
        }
    }
}
