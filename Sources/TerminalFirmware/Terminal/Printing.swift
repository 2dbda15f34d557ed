import FlashStore
import ISO8583
import Settlement

extension Terminal {
    /// Puts the receipt of an approved record in the queue.
    mutating func queueReceipt(_ record: BatchRecord) {
        let transaction = record.transaction
        queue(
            .receipt(transaction.batch, transaction.trace),
            Receipt(record: record, parameters: parameters).lines)
    }

    /// Puts the slip of a closed batch in the queue.
    mutating func queueSlip(_ closed: ClosedBatch) {
        queue(.slip(closed.batch), SettlementSlip(closed: closed, parameters: parameters).lines)
    }

    /// Puts the reminder of the open batch in the queue.
    mutating func queueReminder() {
        guard let batch = store.book.batch else { return }
        queue(.reminder(batch), ReminderSlip(book: store.book, parameters: parameters, now: now).lines)
    }

    private mutating func queue(_ content: PrintJob.Content, _ lines: [String]) {
        guard !printQueue.contains(where: { $0.content == content }) else { return }
        printQueue.append(PrintJob(number: nextJobNumber, content: content, lines: lines))
        nextJobNumber += 1
    }

    /// Hands the next job to the printer.
    mutating func printNext() throws(StoreError) {
        guard !isPrinting, stoppedPrinter == nil, let job = printQueue.first else { return }
        isPrinting = true
        effects.append(.print(job))
    }

    /// A job came out: that is remembered in flash, so that it is not asked for again.
    mutating func printed(_ number: UInt32) throws(StoreError) {
        guard let job = printQueue.first, job.number == number else { return }
        printQueue.removeFirst()
        isPrinting = false
        switch job.content {
        case .receipt(let batch, let trace):
            if batch == store.book.batch, store.book.record(trace)?.isReceiptPrinted == false {
                try store.record(.receiptPrinted(trace))
            }
        case .slip(let batch):
            if store.book.closed.contains(where: { $0.batch == batch && !$0.isSlipPrinted }) {
                try store.record(.slipPrinted(batch))
            }
        case .reminder: break
        }
        try printNext()
    }

    /// The printer stopped. What it should print is in flash, so trading and closing go on without it.
    mutating func printerStopped(_ number: UInt32, _ problem: PrinterProblem) {
        guard printQueue.first?.number == number else { return }
        isPrinting = false
        stoppedPrinter = problem
        log(.warning, "printer.stopped", problem.phrase(.english))
        switch screen {
        case .idle, .result, .settleFirst, .settleReminder, .clockWrong: screen = .printerStopped(problem)
        default: break
        }
    }

    /// Somebody looked after the printer: print again from the first line.
    mutating func printAgain() throws(StoreError) {
        stoppedPrinter = nil
        screen = .idle
        try printNext()
        try attend()
    }

    /// The operator does not want to wait: the jobs are dropped, the menu prints them later.
    mutating func printLater() throws(StoreError) {
        stoppedPrinter = nil
        printQueue = []
        screen = .idle
        try attend()
    }
}
