import AcquirerHost

/// Where a terminal's ledger holds what a receipt says.
extension [LedgerReport.Batch] {
    /// The booking: in the batch that the paper names, or, when the host closed that one by itself before it heard of the
    /// transaction, in the one that carried it.
    func posting(of receipt: ReceiptCheck.Receipt) -> Posting? {
        guard let named = first(where: { $0.number == receipt.batch }) else { return nil }
        if let posting = named.postings.first(where: { $0.trace == receipt.trace }) { return posting }
        guard named.isForced else { return nil }
        return filter { $0.number > receipt.batch }.lazy.flatMap(\.postings).first { $0.trace == receipt.trace }
    }

    /// The amount of a pre-authorization or of its void, which are no bookings; nil for all others.
    func minorUnits(heldOn receipt: ReceiptCheck.Receipt) -> Int64? {
        let holds = flatMap(\.holds).filter { $0.state != .reversed }
        return holds.first { hold in
            let isMade = hold.batch == receipt.batch && hold.trace == receipt.trace
            let isVoided =
                hold.state == .voided && hold.endedInBatch == receipt.batch && hold.endedBy == receipt.trace
            return isMade || isVoided
        }?.minorUnits
    }
}
