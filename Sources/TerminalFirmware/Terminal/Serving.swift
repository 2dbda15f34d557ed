import FlashStore
import ISO8583
import Settlement

extension Terminal {
    /// Why work of the service port is not begun now; nil when it is. The sentence is for technicians.
    public func refusal(of work: ServiceWork) -> String? {
        if case .halted(let why) = screen { return "the terminal has stopped: " + why }
        guard exchange == nil || goal.isBackground, !isPrinting else {
            return "the terminal talks to its host or prints; wait and try again"
        }
        guard isScreenFree else { return "somebody enters something at the terminal; let that end first" }
        let book = store.book
        switch work {
        case .signOn: return nil
        case .sendReversal: return book.unresolved == nil ? "no transaction waits for a reversal" : nil
        case .sendStored:
            if book.close.isFrozen { return "a close is not finished: what is stored goes into the next batch" }
            return book.pendingAdvice == nil ? "no stored transaction waits" : nil
        case .settle:
            let isEmpty = !book.close.isRunning && book.unresolved == nil && book.pendingAdvice == nil
            return isEmpty && !book.records.contains { $0.isApproved || $0.refusal != nil }
                ? "there is nothing to settle" : nil
        case .reprintSlip: return book.closed.isEmpty ? "no batch was settled" : nil
        case .confirmClose(let number, let batch): return refusal(ofWord: number, batch)
        case .confirmReversal(let number, let trace): return refusal(ofReversalWord: number, trace)
        }
    }

    /// Begins work of the service port, by the way of the keys.
    mutating func serve(_ work: ServiceWork) throws(StoreError) {
        if let reason = refusal(of: work) { return log(.warning, "service.refused", work.name + ": " + reason) }
        switch work {
        case .signOn:
            settledNotice = nil
            try store.record(.signOnRequired)
            try pursue(.signOn)
        case .sendReversal: try pursue(.recover)
        case .sendStored: try pursue(.deliver(isForeground: true))
        case .settle: try startSettlement(.operatorRequest)
        case .reprintSlip:
            guard let last = store.book.closed.last else { return }
            stoppedPrinter = nil
            queueSlip(last)
            try printNext()
        case .confirmClose(let number, _): try confirmByWord(number)
        case .confirmReversal(let number, _): try confirmReversalByWord(number)
        }
    }
}
