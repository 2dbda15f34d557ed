import ISO8583

/// Totals of a batch as a dialect counts them: what a terminal claims, or what the ledger adds up to.
enum ClaimedTotals: Equatable {
    case unionPay(ReconciliationTotals48)
    case hypercom(SettlementTotals63)

    /// Reads a field's text.
    init(_ text: String, _ tongue: Tongue) throws(ISO8583Error) {
        switch tongue {
        case .unionPay: self = .unionPay(try ReconciliationTotals48(text))
        case .hypercom: self = .hypercom(try SettlementTotals63(text))
        }
    }

    /// What bookings add up to.
    init(of postings: [Posting], _ tongue: Tongue) {
        switch tongue {
        case .unionPay: self = .unionPay(ReconciliationTotals48(of: postings))
        case .hypercom: self = .hypercom(SettlementTotals63(of: postings))
        }
    }

    /// The field's text.
    func text() throws(ISO8583Error) -> String {
        switch self {
        case .unionPay(let totals): try totals.text()
        case .hypercom(let totals): try totals.text()
        }
    }

    func agrees(with other: ClaimedTotals) -> Bool {
        switch (self, other) {
        case (.unionPay(let one), .unionPay(let two)): one.agrees(with: two)
        case (.hypercom(let one), .hypercom(let two)): one.agrees(with: two)
        default: false
        }
    }

    /// True when the side to which a booking belongs is the same in both: that side is not uploaded.
    func agrees(with other: ClaimedTotals, onSideOf posting: Posting) -> Bool {
        guard case .unionPay(let one) = self, case .unionPay(let two) = other else { return agrees(with: other) }
        return posting.isForeign ? one.foreign.agrees(with: two.foreign) : one.domestic.agrees(with: two.domestic)
    }

    /// The same totals with a flag for each side where the dialect has flags: the same for both, or what a comparison says.
    func flagged(_ flag: BalanceFlag) -> ClaimedTotals {
        guard case .unionPay(var totals) = self else { return self }
        totals.domestic.flag = flag
        totals.foreign.flag = flag
        return .unionPay(totals)
    }

    func flagged(comparedWith booked: ClaimedTotals) -> ClaimedTotals {
        guard case .unionPay(var totals) = self, case .unionPay(let booked) = booked else { return self }
        totals.domestic.flag = totals.domestic.agrees(with: booked.domestic) ? .balanced : .unbalanced
        totals.foreign.flag = totals.foreign.agrees(with: booked.foreign) ? .balanced : .unbalanced
        return .unionPay(totals)
    }

    /// What a terminal's totals differ in from the ledger's, in words; empty when nothing does.
    func differences(ledger: ClaimedTotals) -> [String] {
        switch (self, ledger) {
        case (.unionPay(let claimed), .unionPay(let booked)):
            ClaimedTotals.difference("domestic totals", ledger: booked.domestic, terminal: claimed.domestic)
                + ClaimedTotals.difference("foreign totals", ledger: booked.foreign, terminal: claimed.foreign)
        case (.hypercom(let claimed), .hypercom(let booked)):
            claimed.agrees(with: booked)
                ? [] : ["totals do not agree: ledger \(booked.words); terminal \(claimed.words)"]
        default: ["totals of different dialects"]
        }
    }

    private static func difference(
        _ name: String, ledger: ReconciliationTotals48.Side, terminal: ReconciliationTotals48.Side
    ) -> [String] {
        ledger.agrees(with: terminal)
            ? [] : ["\(name) do not agree: ledger \(ledger.words); terminal \(terminal.words)"]
    }
}

extension ReconciliationTotals48 {
    /// Totals of bookings as field 48 counts them: voided sales as debit and their voids as credit, reversed ones nowhere.
    init(of postings: [Posting]) {
        self.init()
        for posting in postings where !posting.isReversed {
            if posting.isForeign { foreign.add(posting) } else { domestic.add(posting) }
        }
    }

    func agrees(with other: ReconciliationTotals48) -> Bool {
        domestic.agrees(with: other.domestic) && foreign.agrees(with: other.foreign)
    }
}

extension ReconciliationTotals48.Side {
    fileprivate mutating func add(_ posting: Posting) {
        if posting.kind.isCredit {
            creditAmount += posting.minorUnits
            creditCount += 1
        } else {
            debitAmount += posting.minorUnits
            debitCount += 1
        }
    }

    fileprivate var words: String {
        "\(debitCount) debits \(hundredths(debitAmount)), \(creditCount) credits \(hundredths(creditAmount))"
    }
}

extension SettlementTotals63 {
    /// Totals of bookings as field 63 counts them: net of voids, a tip in the amount of its sale, reversed ones nowhere.
    init(of postings: [Posting]) {
        var sales = Pair()
        var refunds = Pair()
        for posting in postings where posting.countsNet {
            if posting.kind == .refund {
                refunds.count += 1
                refunds.minorUnits += posting.minorUnits
            } else {
                sales.count += 1
                sales.minorUnits += posting.minorUnits + posting.tips
            }
        }
        self.init(sales: sales, refunds: refunds)
    }

    fileprivate var words: String {
        "\(allSales.count) sales \(hundredths(allSales.minorUnits)), "
            + "\(allRefunds.count) refunds \(hundredths(allRefunds.minorUnits))"
    }
}

extension Posting {
    /// True when it is a record of its own in totals net of voids: voids, voided ones and tips are not, but a tip whose sale
    /// lies in a batch that was closed by force.
    var countsNet: Bool {
        guard !isReversed, !isVoided else { return false }
        switch kind {
        case .sale, .completion, .offlineSale, .refund: return true
        case .tip: return originalTrace == nil
        case .void, .completionVoid: return false
        }
    }
}
