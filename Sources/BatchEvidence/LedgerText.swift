import AcquirerHost
import BatchDoctor
import Settlement

/// Reads what `tillbench host ledger` prints: the settlement report of a host as people have it, on paper or in a mail.
public enum LedgerText {
    /// What a printed ledger says of a terminal.
    ///
    /// - Parameters:
    ///   - text: All lines.
    ///   - terminalID: The terminal; nil for the only one.
    /// - Returns: Nil when it is no such text, or when it holds several terminals and none was named.
    public static func read(_ text: String, terminalID: String?) -> HostEvidence? {
        var batches: [HostBatchEvidence] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split(separator: " ").map(String.init)
            if words.count >= 5, words[0] == "terminal", words[2] == "batch", let number = UInt32(words[3]) {
                let state = words[4...].joined(separator: " ")
                let isByHand = state.hasPrefix("closed by hand")
                let isForced = isByHand || state.hasPrefix("closed by force")
                batches.append(
                    HostBatchEvidence(
                        terminalID: words[1], number: number, isClosed: state.hasPrefix("closed"), isForced: isForced,
                        isConfirmed: isForced ? !state.contains("not settled") : state == "closed", closedAt: nil,
                        postings: []))
            } else if !batches.isEmpty, words.first == "!" {
                batches[batches.count - 1].exceptions.append(words.dropFirst().joined(separator: " "))
            } else if !batches.isEmpty, let posting = posting(words) {
                batches[batches.count - 1].postings.append(posting)
            }
        }
        let names = Set(batches.map(\.terminalID))
        guard !batches.isEmpty, let terminal = terminalID ?? (names.count == 1 ? names.first : nil) else { return nil }
        let own = batches.filter { $0.terminalID == terminal }
        return HostEvidence(
            terminalID: terminal, openBatch: own.last { !$0.isClosed }?.number, batches: own,
            others: batches.filter { $0.terminalID != terminal })
    }

    /// `000002 2026-11-30 02:09:46 sale 12.50 411111******1111 booked, online`; holds and refusals move no money.
    private static func posting(_ words: [String]) -> HostPosting? {
        guard words.count >= 8, words[0].utf8.count == 6, let trace = UInt32(words[0]),
            let kind = PostingKind(rawValue: words[3]), let amount = minorUnits(words[4])
        else { return nil }
        return HostPosting(
            trace: trace, kind: kind.transactionKind, minorUnits: amount, isReversed: words[6].hasPrefix("reversed"),
            isFromUpload: words[7] == Posting.Source.upload.rawValue)
    }

    private static func minorUnits(_ text: String) -> Int64? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.count == 2 else { return nil }
        return Int64(parts[0] + parts[1])
    }
}
