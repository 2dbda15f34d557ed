import SerialDriver
import SerialLink

extension LinkEngine {
    /// How soon a timer looks again when the port holds bytes that were not read yet.
    private static let moment: Duration = .milliseconds(5)

    // MARK: Time

    func look(_ time: ContinuousClock.Instant) {
        let inputWaits = inputWaits()
        var late: [UInt64] = []
        apply { state in
            if state.looksAt == time { state.looksAt = nil }
            let now = ContinuousClock.now
            var effects: [LinkTraffic.Effect] = []
            for (alarm, _) in state.alarms.filter({ $0.value <= now }) {
                switch alarm {
                case .sender(let sender):
                    late.append(sender)
                    state.alarms[alarm] = nil
                case .link where inputWaits && state.traffic.mayRead:
                    // What the timer waits for may have arrived: the reader has the word first.
                    state.alarms[alarm] = now + LinkEngine.moment
                case .link(let timer):
                    state.alarms[alarm] = nil
                    effects += state.traffic.timerFired(timer)
                }
            }
            return effects
        }
        for sender in late { giveUp(sender, .timedOut) }
    }

    private func inputWaits() -> Bool {
        // Of a port that is gone the reader hears as well, and ends the line.
        do { return try port.pendingInput() > 0 } catch { return false }
    }

    // MARK: Port

    /// Waits until the port may be read.
    ///
    /// - Returns: False at the end.
    private func room() async -> Bool {
        let promise = Promise<Bool>()
        apply { state in
            state.reader = promise
            return []
        }
        return await promise.value()
    }

    func readIn() async {
        while await room() {
            do throws(SerialError) {
                if state.withLock({ $0.traffic.mustLookAtInput }) {
                    let bytes = try port.readNow(upTo: 4096)
                    apply { state in bytes.map { state.traffic.receive($0) } ?? state.traffic.inputEnded() }
                } else {
                    let bytes = try await port.read(upTo: 4096, deadline: nil)
                    apply { $0.traffic.receive(bytes) }
                }
            } catch { return fail(error) }
        }
    }

    func writeOut() async {
        while let bytes = nextToWrite() {
            do { try await port.writeAll(bytes, deadline: nil) } catch { return fail(error) }
        }
    }

    /// The port failed. It is given back, so that the device can have it when it comes again.
    private func fail(_ error: SerialError) {
        end(LinkLineError(error.kind == .closed ? .closed : .port(error), path: port.path))
        port.close(discardingOutput: true)
    }

    /// What is to be written next; nil when there is nothing.
    private func nextToWrite() -> [UInt8]? {
        var bytes: [UInt8] = []
        apply { state in
            var done = 0
            loop: for step in state.steps {
                switch step {
                case .write(let more):
                    bytes += more
                    done += 1
                case .startAcknowledgementTimer(let milliseconds):
                    guard bytes.isEmpty else { break loop }
                    state.alarms[.link(.acknowledgement)] = .now + .milliseconds(milliseconds) + timeToLeave()
                    done += 1
                }
            }
            state.steps.removeFirst(done)
            if bytes.isEmpty { state.isWriting = false }
            return []
        }
        return bytes.isEmpty ? nil : bytes
    }

    /// How long what was written needs to leave at the line's speed: a partner cannot answer before.
    private func timeToLeave() -> Duration {
        // Of a port that is gone the reader hears as well.
        do {
            let count = try port.pendingOutput()
            return .nanoseconds(Int64(clamping: port.settings.nanosecondsPerCharacter * UInt64(clamping: count)))
        } catch { return .zero }
    }
}
