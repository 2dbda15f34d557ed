import ISO8583
import PaymentCrypto
import Settlement

extension HostLogic {
    /// What moves money: each kind has its own conditions, the booking is the same.
    func book(_ request: HostRequest, _ kind: PostingKind, _ session: Store.Session) throws -> Decision {
        let asked: Asked
        switch try accept(request, session) {
        case .refused(let decision): return decision
        case .accepted(let accepted): asked = accepted
        }
        var posting = Posting(
            terminalID: request.terminal.terminalID, batch: asked.batch, trace: asked.trace, kind: kind,
            minorUnits: asked.minorUnits, isForeign: !asked.pan.isDomestic, card: asked.pan.masked, source: .online,
            isReversed: false, isVoided: false, originalTrace: nil, isUploaded: false,
            bookedAt: request.now.description)
        if let known = try alreadyBooked(posting, session) { return known }
        let refusal: Decision? =
            switch kind {
            case .sale: try checkIssuer(request, asked)
            case .offlineSale: asked.card.decline.map { Decision($0) }
            case .refund: nil
            case .void: try checkVoid(request, of: [.sale, .offlineSale], &posting, session)
            case .completionVoid: try checkVoid(request, of: [.completion], &posting, session)
            case .tip: try checkTip(request, &posting, session)
            case .completion: try checkCompletion(request, &posting, session)
            }
        if let refusal { return refusal }
        var decision = Decision("00")
        if request.forgetsBooking {
            decision.notes = ["approved, not booked: rule \"\(request.rule?.name ?? "")\""]
        } else {
            try session.save(posting)
            try apply(posting, true, session)
        }
        // A completion keeps the code of its hold: an upload finds the hold by it.
        decision.authorization =
            request.incoming.authorization ?? posting.holdAuthorization
            ?? paddedDecimal(UInt64(asked.trace) * 7 % 1_000_000, width: 6)
        return decision
    }

    /// What a request that moves money has, once it may be looked at.
    struct Asked {
        let batch: UInt32
        let trace: UInt32
        let minorUnits: Int64
        let pan: PAN
        let card: TestCard
    }

    enum Acceptance {
        case accepted(Asked)
        case refused(Decision)
    }

    /// The conditions of everything that moves money or holds it.
    func accept(_ request: HostRequest, _ session: Store.Session) throws -> Acceptance {
        let terminal = request.terminal
        guard request.batch == terminal.openBatch, let trace = request.trace else {
            let isForced = try session.batch(terminal.terminalID, request.batch)?.isForced ?? false
            let why = isForced ? "was closed by force" : "is not open here"
            return .refused(
                Decision("77", notes: ["batch \(request.batch) \(why), \(terminal.openBatch) is"]))
        }
        guard let amount = request.incoming.minorUnits, amount > 0 else { return .refused(Decision("13")) }
        // The reversal overtook its original: what was undone must not be booked afterwards.
        if try reversalCame(terminal.terminalID, request.batch, trace, session) {
            return .refused(Decision("12", notes: ["its reversal came before it: refused"]))
        }
        guard let pan = request.incoming.pan, let card = cards[pan] else { return .refused(Decision("14")) }
        return .accepted(
            Asked(batch: request.batch, trace: trace, minorUnits: amount, pan: pan, card: card))
    }

    /// An advice whose record an upload brought before; or a trace number that stands for something else.
    private func alreadyBooked(_ posting: Posting, _ session: Store.Session) throws -> Decision? {
        guard let booked = try session.posting(posting.terminalID, posting.batch, posting.trace) else { return nil }
        guard booked.kind == posting.kind, booked.card == posting.card, !booked.isReversed,
            booked.minorUnits == posting.minorUnits || posting.kind == .tip
        else {
            return Decision(
                "12", notes: ["trace number \(posting.trace) was used in this batch for another transaction: refused"])
        }
        return Decision("00", notes: ["\(posting.kind.name) \(posting.trace) was booked from an upload: not again"])
    }

    /// The issuer's word on a card that is present.
    func checkIssuer(_ request: HostRequest, _ asked: Asked) throws -> Decision? {
        if let code = asked.card.decline { return Decision(code) }
        return try checkPIN(request, asked.card, asked.pan)
    }

    func checkPIN(_ request: HostRequest, _ card: TestCard, _ pan: PAN) throws -> Decision? {
        guard let right = card.pin.flatMap({ PIN($0) }) else { return nil }
        guard let block = request.incoming.pinBlock, let keys = request.keys else {
            return Decision("55", notes: ["the card needs a PIN, none was sent"])
        }
        let clear = try TripleDES.decryptECB(block, key: keys.pinKey)
        do {
            return try PINBlockISO0.decode(clear, pan: pan.exposed) == right ? nil : Decision("55")
        } catch {
            return Decision("99", notes: ["the PIN block cannot be opened: \(error)"])
        }
    }
}
