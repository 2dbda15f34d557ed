import ISO8583
import PaymentCrypto
import Settlement

extension HostLogic {
    /// Sale, void or refund.
    func book(_ request: HostRequest, _ session: Store.Session) throws -> Decision {
        let message = request.message
        let terminalID = request.terminal.terminalID
        guard message.batch == request.terminal.openBatch, let trace = message.trace else {
            return Decision(
                "77", notes: ["batch \(message.batch ?? 0) is not open here, \(request.terminal.openBatch) is"])
        }
        guard let amount = message[number: 4].flatMap({ Int64(exactly: $0) }), amount > 0 else { return Decision("13") }
        // The reversal overtook its original: what was undone must not be booked afterwards.
        if try session.answered(terminalID, request.terminal.openBatch, trace, mti: "0400") != nil {
            return Decision("12", notes: ["its reversal came before it: refused"])
        }
        guard let pan = message.pan, let card = configuration.cards.first(where: { $0.pan == pan }) else {
            return Decision("14")
        }
        var posting = Posting(
            terminalID: terminalID, batch: request.terminal.openBatch, trace: trace, kind: .sale, minorUnits: amount,
            isForeign: !HostLogic.isDomestic(pan), card: pan.masked, source: .online, isReversed: false,
            isVoided: false, originalTrace: nil, isUploaded: false, bookedAt: request.now.description)
        switch (message.mti, message.typeCode) {
        case (.financialRequest, "22"):
            if let code = card.decline { return Decision(code) }
            if let refusal = try checkPIN(request, card, pan) { return refusal }
        case (.financialRequest, "23"):
            posting.kind = .void
            if let refusal = try checkVoid(request, &posting, session) { return refusal }
        case (.financialAdvice, "25"):
            posting.kind = .refund
        default:
            return Decision("12", notes: ["transaction type \(message.typeCode) is not known here"])
        }
        var decision = Decision("00")
        if request.rule?.action == .approveWithoutBooking {
            decision.notes = ["approved, not booked: rule \"\(request.rule?.name ?? "")\""]
        } else {
            try session.save(posting)
            try markVoided(by: posting, true, session)
        }
        decision.authorization = paddedDecimal(UInt64(trace) * 7 % 1_000_000, width: 6)
        return decision
    }

    /// Cards of the domestic organisation begin with 62. Source: range of UnionPay's issuer numbers, ISO/IEC 7812.
    static func isDomestic(_ pan: PAN) -> Bool { pan.exposed.hasPrefix("62") }

    private func checkPIN(_ request: HostRequest, _ card: TestCard, _ pan: PAN) throws -> Decision? {
        guard let right = card.pin.flatMap({ PIN($0) }) else { return nil }
        guard let block = request.message[bytes: 52], let keys = request.keys else {
            return Decision("55", notes: ["the card needs a PIN, none was sent"])
        }
        let clear = try TripleDES.decryptECB(block, key: keys.pinKey)
        do {
            return try PINBlockISO0.decode(clear, pan: pan.exposed) == right ? nil : Decision("55")
        } catch {
            return Decision("99", notes: ["the PIN block cannot be opened: \(error)"])
        }
    }

    /// Source: UnionPay-style codes: 25 original not found, 64 amount differs, 12 not possible any more.
    private func checkVoid(
        _ request: HostRequest, _ posting: inout Posting, _ session: Store.Session
    ) throws -> Decision? {
        guard let original = request.message[text: 61].flatMap({ OriginalReference61($0) }),
            original.batchNumber == request.terminal.openBatch
        else { return Decision("25") }
        guard
            let sale = try session.posting(
                request.terminal.terminalID, request.terminal.openBatch, original.traceNumber),
            sale.kind == .sale, !sale.isReversed
        else {
            // A sale that was approved without being booked can be voided; the upload brings both back.
            guard
                try approvedUnbooked(request.terminal, original.traceNumber, session),
                request.rule?.action == .approveWithoutBooking
            else { return Decision("25") }
            posting.originalTrace = original.traceNumber
            return nil
        }
        guard sale.minorUnits == posting.minorUnits else { return Decision("64") }
        guard !sale.isVoided else { return Decision("12", notes: ["this sale is voided already"]) }
        posting.originalTrace = sale.trace
        return nil
    }

    private func approvedUnbooked(_ terminal: TerminalState, _ trace: UInt32, _ session: Store.Session) throws -> Bool {
        try session.answered(terminal.terminalID, terminal.openBatch, trace, mti: "0200")?.code == "00"
    }

    /// Marks the sale that a void undoes, or takes the mark back.
    func markVoided(by posting: Posting, _ isVoided: Bool, _ session: Store.Session) throws {
        guard posting.kind == .void, let trace = posting.originalTrace,
            var sale = try session.posting(posting.terminalID, posting.batch, trace)
        else { return }
        sale.isVoided = isVoided
        try session.save(sale)
    }

    /// Reversal: undoes the booking, if there is one. 25 tells the terminal that there never was one, which also ends it.
    func reverse(_ request: HostRequest, _ session: Store.Session) throws -> Decision {
        guard let batch = request.message.batch, let trace = request.message.trace,
            var posting = try session.posting(request.terminal.terminalID, batch, trace)
        else { return Decision("25", notes: ["nothing was booked under this trace number"]) }
        guard request.message[number: 4] == UInt64(exactly: posting.minorUnits),
            request.message.pan?.masked == posting.card
        else {
            return Decision("25", notes: ["another transaction was booked under this trace number: it stands"])
        }
        guard !(try session.batch(posting.terminalID, batch)?.isClosed ?? false) else {
            return Decision("12", notes: ["the batch is closed: the booking stands"])
        }
        if !posting.isReversed {
            posting.isReversed = true
            try session.save(posting)
            try markVoided(by: posting, false, session)
        }
        return Decision("00")
    }
}
