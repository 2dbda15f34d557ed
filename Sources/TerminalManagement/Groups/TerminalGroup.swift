import Bootloader
import FlashStore
import SMP
import Settlement

extension ManagementServer {
    /// Group 64: what only a payment terminal has.
    mutating func ours(_ packet: Packet, _ terminal: inout some ManagedTerminal) throws(Refusal) -> CBORMap {
        switch CommandPlace(packet.header) {
        case IdentityRequest.place: return try identity(terminal)
        case BatchStateRequest.place: return batchState(terminal).map
        case BatchEntriesRequest.place:
            return entries(try read(BatchEntriesRequest.self, packet).first, terminal.book)
        case StartSelfTestRequest.place:
            let request = try read(StartSelfTestRequest.self, packet)
            guard !terminal.selfTest.isRunning else {
                throw .general(ResponseCode.busy, reason: "a self-test is under way; ask for its results")
            }
            guard !terminal.isBusy else {
                throw .general(
                    ResponseCode.busy, reason: "the terminal talks to its host or prints; wait and try again")
            }
            add(.test(request))
            return SelfTestState(isRunning: true, results: []).map
        case SelfTestStateRequest.place: return terminal.selfTest.map
        case AllSettingsRequest.place:
            return page(of: terminal.settings(), from: try read(AllSettingsRequest.self, packet).first)
        case KeyStateRequest.place: return KeyStates(keys: terminal.keys).map
        case LoadKeyRequest.place: return try loadKey(try read(LoadKeyRequest.self, packet), &terminal)
        case EventLogRequest.place: return log(from: try read(EventLogRequest.self, packet).first, terminal)
        case WorkRequest.place: return try work(try read(WorkRequest.self, packet), terminal)
        case WorkStateRequest.place: return terminal.work.map
        default: throw .unknown
        }
    }

    /// Keys are loaded with an open batch as well: a wrong key is one of the reasons for which a batch cannot be settled, and
    /// no key changes what the journal says.
    private mutating func loadKey(
        _ request: LoadKeyRequest, _ terminal: inout some ManagedTerminal
    ) throws(Refusal) -> CBORMap {
        guard !terminal.isBusy else {
            throw .general(ResponseCode.busy, reason: "the terminal talks to its host or prints; wait and try again")
        }
        do throws(KeyRefusal) { try terminal.loadKey(request) } catch {
            add(.log(code: "key.refused", text: "a key was refused on the service port: \(error.reason)"))
            throw .group(MessageGroup.terminal, code: error.code.rawValue, reason: error.reason)
        }
        add(.log(code: "key.loaded", text: "a key was loaded on the service port: \(request.name)"))
        add(.applySettings)
        return KeyStates(keys: terminal.keys).map
    }

    private func identity(_ terminal: some ManagedTerminal) throws(Refusal) -> CBORMap {
        var identity = terminal.identity
        let facts: BootFacts
        do throws(FlashError) { facts = try slots.facts() } catch { throw .flash(error) }
        identity.bootCount = facts.bootCount
        identity.securityCounter = facts.securityCounter
        identity.bootReason = facts.lastReason.name
        identity.journalVersion = UInt32(JournalFormat.version)
        identity.isBusy = terminal.isBusy
        return identity.map
    }

    private func batchState(_ terminal: some ManagedTerminal) -> BatchState {
        let book = terminal.book
        let oldest = book.oldestRecordAt
        return BatchState(
            stake: BatchGuard.stake(terminal), approved: book.approvedCount, oldest: oldest?.description,
            age: oldest.map { terminal.now.secondNumber - $0.secondNumber },
            isOverdue: book.isOverdue(on: terminal.today),
            isSignedOn: book.isSignedOn)
    }

    /// Records from one on, as many as an answer holds.
    private func entries(_ first: Int, _ book: BatchBook) -> CBORMap {
        let records = book.records
        var page = BatchEntries(records: [], total: records.count)
        var used = 0
        for index in min(first, records.count)..<records.count {
            let entry = BatchEntry(records[index])
            used += entry.map.encoded.count
            guard used <= ManagementServer.room else { break }
            page.records.append(entry)
        }
        return page.map
    }

    private func page(of settings: [AllSettings.Setting], from first: Int) -> CBORMap {
        var page = AllSettings(settings: [], total: settings.count)
        var used = 0
        for index in min(first, settings.count)..<settings.count {
            used += settings[index].name.utf8.count + settings[index].value.utf8.count + 6
            guard used <= ManagementServer.room else { break }
            page.settings.append(settings[index])
        }
        return page.map
    }

    private func log(from first: Int, _ terminal: some ManagedTerminal) -> CBORMap {
        let total = terminal.logCount
        var start = min(first, total)
        // Lines that are not kept any more are passed over.
        while start < total, terminal.logLine(start) == nil { start += 1 }
        var page = EventLog(first: start, lines: [], total: total)
        var used = 0
        for number in start..<total {
            guard let line = terminal.logLine(number) else { break }
            used += line.map.encoded.count
            guard used <= ManagementServer.room else { break }
            page.lines.append(line)
        }
        return page.map
    }
}

extension BootReason {
    /// Its name in messages.
    var name: String {
        switch self {
        case .power: "power-on"
        case .reset: "reset"
        case .watchdog: "watchdog"
        case .fault: "fault"
        case .technician: "technician"
        }
    }
}

extension BatchEntry {
    init(_ record: BatchRecord) {
        let transaction = record.transaction
        let state =
            switch record.state {
            case .sent: "sent"
            case .approved: "approved"
            case .declined: "declined"
            case .reversalPending: "reversal-pending"
            case .reversed: "reversed"
            }
        let delivery: String? =
            switch record.delivery {
            case .notNeeded: nil
            case .waiting: "waiting"
            case .delivered: "delivered"
            case .refused: "refused"
            }
        self.init(
            kind: BatchEntry.name(transaction.kind), trace: transaction.trace.value,
            minorUnits: transaction.minorUnits, state: state, delivery: delivery, isVoided: record.isVoided,
            card: transaction.card.masked, at: transaction.begunAt.description)
    }

    private static func name(_ kind: TransactionKind) -> String {
        switch kind {
        case .sale: "sale"
        case .void: "void"
        case .refund: "refund"
        case .preAuthorization: "pre-authorization"
        case .preAuthorizationVoid: "pre-authorization-void"
        case .completion: "completion"
        case .completionVoid: "completion-void"
        case .offlineSale: "offline-sale"
        case .tip: "tip"
        }
    }
}
