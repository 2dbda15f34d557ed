import Settlement
import TerminalFirmware

extension Oracle {
    /// The display shows something new.
    mutating func displayed(_ content: DisplayContent) {
        noticeReminder(content)
        switch content.screen {
        case "approved":
            guard let amount = Oracle.amount(content.lines[1]), let trace = Oracle.lastNumber(content.lines[2]) else {
                return broken(.seenIsBooked, "the display says approved, and not of what")
            }
            approvedShown(content.lines[0], trace, amount)
        case "declined": seeNothingTaken(.declined)
        case "not-completed": seeNothingTaken(.notCompleted)
        case "settled":
            guard let batch = Oracle.lastNumber(content.lines[0]) else { return }
            if ledger.batch(terminalID, batch)?.isClosed != true {
                broken(.clearedAfterConfirmation, "batch \(batch) is shown settled, and the host has not closed it")
            }
        default: break
        }
    }

    private mutating func approvedShown(_ title: String, _ trace: UInt32, _ amount: Int64) {
        let key = Oracle.key(openBatch ?? highestBatch, trace)
        let decided = Deed.decidedAtTerminal(title[...])
        if let decided, attempts[key] == nil {
            var attempt = Attempt(
                decided, isAdvice: true, batch: openBatch ?? highestBatch, trace: trace, amount: amount)
            attempt.at = time.now
            checkSelling(attempt)
            attempts[key] = attempt
        }
        guard var attempt = attempts[key], attempt.isAdvice || key == last else {
            return broken(.seenIsBooked, "\(trace) is shown approved, and it is not the transaction that left last")
        }
        if decided == nil, !attempt.isTaken {
            broken(.seenIsBooked, "\(attempt.name) is shown approved without the host's approval")
        }
        if attempt.amount != amount { broken(.seenIsBooked, "\(attempt.name) is shown over \(amount)") }
        seeApproved(&attempt)
        attempts[key] = attempt
    }

    private mutating func seeApproved(_ attempt: inout Attempt) {
        if attempt.seen == .declined || attempt.seen == .notCompleted {
            broken(.seenIsBooked, "\(attempt.name) was seen \(attempt.seen), then approved")
        }
        if attempt.seen != .approved { approvedCount += 1 }
        attempt.seen = .approved
    }

    /// The cardholder reads that no money was taken: at that moment the ledger must hold no booking.
    private mutating func seeNothingTaken(_ seen: Attempt.Seen) {
        let shown = seen == .declined ? lastAnswered ?? last : last
        guard let key = shown, var attempt = attempts[key] else { return }
        if attempt.seen == .approved { return broken(.seenIsBooked, "\(attempt.name) was seen approved, then \(seen)") }
        if seen == .notCompleted, !attempt.isReversed, !attempt.isAdvice {
            broken(.reversalFirst, "\(attempt.name) is shown as not completed, and its reversal is not answered")
        }
        attempt.seen = seen
        attempts[key] = attempt
        if liveBooking(attempt) != nil {
            broken(.seenIsBooked, "\(attempt.name) is shown as \(seen), and it is booked")
        }
    }

    /// A paper came out whole.
    mutating func printed(_ job: PrintJob) {
        checkLabel(job)
        switch job.content {
        case .receipt(let batch, let trace): receiptPrinted(batch.value, trace.value, job.lines)
        case .slip(let batch): slipPrinted(batch.value, job.lines)
        case .reminder: break
        }
    }

    private mutating func receiptPrinted(_ batch: UInt32, _ trace: UInt32, _ lines: [String]) {
        let amount = lines.first(where: PaperWords.amount.begin).flatMap(Oracle.amount).map { abs($0) }
        let decided = lines.first(where: PaperWords.type.begin).flatMap(PaperWords.decidedAtTerminal)
        var key = Oracle.key(batch, trace)
        // A stored one may have been carried into the next batch while its paper was out.
        if attempts[key] == nil, let openBatch { key = Oracle.key(openBatch, trace) }
        if attempts[key] == nil, let decided, let amount, batch == openBatch {
            // Power was cut between flash and display.
            attempts[key] = Attempt(decided, isAdvice: true, batch: batch, trace: trace, amount: amount)
            attempts[key]?.at = time.now
        }
        guard var attempt = attempts[key] else {
            // A batch that is done: printed late, checked when it was closed.
            if batch + 1 >= highestBatch { broken(.seenIsBooked, "a receipt for \(trace), which never left") }
            return
        }
        if amount != attempt.amount {
            broken(.seenIsBooked, "the receipt of \(attempt.name) says \(amount.map(String.init) ?? "nothing")")
        }
        if !attempt.isTaken, !attempt.deed.isDecidedAtTerminal {
            broken(.seenIsBooked, "a receipt for \(attempt.name), which the host did not approve")
        }
        seeApproved(&attempt)
        attempts[key] = attempt
    }

    private mutating func slipPrinted(_ batch: UInt32, _ lines: [String]) {
        slipCameOut(batch)
        if let former = slips.lines[batch] {
            if former != lines {
                broken(.slipEqualsRecords, "the slip of batch \(batch) was printed again, differently")
            }
            return
        }
        slips.lines[batch] = lines
        var net: Int64 = 0
        for posting in ledger.postings(terminalID, batch) where !posting.isReversed {
            net += posting.kind.isCredit ? -posting.minorUnits : posting.minorUnits
        }
        if let line = lines.first(where: PaperWords.total.begin), Oracle.amount(line) != net {
            broken(.slipEqualsRecords, "the slip of batch \(batch) says \(line), the ledger holds \(net)")
        }
        checkRows(batch, lines)
        checkRefused(batch, lines)
    }

    /// The rows of the days add up to the rows of both sides, which are what the host was told.
    private mutating func checkRows(_ batch: UInt32, _ lines: [String]) {
        var rows: [String: (count: Int64, amount: Int64)] = [:]
        for line in lines {
            let words = line.words
            guard words.count == 3, let count = Int64(words[1]), let amount = Oracle.amount(line) else { continue }
            let former = rows[String(words[0]), default: (0, 0)]
            rows[String(words[0])] = (former.count + count, former.amount + amount)
        }
        func sum(_ words: PaperWords...) -> (count: Int64, amount: Int64) {
            words.flatMap(\.words).reduce((0, 0)) {
                ($0.0 + (rows[$1]?.count ?? 0), $0.1 + (rows[$1]?.amount ?? 0))
            }
        }
        let debits = sum(.sale, .completion, .offlineSale, .tip)
        let voids = sum(.void, .completionVoid)
        let refunds = sum(.refund)
        let told: Sums
        if PaperWords.netSales.words.contains(where: { rows[$0] != nil }) {
            let (net, credit) = (sum(.netSales), sum(.netRefunds))
            if net.amount != debits.amount + voids.amount || credit != refunds {
                broken(.slipEqualsRecords, "the days on the slip of batch \(batch) do not add up to its net totals")
            }
            told = Sums(debits: net.count, debit: net.amount, credits: credit.count, credit: -credit.amount)
        } else {
            let (debit, credit) = (sum(.debit), sum(.credit))
            if debit != debits || credit != (voids.count + refunds.count, voids.amount + refunds.amount) {
                broken(.slipEqualsRecords, "the days on the slip of batch \(batch) do not add up to its totals")
            }
            told = Sums(debits: debit.count, debit: debit.amount, credits: credit.count, credit: -credit.amount)
        }
        if let claimed, claimed.batch == batch, claimed.sums != told {
            broken(.slipEqualsRecords, "the slip of batch \(batch) has other totals than the host was told")
        }
    }

    /// What was approved at the terminal and refused by the host is named on the slip, and nothing else is.
    private mutating func checkRefused(_ batch: UInt32, _ lines: [String]) {
        let all = attempts(of: batch)
        guard batch == openBatch || (openBatch ?? 0) == batch + 1, !all.isEmpty else { return }
        let named = Set(
            lines.compactMap { line -> UInt32? in
                let words = line.words
                guard words.count == 4, words[1].utf8.count == 2, words[0].utf8.count == 6 else { return nil }
                return UInt32(words[0])
            })
        let refused = Set(all.filter { $0.isRefused && $0.seen == .approved }.map(\.trace))
        if let missing = refused.subtracting(named).min() {
            broken(.slipEqualsRecords, "the slip of batch \(batch) does not name \(missing), which the host refused")
        }
        if let extra = named.subtracting(all.filter(\.isRefused).map(\.trace)).min() {
            broken(.slipEqualsRecords, "the slip of batch \(batch) names \(extra) as refused, which it was not")
        }
    }

    /// Minor units of the last amount in a line, `CNY -12.50` and the like.
    static func amount(_ line: String) -> Int64? {
        withLastWord(line) { word in
            guard word.contains(0x2E) else { return nil }
            let isNegative = word.first == 0x2D
            return number(word.dropFirst(isNegative ? 1 : 0).lazy.filter { $0 != 0x2E }).map { isNegative ? -$0 : $0 }
        }
    }

    static func lastNumber(_ line: String) -> UInt32? {
        withLastWord(line) { word in number(word).flatMap { UInt32(exactly: $0) } }
    }

    /// Lends the UTF-8 of the last word of a line, which is empty when there is none.
    private static func withLastWord<Result>(_ line: String, _ body: (Slice<UnsafeBufferPointer<UInt8>>) -> Result)
        -> Result
    {
        var line = line
        return line.withUTF8 { bytes in
            let end = bytes.lastIndex { $0 != 0x20 }.map { $0 + 1 } ?? 0
            let start = bytes[..<end].lastIndex(of: 0x20).map { $0 + 1 } ?? 0
            return body(bytes[start..<end])
        }
    }

    private static func number(_ digits: some Sequence<UInt8>) -> Int64? {
        var value: Int64?
        for digit in digits {
            // Eighteen digits are more than any amount has.
            guard (0x30...0x39).contains(digit), (value ?? 0) < 100_000_000_000_000_000 else { return nil }
            value = (value ?? 0) * 10 + Int64(digit - 0x30)
        }
        return value
    }
}
