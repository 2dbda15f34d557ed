import SerialLink
import Settlement

extension World {
    /// Puts bytes on the line; 115200 baud is 11 bytes in a millisecond. What arrives may be something else.
    func carry(_ bytes: [UInt8], toTerminal: Bool) {
        let sent = spoil(bytes)
        let arrival = now + 1 + Int64(bytes.count / 11)
        guard !sent.isEmpty else { return }
        queue.push(toTerminal ? .toTerminal(sent) : .toBridge(sent), at: arrival)
    }

    private func spoil(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        if faults.strikes(.byteLost) {
            note("a byte is lost")
            bytes.remove(at: faults.detail(below: bytes.count))
        }
        if !bytes.isEmpty, faults.strikes(.byteChanged) {
            note("a byte is changed")
            bytes[faults.detail(below: bytes.count)] ^= UInt8(1 + faults.detail(below: 255))
        }
        if !bytes.isEmpty, faults.strikes(.byteDoubled) {
            note("a byte is doubled")
            let index = faults.detail(below: bytes.count)
            bytes.insert(bytes[index], at: index)
        }
        if !bytes.isEmpty, faults.strikes(.frameCut) {
            note("a frame is cut")
            bytes.removeLast(1 + faults.detail(below: bytes.count))
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
        if faults.strikes(.connectionRefused) { return note("the host refuses the connection") }
        if faults.strikes(.requestLost) { return note("the request is lost") }
        let delay = faults.strikes(.requestLate) ? Int64(20_000 + faults.detail(below: 400_000)) : 60
        queue.push(.request(payload), at: now + delay)
        if faults.strikes(.requestDoubled) {
            queue.push(.request(payload), at: now + delay + Int64(1 + faults.detail(below: 100_000)))
        }
    }

    /// The host answers, or does not.
    func answer(_ payload: [UInt8]) {
        trace(7, payload)
        tape?.payloads.append(payload)
        count { $0.requests += 1 }
        if faults.strikes(.hostForgetsBooking), WireGlance(payload)?.isFinancial == true {
            note("the host forgets to book")
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
        ledger.forgetsNextBooking = false
        oracle.ledgerChanged()
        if faults.strikes(.hostRestart) {
            note("the host restarts after it booked")
            hostStarts += 1
            host = Host(ledger: ledger, configuration: hostConfiguration, random: hostKeys)
        }
        guard var reply = answer, let message = WireGlance(reply) else { return }
        trace(8, reply)
        tape?.payloads.append(reply)
        note("host answers \(World.words(message))")
        if faults.strikes(.responseLost) { return note("the response is lost") }
        if [0x0210, 0x0230, 0x0410].contains(message.mti), faults.strikes(.responseWrongMAC) {
            note("the response gets a wrong MAC")
            reply[reply.count - 1] ^= 1
            spoilt.insert(reply)
        }
        let delay = faults.strikes(.responseLate) ? Int64(40_000 + faults.detail(below: 200_000)) : 140
        queue.push(.reply(reply, host: hostStarts), at: now + delay)
        if faults.strikes(.responseDoubled) {
            queue.push(.reply(reply, host: hostStarts), at: now + delay + Int64(1 + faults.detail(below: 100_000)))
        }
    }
}
