import AcquirerHost

/// The tables of the ledger and their keys.
extension MemoryLedger {
    struct BatchKey: Hashable {
        let terminalID: String
        let number: UInt32
    }

    /// Names what was answered within a batch.
    struct MessageKey: Hashable {
        let trace: UInt32
        let mti: String
    }

    /// By batch, so that writing after a snapshot copies what belongs to the open one, not what many days have left.
    typealias Messages = [BatchKey: [MessageKey: [AnsweredMessage]]]

    struct TraceKey: Hashable {
        let batch: BatchKey
        let trace: UInt32
    }

    struct AuthorizationKey: Hashable {
        let terminalID: String
        let authorization: String
    }

    struct Bookings {
        var postings: [Posting] = []
        var places: [UInt32: Int] = [:]
    }

    /// Holds with the latest one of each authorization code, and trace numbers in order of their first writing.
    struct Holds {
        var kept: [TraceKey: Hold] = [:]
        var order: [BatchKey: [UInt32]] = [:]
        var latest: [AuthorizationKey: TraceKey] = [:]

        mutating func move(_ from: BatchKey, _ to: BatchKey) {
            for (key, var hold) in kept where key.batch == from || hold.terminalID == from.terminalID {
                if hold.endedInBatch == from.number { hold.endedInBatch = to.number }
                guard key.batch == from else {
                    kept[key] = hold
                    continue
                }
                hold.batch = to.number
                kept[key] = nil
                kept[TraceKey(batch: to, trace: key.trace)] = hold
            }
            order[to] = order.removeValue(forKey: from)
            for (key, place) in latest where place.batch == from {
                latest[key] = TraceKey(batch: to, trace: place.trace)
            }
        }
    }

    struct Refused {
        var kept: [TraceKey: RefusedRecord] = [:]
        var order: [BatchKey: [UInt32]] = [:]

        mutating func move(_ from: BatchKey, _ to: BatchKey) {
            for (key, var record) in kept where key.batch == from {
                record.batch = to.number
                kept[key] = nil
                kept[TraceKey(batch: to, trace: key.trace)] = record
            }
            order[to] = order.removeValue(forKey: from)
        }
    }
}
