import SerialLink
import Settlement

extension World {
    /// Puts bytes on the line; 115200 baud is 11 bytes in a millisecond. What arrives may be something else.
    func carry(_ bytes: [UInt8], toTerminal: Bool) {
        faults.recorder?.passLine(bytes, toTerminal: toTerminal)
        let sent = spoil(bytes, toTerminal: toTerminal)
        let arrival = now + 1 + Int64(bytes.count / 11)
        guard !sent.isEmpty else { return }
        if let plan = faults.plan { return carryPlanned(sent, toTerminal: toTerminal, at: arrival, plan) }
        queue.push(toTerminal ? .toTerminal(sent) : .toBridge(sent), at: arrival)
    }

    /// One byte of a frame is spoilt at most: two such faults may cancel out, a byte lost and the same one doubled, and no check
    /// byte sees that.
    private func spoil(_ whole: [UInt8], toTerminal: Bool) -> [UInt8] {
        var bytes = whole
        // What goes to a terminal without power does nothing, and real parts do not send it.
        let recorder = toTerminal && !isPowered ? nil : faults.recorder
        if faults.strikes(.byteLost) {
            note("a byte is lost")
            let index = faults.detail(below: bytes.count)
            bytes.remove(at: index)
            recorder?.damage(toTerminal: toTerminal, .byteLost(index))
        }
        if bytes == whole, faults.strikes(.byteChanged) {
            note("a byte is changed")
            let index = faults.detail(below: bytes.count)
            let bits = UInt8(1 + faults.detail(below: 255))
            bytes[index] ^= bits
            recorder?.damage(toTerminal: toTerminal, .byteChanged(index, bits: bits))
        }
        if bytes == whole, faults.strikes(.byteDoubled) {
            note("a byte is doubled")
            let index = faults.detail(below: bytes.count)
            bytes.insert(bytes[index], at: index)
            recorder?.damage(toTerminal: toTerminal, .byteDoubled(index))
        }
        if !bytes.isEmpty, faults.strikes(.frameCut) {
            note("a frame is cut")
            bytes.removeLast(1 + faults.detail(below: bytes.count))
            recorder?.damage(toTerminal: toTerminal, .cut(after: bytes.count))
        }
        return bytes
    }

    /// Does what the bridge's side of the line asks for.
    func carryOut(_ effects: [LinkEffect]) {
        for effect in effects {
            switch effect {
            case .transmit(let bytes): carry(bytes, toTerminal: true)
            case .deliver(let payload): forward(payload)
            case .startTimer(let timer, let milliseconds):
                nextGeneration &+= 1
                bridgeTimers[timer] = nextGeneration
                queue.push(.bridgeTimer(timer, generation: nextGeneration), at: now + Int64(milliseconds))
            case .cancelTimer(let timer): bridgeTimers[timer] = nil
            case .acknowledged, .failed, .note: break
            }
        }
    }

    /// A request goes to the host, if there is a way.
    private func forward(_ payload: [UInt8]) {
        tape?.passed.append((now, payload))
        if let plan = faults.plan { return passPlanned(payload, .request, plan) }
        faults.recorder?.pass(.request)
        if now < hostDownUntil {
            faults.recorder?.damageRequest(.lost)
            return note("nobody answers at the host")
        }
        if isMisrouted(payload) { return }
        if faults.strikes(.connectionRefused) || faults.strikes(.requestLost) {
            faults.recorder?.damageRequest(.lost)
            return note("the request does not reach the host")
        }
        faults.recorder?.forwarded(payload)
        var delay: Int64 = 60
        if faults.strikes(.requestLate) {
            delay = Int64(20_000 + faults.detail(below: 400_000))
            faults.recorder?.damageRequest(.late(delay), due: now + delay)
        }
        queue.push(.request(payload), at: now + delay)
        if faults.strikes(.requestDoubled) {
            let pause = Int64(1 + faults.detail(below: 100_000))
            queue.push(.request(payload), at: now + delay + pause)
            faults.recorder?.damageRequest(.doubled(pause), due: now + delay + pause)
        }
    }

    /// The host answers, or does not.
    func answer(_ payload: [UInt8]) {
        trace(7, payload)
        tape?.payloads.append(payload)
        count { $0.requests += 1 }
        if hostDies() { return }
        if let recorder = faults.recorder, let request = WireGlance(payload) { recorder.arrived(request) }
        var forgets = false
        let glance = WireGlance(payload)
        // What a reversal took back, a host that falls back to its old state could not know.
        if glance?.mti == 0x0400 { formerLedger = nil }
        if faults.strikes(.hostForgetsBooking), let glance, mayForget(glance) {
            note("the host forgets to book")
            forgets = true
            ledger.forgetsNextBooking = true
        }
        let answer: [UInt8]?
        do {
            let all = try host.answer(payload, at: wallTime)
            answer = all.reply
            for line in all.notes { note("host: \(line)") }
        } catch {
            return report(.keepsGoing, "the host failed: \(error)")
        }
        if forgets, let recorder = faults.recorder, let request = WireGlance(payload), !ledger.forgetsNextBooking {
            recorder.forgot(request)
        }
        ledger.forgetsNextBooking = false
        checkFormerLedger()
        oracle.ledgerChanged()
        let restarts = faults.strikes(.hostRestart)
        if restarts { restartHost("the host restarts after it booked") }
        guard var reply = answer, let message = WireGlance(reply) else { return }
        trace(8, reply)
        tape?.payloads.append(reply)
        note("host answers \(World.words(message))")
        if let plan = faults.plan { return passPlanned(reply, .response, plan) }
        faults.recorder?.pass(.response)
        if restarts { faults.recorder?.damageResponse(.hostRestarts) }
        if faults.strikes(.responseLost) {
            faults.recorder?.damageResponse(.lost)
            return note("the response is lost")
        }
        if house.style == .unionPay, [0x0110, 0x0210, 0x0230, 0x0410].contains(message.mti),
            faults.strikes(.responseWrongMAC)
        {
            note("the response gets a wrong MAC")
            faults.recorder?.damageResponse(.wrongMAC)
            reply[reply.count - 1] ^= 1
            spoilt.insert(reply)
        }
        var delay: Int64 = 140
        if faults.strikes(.responseLate) {
            delay = Int64(40_000 + faults.detail(below: 200_000))
            faults.recorder?.damageResponse(.late(delay), due: now + delay)
        }
        sendBack(reply, after: delay)
        if faults.strikes(.responseDoubled) {
            let pause = Int64(1 + faults.detail(below: 100_000))
            queue.push(.reply(reply, host: hostStarts), at: now + delay + pause)
            faults.recorder?.damageResponse(.doubled(pause), due: now + delay + pause)
        }
    }
}
