import Settlement
import TerminalFirmware

extension Oracle {
    /// The display shows something new.
    mutating func displayed(_ content: DisplayContent) {
        switch content.screen {
        case "approved":
            guard let amount = Oracle.amount(content.lines[1]), let trace = Oracle.lastNumber(content.lines[2]) else {
                return broken(.seenIsBooked, "the display says approved, and not of what")
            }
            let key = Oracle.key(highestBatch, trace)
            guard var attempt = attempts[key], attempt.isAdvice || key == last else {
                return broken(.seenIsBooked, "\(trace) is shown approved, and it is not the transaction that left last")
            }
            let isConfirmed = attempt.answer == "00" || (attempt.mti == 0x0220 && attempt.answer == "94")
            if !isConfirmed || attempt.isReversing {
                broken(.seenIsBooked, "\(attempt.name) is shown approved without the host's approval")
            }
            if attempt.amount != amount { broken(.seenIsBooked, "\(attempt.name) is shown over \(amount)") }
            seeApproved(&attempt)
            attempts[key] = attempt
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
        if seen == .notCompleted, !attempt.isReversed, attempt.mti == 0x0200 {
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
        switch job.content {
        case .receipt(let batch, let trace): receiptPrinted(batch.value, trace.value, job.lines)
        case .slip(let batch): slipPrinted(batch.value, job.lines)
        case .reminder: break
        }
    }

    private mutating func receiptPrinted(_ batch: UInt32, _ trace: UInt32, _ lines: [String]) {
        let key = Oracle.key(batch, trace)
        guard var attempt = attempts[key] else {
            // A batch that is done: printed late, checked when it was closed.
            if batch + 1 >= highestBatch { broken(.seenIsBooked, "a receipt for \(trace), which never left") }
            return
        }
        if let line = lines.first(where: { $0.hasPrefix("AMOUNT") }),
            Oracle.amount(line).map({ abs($0) }) != attempt.amount
        {
            broken(.seenIsBooked, "the receipt of \(attempt.name) says \(line)")
        }
        if attempt.isReversing || (attempt.answer != "00" && attempt.answer != "94") {
            broken(.seenIsBooked, "a receipt for \(attempt.name), which the host did not approve")
        }
        seeApproved(&attempt)
        attempts[key] = attempt
    }

    private mutating func slipPrinted(_ batch: UInt32, _ lines: [String]) {
        if let former = slips[batch] {
            if former != lines {
                broken(.slipEqualsRecords, "the slip of batch \(batch) was printed again, differently")
            }
            return
        }
        slips[batch] = lines
        var net: Int64 = 0
        for posting in ledger.postings(terminalID, batch) where !posting.isReversed {
            net += posting.kind.isCredit ? -posting.minorUnits : posting.minorUnits
        }
        if let line = lines.first(where: { $0.hasPrefix("TOTAL") }), Oracle.amount(line) != net {
            broken(.slipEqualsRecords, "the slip of batch \(batch) says \(line), the ledger holds \(net)")
        }
        checkRows(batch, lines)
    }

    /// The rows of the days add up to the debit and credit rows.
    private mutating func checkRows(_ batch: UInt32, _ lines: [String]) {
        var sums: [String: (count: Int64, amount: Int64)] = [:]
        for line in lines {
            let words = line.split(separator: " ")
            guard words.count == 3, let count = Int64(words[1]), let amount = Oracle.amount(line) else { continue }
            let former = sums[String(words[0]), default: (0, 0)]
            sums[String(words[0])] = (former.count + count, former.amount + amount)
        }
        func sum(_ names: [String]) -> (Int64, Int64) {
            names.reduce((0, 0)) { ($0.0 + (sums[$1]?.count ?? 0), $0.1 + (sums[$1]?.amount ?? 0)) }
        }
        if sum(["SALE"]) != sum(["DEBIT"]) || sum(["VOID", "REFUND"]) != sum(["CREDIT"]) {
            broken(.slipEqualsRecords, "the days on the slip of batch \(batch) do not add up to its totals")
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
