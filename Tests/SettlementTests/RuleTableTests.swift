import Settlement
import Testing

/// Every state of the book against every kind of entry: taken, or the rule that refuses it.
@Suite("What may be written in which state")
struct RuleTableTests {
    /// Columns: states of the book. `.` is *taken*; other words are named in `word(_:)`.
    ///
    /// ```
    /// blank   no batch yet                    begun   totals frozen, not answered
    /// open    trading                         refus   totals frozen, refused by the host once
    /// sent    a sale without answer           hyper   totals frozen, Hypercom style
    /// undo    a sale waits for its reversal   host    totals frozen, the host closed, an advice waits
    /// store   an offline sale waits           part    upload not complete
    /// refnd   a refund waits for its answer   whole   upload complete
    /// drain   a close is asked for            ahead   upload complete, the host counts on
    ///                                         end     confirmed
    /// ```
    private static let table = """
        entry              blank open  sent  undo  store refnd drain begun refus hyper host  part  whole ahead end
        batchOpened        .     once  once  once  once  once  once  once  once  once  once  once  once  once  once
        tracesReserved     .     .     .     .     .     .     .     .     .     .     .     .     .     .     .
        signedOn           .     .     .     .     .     .     .     .     .     .     .     .     .     .     .
        signOnRequired     .     .     .     .     .     .     .     .     .     .     .     .     .     .     .
        signedOff          .     .     .     .     .     .     .     .     .     .     .     .     .     .     .
        begun              none  .     first first .     .     close close close close close close close close close
        begun:usedTrace    none  twice twice twice twice twice close close close close close close close close close
        begun:otherBatch   none  batch batch batch batch batch batch batch batch batch batch batch batch batch batch
        accepted           none  .     .     .     .     .     close close close close close close close close close
        accepted:sale      none  done  done  done  done  done  close close close close close close close close close
        approved           lost  done  .     done  done  .     .     done  done  done  done  done  done  done  done
        declined           lost  done  .     done  done  .     .     done  done  done  done  done  done  done  done
        delivered          lost  done  done  done  .     done  done  done  done  done  close done  done  done  done
        adviceRefused      lost  done  done  done  .     done  done  done  done  done  close done  done  done  done
        reversalRequired   lost  done  .     done  done  done  .     done  done  done  done  done  done  done  done
        reversalConfirmed  lost  done  done  .     done  done  done  done  done  done  done  done  done  done  done
        receiptPrinted     .     .     .     .     .     .     .     .     .     .     .     .     .     .     .
        closeRequested     none  .     .     .     .     .     close close close close close close close close close
        closeAbandoned     order order order order order order .     order .     order order order order order order
        closeBegun         none  .     first first wait  wait  first close .     close close .     .     .     close
        closeBegun:byHost  none  proof first first proof proof first close sums  close close sums  sums  sums  close
        closeBegun:totals  none  sums  first first wait  wait  first close sums  close close sums  sums  sums  close
        closeReconciled    order order order order order order order .     .     .     .     order order order order
        uploadAdvanced     order order order order order order order order order order order .     order order order
        uploadAdvanced:far order order order order order order order order order order order order order order order
        closeRejected      order order order order order order order .     .     .     .     .     .     .     order
        closeConfirmed     order order order order order order order order order .     order order .     .     order
        confirmed:signOn   order order order order order order order order order order order order proof .     order
        confirmed:other    order order order order order order order order order batch order order batch batch order
        batchClosed        .     proof proof proof proof proof proof proof proof proof proof proof proof proof .
        batchClosed:other  .     proof proof proof proof proof proof proof proof proof proof proof proof proof proof
        batchClosed:next   .     proof proof proof proof proof proof proof proof proof proof proof proof proof batch
        slipPrinted        .     .     .     .     .     .     .     .     .     .     .     .     .     .     .
        """

    private static let second: [JournalEntry] = approved(sale(2, 50))

    /// The entries that lead to each state. Trace number 1 is an approved sale, 2 is what the state is about.
    private static func state(_ name: String) throws -> BatchBook {
        var ledger = BatchBook()
        if name == "blank" { return ledger }
        ledger = try book(approved(sale(1, 100)))
        let ahead = JournalEntry.signedOn(hostBatch: batch(2), at: monday)
        let before: [String: [JournalEntry]] = [
            "sent": [.transactionBegun(sale(2, 50))],
            "undo": [.transactionBegun(sale(2, 50)), .reversalRequired(trace(2), .noAnswer)],
            "store": [accepted(sale(2, 50, kind: .offlineSale))],
            "refnd": [.transactionBegun(sale(2, 50, kind: .refund))],
            "drain": [.transactionBegun(sale(2, 50)), .closeRequested(.automatic, at: monday)],
            "host": [accepted(sale(2, 50, kind: .offlineSale)), ahead],
        ]
        for entry in before[name] ?? second { try ledger.apply(entry) }
        let style: SettlementStyle = name == "hyper" ? .hypercom : .unionPay
        let begun = JournalEntry.closeBegun(
            ledger.snapshot(style, reason: name == "host" ? .closedByHost : .operatorRequest))
        let word = JournalEntry.closeReconciled(unbalancedWord)
        let closing: [String: [JournalEntry]] = [
            "begun": [begun], "refus": [begun, .closeRejected(code: "95")], "hyper": [begun], "host": [begun],
            "part": [begun, word, .uploadAdvanced(to: 1)], "whole": [begun, word, .uploadAdvanced(to: 2)],
            "ahead": [begun, word, .uploadAdvanced(to: 2), ahead],
            "end": [begun, word, .uploadAdvanced(to: 2), .closeConfirmed(confirmation())],
        ]
        for entry in closing[name] ?? [] { try ledger.apply(entry) }
        return ledger
    }

    /// One entry of each kind; of some kinds several, where the rules tell them apart.
    private static func entries(_ ledger: BatchBook) -> [(name: String, entry: JournalEntry)] {
        [
            ("batchOpened", .batchOpened(.first, at: monday)), ("tracesReserved", .tracesReserved(upTo: trace(99))),
            ("signedOn", .signedOn(hostBatch: .first, at: monday)), ("signOnRequired", .signOnRequired),
            ("signedOff", .signedOff(at: monday)), ("begun", .transactionBegun(sale(50, 9))),
            ("begun:usedTrace", .transactionBegun(sale(1, 9))),
            ("begun:otherBatch", .transactionBegun(sale(50, 9, batch: batch(3)))),
            ("accepted", accepted(sale(50, 9, kind: .offlineSale))), ("accepted:sale", accepted(sale(50, 9))),
            ("approved", .transactionApproved(trace(2), approval)),
            ("declined", .transactionDeclined(trace(2), code: "51")),
            ("delivered", .adviceDelivered(trace(2), approval)),
            ("adviceRefused", .adviceRefused(trace(2), code: "05")),
            ("reversalRequired", .reversalRequired(trace(2), .noAnswer)),
            ("reversalConfirmed", .reversalConfirmed(trace(2), code: "00")),
            ("receiptPrinted", .receiptPrinted(trace(2))), ("closeRequested", .closeRequested(.automatic, at: monday)),
            ("closeAbandoned", .closeAbandoned), ("closeBegun", .closeBegun(ledger.snapshot())),
            ("closeBegun:byHost", .closeBegun(ledger.snapshot(reason: .closedByHost))),
            (
                "closeBegun:totals",
                .closeBegun(
                    CloseSnapshot(
                        batch: .first, at: monday, style: .unionPay, reason: .automatic, totals: BatchTotals()))
            ), ("closeReconciled", .closeReconciled(balancedWord)), ("uploadAdvanced", .uploadAdvanced(to: 2)),
            ("uploadAdvanced:far", .uploadAdvanced(to: 3)), ("closeRejected", .closeRejected(code: "95")),
            ("closeConfirmed", .closeConfirmed(confirmation())),
            ("confirmed:signOn", .closeConfirmed(confirmation(evidence: .signOn))),
            ("confirmed:other", .closeConfirmed(confirmation(of: batch(3)))),
            ("batchClosed", .batchClosed(.first, next: batch(2), at: monday)),
            ("batchClosed:other", .batchClosed(batch(3), next: batch(4), at: monday)),
            ("batchClosed:next", .batchClosed(.first, next: batch(3), at: monday)),
            ("slipPrinted", .slipPrinted(.first)),
        ]
    }

    private static func word(_ error: BookError) -> String {
        switch error {
        case .noBatch: "none"
        case .alreadyOpened: "once"
        case .unknownTrace: "lost"
        case .traceUsedTwice: "twice"
        case .unresolved: "first"
        case .adviceWaiting: "wait"
        case .closeRunning: "close"
        case .closeStepOutOfOrder: "order"
        case .wrongBatch: "batch"
        case .notWaiting: "done"
        case .noOriginal, .originalEnded, .amountDiffers: "original"
        case .nothingToSettle: "empty"
        case .totalsDiffer: "sums"
        case .notConfirmed: "proof"
        }
    }

    private static func lines() -> [[Substring]] { table.split(separator: "\n").map { $0.split(separator: " ") } }

    private static let columns = lines()[0].dropFirst().map(String.init)

    @Test("state by state", arguments: columns)
    func column(_ name: String) throws {
        let lines = RuleTableTests.lines()
        let place = try #require(lines[0].firstIndex { $0 == name })
        let start = try RuleTableTests.state(name)
        for (entry, line) in zip(RuleTableTests.entries(start), lines.dropFirst()) {
            #expect(line[0] == entry.name)
            var ledger = start
            var found = "."
            do { try ledger.apply(entry.entry) } catch {
                found = RuleTableTests.word(error)
                #expect(ledger == start, "\(entry.name) was refused and has changed the book")
            }
            #expect(found == line[place], "\(entry.name) while \(name)")
        }
    }

    @Test("no kind of entry is missing in the table, and no state of a close")
    func whole() throws {
        let entries = RuleTableTests.entries(try RuleTableTests.state("open"))
        #expect(entries.map(\.name) == RuleTableTests.lines().dropFirst().map { String($0[0]) })
        #expect(Set(entries.map(\.entry.kind)) == Set(1...26).subtracting([5, 11, 15]))
        let states = try RuleTableTests.columns.map { try RuleTableTests.state($0).close }
        let kinds = states.map { state in
            switch state {
            case .open: 0
            case .draining: 1
            case .begun: 2
            case .uploading: 3
            case .confirmed: 4
            }
        }
        #expect(Set(kinds) == Set(0...4))
    }
}
