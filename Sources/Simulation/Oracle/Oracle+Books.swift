import AcquirerHost

/// What the terminal told the host that a batch comes to.
struct Claim {
    let batch: UInt32
    /// Digits of field 48, or of field 63 in Hypercom style.
    let digits: [UInt8]
    let isHypercom: Bool
    /// True once the host said no to it: only then may the close be left.
    var isRefused = false
    /// True for the totals at the end of an upload.
    var isTrailing = false

    /// What it says, both sides together: digits of a place as a number.
    var sums: Sums {
        func number(_ start: Int, _ count: Int) -> Int64 {
            guard digits.count >= start + count else { return -1 }
            return digits[start..<start + count].reduce(0) { $0 * 10 + Int64($1) }
        }
        if isHypercom {
            return Sums(debits: number(0, 3), debit: number(3, 12), credits: number(15, 3), credit: number(18, 12))
        }
        return Sums(
            debits: number(12, 3) + number(43, 3), debit: number(0, 12) + number(31, 12),
            credits: number(27, 3) + number(58, 3), credit: number(15, 12) + number(46, 12))
    }
}

/// Counts and amounts of the two sides of a batch.
struct Sums: Equatable {
    var debits: Int64 = 0
    var debit: Int64 = 0
    var credits: Int64 = 0
    var credit: Int64 = 0
}

/// One record of a Hypercom-style upload.
struct UploadedDetail: Equatable {
    let trace: UInt32
    let amount: Int64
    let isLast: Bool
}

extension Oracle {
    /// What totals must say: what both sides took as done. In Hypercom style voids and what they undo count nowhere, and
    /// tips are in their sale.
    func expectedSums(_ batch: UInt32, isHypercom: Bool) -> Sums {
        var sums = Sums()
        if isHypercom {
            for (attempt, amount) in standing(batch) {
                if attempt.deed.sign > 0 {
                    sums.debits += 1
                    sums.debit += amount
                } else {
                    sums.credits += 1
                    sums.credit += amount
                }
            }
            return sums
        }
        for attempt in attempts.values where attempt.batch == batch && attempt.isTaken {
            if attempt.deed.sign > 0 {
                sums.debits += 1
                sums.debit += attempt.amount
            } else if attempt.deed.sign < 0 {
                sums.credits += 1
                sums.credit += attempt.amount
            }
        }
        return sums
    }

    /// The records of a batch that stand, with what they come to: tips are in their sale.
    func standing(_ batch: UInt32) -> [(Attempt, Int64)] {
        let taken = attempts(of: batch).filter(\.isTaken)
        let undone = Set(taken.filter(\.deed.isVoid).map(\.original))
        var tips: [UInt32: Int64] = [:]
        for tip in taken where tip.deed == .tip && !tip.isOrphan { tips[tip.original, default: 0] += tip.amount }
        return taken.filter {
            $0.deed.sign != 0 && !$0.deed.isVoid && ($0.deed != .tip || $0.isOrphan) && !undone.contains($0.trace)
        }
        .map { ($0, $0.amount + (tips[$0.trace] ?? 0)) }
    }

    /// Every transaction of a batch is booked as it was seen.
    mutating func checkFinal(_ batch: UInt32) {
        let all = attempts(of: batch)
        let undone = Set(all.filter { $0.deed.isVoid && $0.isTaken }.map(\.original))
        for attempt in all { checkFinal(attempt, all, isUndone: undone.contains(attempt.trace)) }
    }

    private mutating func checkFinal(_ attempt: Attempt, _ all: [Attempt], isUndone: Bool) {
        let booking = liveBooking(attempt)
        if let booking {
            if attempt.deed.sign == 0 {
                broken(.seenIsBooked, "\(attempt.name) moves no money, and it is booked")
            }
            if booking.minorUnits != attempt.amount {
                broken(.seenIsBooked, "\(attempt.name) is booked over \(booking.minorUnits)")
            }
        }
        switch attempt.seen {
        case .approved where attempt.isRefused:
            if booking != nil { broken(.seenIsBooked, "\(attempt.name) was refused by the host, and it is booked") }
        case .approved where attempt.deed.sign == 0 || attempt.isWaiting: break
        case .approved:
            checkApproved(attempt, all, booking, isUndone: isUndone)
        case .declined, .notCompleted:
            if booking != nil { broken(.seenIsBooked, "\(attempt.name) was seen \(attempt.seen), and it is booked") }
        case .nothing: break
        }
    }

    private mutating func checkApproved(_ attempt: Attempt, _ all: [Attempt], _ booking: Posting?, isUndone: Bool) {
        if booking == nil {
            // A sale and its void may both be missing, and a tip may be booked under the number of an upload: then the
            // sum tells.
            let isPair = isUndone || attempt.deed.isVoid || attempt.deed == .tip
            if !isPair { broken(.seenIsBooked, "\(attempt.name) was seen approved, and it is not booked") }
            if attempt.deed == .tip { checkGroup(attempt.original, attempt, all) }
        }
        if attempt.deed.isVoid { checkGroup(attempt.original, attempt, all) }
    }

    /// What belongs to one sale, its tips and its void, is booked over the same sum as it was seen.
    private mutating func checkGroup(_ root: UInt32, _ attempt: Attempt, _ all: [Attempt]) {
        var seen: Int64 = 0
        var traces: Set<UInt32> = []
        for member in all where member.trace == root || (member.original == root && root != 0) {
            guard member.deed.isVoid || member.deed == .tip || member.trace == root else { continue }
            traces.insert(member.trace)
            if member.isTaken { seen += member.deed.sign * member.amount }
        }
        var booked: Int64 = 0
        for posting in ledger.postings(terminalID, attempt.batch) where !posting.isReversed {
            let isOfUpload = posting.originalTrace == root && attempts[Oracle.key(attempt.batch, posting.trace)] == nil
            guard traces.contains(posting.trace) || isOfUpload else { continue }
            booked += posting.kind.isCredit ? -posting.minorUnits : posting.minorUnits
        }
        if seen != booked {
            broken(.seenIsBooked, "\(attempt.name) with all that belongs to it comes to \(seen), booked is \(booked)")
        }
    }

    /// A completion was approved, or is undone: a hold is taken once at most.
    mutating func noteCompletion(_ key: UInt64, _ attempt: Attempt) {
        switch attempt.deed {
        case .completion where attempt.isTaken:
            if let other = completions[attempt.authorization], other != key {
                broken(.seenIsBooked, "\(attempt.name) takes the hold \(attempt.authorization) a second time")
            }
            completions[attempt.authorization] = key
        case .completion:
            if completions[attempt.authorization] == key { completions[attempt.authorization] = nil }
        case .completionVoid:
            let former = Oracle.key(attempt.batch, attempt.original)
            guard let completion = attempts[former] else { return }
            let code = completion.authorization
            if attempt.isTaken {
                if completions[code] == former { completions[code] = nil }
            } else if completions[code] == nil, completion.isTaken {
                completions[code] = former
            }
        default: break
        }
    }
}
