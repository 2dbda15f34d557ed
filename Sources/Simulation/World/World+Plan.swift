import SerialLink

/// Messages while a plan says what becomes of each.
extension World {
    /// Longer than the serial link waits for an acknowledgement.
    private var pastLink: Int64 { Int64(parameters.link.ackTimeout) + 1_500 }
    /// Longer than the terminal waits for its host.
    private var pastResponse: Int64 { Int64(parameters.responseTimeout) + 10_000 }

    /// Puts bytes on the line that a plan watches. Bytes never overtake each other there: behind what is late all is late.
    func carryPlanned(_ bytes: [UInt8], toTerminal: Bool, at usual: Int64, _ plan: PlannedFaults) {
        let way = toTerminal ? MessageWay.frameIn : .frameOut
        var arrival = max(usual, plan.heldUntil[way] ?? 0)
        let event = toTerminal ? WorldEvent.toTerminal(bytes) : .toBridge(bytes)
        switch plan.next(way) {
        case .lost?: return note("a planned fault: \(way.rawValue) lost")
        case .late?:
            note("a planned fault: \(way.rawValue) late")
            arrival = now + pastLink
            plan.heldUntil[way] = arrival
        case .doubled?:
            note("a planned fault: \(way.rawValue) doubled")
            queue.push(event, at: arrival)
        case .overtaken?, nil: break
        }
        queue.push(event, at: arrival)
    }

    /// Lets a request go to the host, or a response come back, as a plan says.
    func passPlanned(_ payload: [UInt8], _ way: MessageWay, _ plan: PlannedFaults) {
        let usual: Int64 = way == .request ? 60 : 140
        func push(_ payload: [UInt8], _ delay: Int64) {
            queue.push(way == .request ? .request(payload) : .reply(payload, host: hostStarts), at: now + delay)
        }
        let former = plan.overtaken.removeValue(forKey: way)
        let fault = plan.next(way)
        if let fault { note("a planned fault: \(way.rawValue) \(fault.rawValue)") }
        switch fault {
        case .lost?: break
        case .late?: push(payload, pastResponse)
        case .overtaken?: plan.overtaken[way] = payload
        case .doubled?:
            push(payload, usual)
            push(payload, usual)
        case nil: push(payload, usual)
        }
        if let former { push(former, usual + 1) }
    }
}
