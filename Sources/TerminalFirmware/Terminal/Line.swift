import FlashStore
import ISO8583
import SerialLink
import Settlement

extension Terminal {
    /// Seals a message with its MAC, wraps it up, and sends it as the outstanding request.
    mutating func send(_ message: Message, for purpose: Exchange.Purpose) throws(StoreError) {
        let sealed: (message: Message, payload: [UInt8])?
        do { sealed = try seal(message) } catch { return try giveUp(.cannotEncode(error.description)) }
        guard let sealed else { return try giveUp(.elementFault) }
        exchange = Exchange(purpose: purpose, request: sealed.message, payload: sealed.payload)
        try transmit()
    }

    /// The message with its MAC, and the payload of its frame; nil when the secure element has no key.
    private func seal(_ message: Message) throws(ISO8583Error) -> (message: Message, payload: [UInt8])? {
        let dialect = parameters.dialect
        var message = message
        if dialect.carriesMAC(message.mti) {
            guard let mac = element.mac(over: try dialect.macInput(of: message)) else { return nil }
            message[bytes: Dialect.macField] = mac
        }
        let envelope = Envelope(
            tpdu: parameters.tpdu, header: parameters.envelopeHeader, body: try dialect.encode(message))
        return (message, envelope.bytes)
    }

    /// Sends the outstanding request, the first time or again.
    mutating func transmit() throws(StoreError) {
        guard let exchange else { return }
        if !goal.isBackground { screen = .busy }
        effects.append(.startTimer(.response, milliseconds: parameters.responseTimeout))
        try carryOut(link.handle(.send(exchange.payload)))
    }

    /// Does what the serial link asks for.
    mutating func carryOut(_ linkEffects: [LinkEffect]) throws(StoreError) {
        for effect in linkEffects {
            switch effect {
            case .transmit(let bytes): effects.append(.transmit(bytes))
            case .deliver(let payload): try receive(payload)
            case .startTimer(let timer, let milliseconds):
                effects.append(.startTimer(.link(timer), milliseconds: milliseconds))
            case .cancelTimer(let timer): effects.append(.cancelTimer(.link(timer)))
            case .acknowledged: break
            case .failed:
                log(.warning, "line.silent", "the line did not acknowledge a frame")
                if exchange != nil { try answerMissing() }
            case .note(let note): log(.info, "line.note", note.description)
            }
        }
    }

    private mutating func receive(_ payload: [UInt8]) throws(StoreError) {
        let message: Message
        do {
            let envelope = try Envelope(parsing: payload, hasHeader: parameters.envelopeHeader != nil)
            message = try parameters.dialect.decode(envelope.body)
        } catch {
            log(.warning, "line.undecodable", error.description)
            return
        }
        guard let current = exchange, current.isAnswered(by: message, style: parameters.style) else {
            if try takeLateClose(message) { return }
            log(.warning, "line.unexpected", "ignored \(message.mti) \(message[text: 11] ?? ""): nothing waits for it")
            return
        }
        effects.append(.cancelTimer(.response))
        // The answer says that the request arrived, also when its acknowledgement got lost. Without this the next request
        // waits behind a frame that nobody needs, shares its fate, and leaves after its own reversal.
        link.reset()
        effects.append(.cancelTimer(.link(.acknowledgement)))
        exchange = nil
        guard hasRightMAC(message) else {
            log(.warning, "mac.wrong", "\(message.mti) \(message[text: 11] ?? "") has a wrong MAC")
            return try distrust(current)
        }
        try hearTime(of: message, answering: current)
        guard message[text: 39] != nil else {
            log(.warning, "answer.empty", "\(message.mti) \(message[text: 11] ?? "") says neither yes nor no")
            return try distrust(current)
        }
        try take(message, answering: current)
    }

    private func hasRightMAC(_ message: Message) -> Bool {
        let dialect = parameters.dialect
        guard dialect.carriesMAC(message.mti) else { return true }
        do {
            return element.mac(over: try dialect.macInput(of: message)) == message[bytes: 64]
        } catch {
            return false
        }
    }
}
