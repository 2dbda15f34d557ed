import TerminalFirmware

extension Oracle {
    /// What a paper says of itself, for people, is what its job is labelled with, for the journal.
    mutating func checkLabel(_ job: PrintJob) {
        func says(_ words: PaperWords, _ number: UInt32) -> String? {
            guard let line = job.lines.first(where: words.begin) else { return "nothing of it" }
            return Oracle.lastNumber(line) == number ? nil : "\"\(line.split(separator: " ").joined(separator: " "))\""
        }
        switch job.content {
        case .receipt(let batch, let trace):
            if let said = says(.trace, trace.value) ?? says(.batch, batch.value) {
                broken(.seenIsBooked, "the receipt for \(trace) of batch \(batch) says \(said)")
            }
        case .slip(let batch):
            if let said = says(.batch, batch.value) {
                broken(.slipEqualsRecords, "the slip of batch \(batch) says \(said)")
            }
        case .reminder(let batch):
            if let said = says(.batch, batch.value) {
                broken(.slipEqualsRecords, "the reminder of batch \(batch) says \(said)")
            }
        }
    }
}
