import FlashStore
import Settlement
import Testing

@Suite("A close that the host refuses for ever")
struct RefusedForEverTests {
    /// The terminal's own memory: 2 banks of 32 KB.
    private let geometry = FlashGeometry(sectorSize: 4096, sectorCount: 16)

    /// A batch of twenty sales.
    private func stuck() throws -> BatchStore<MemoryFlash> {
        var store = try BatchStore(opening: MemoryFlash(geometry: geometry), at: monday)
        try store.record(.signedOn(hostBatch: .first, at: monday))
        for _ in 0..<20 {
            for entry in approved(sale(try store.takeTrace().value, 100)) { try store.record(entry) }
        }
        return store
    }

    /// One attempt: totals, upload, end; each message takes a trace number, and the host says no at last.
    private func attempt(_ store: inout BatchStore<MemoryFlash>, _ style: SettlementStyle, code: String) throws {
        if case .begin(let snapshot) = store.book.step(CloseRules(style: style, blockSize: 8)) {
            try store.record(.closeBegun(snapshot))
        }
        _ = try store.takeTrace()
        try store.record(.closeReconciled(unbalancedWord))
        for count in stride(from: 8, through: 20, by: 4) {
            _ = try store.takeTrace()
            try store.record(.uploadAdvanced(to: count))
        }
        _ = try store.takeTrace()
        try store.record(.closeRejected(code: code))
        if code == "77" {
            try store.record(.signOnRequired)
            _ = try store.takeTrace()
            try store.record(.signedOn(hostBatch: .first, at: monday))
        }
        try store.compactIfCrowded()
    }

    @Test(
        "hundreds of refused attempts leave room, and the close goes on when the host has changed its mind",
        arguments: SettlementStyle.allCases, ["95", "77"])
    func refused(style: SettlementStyle, code: String) throws {
        var store = try stuck()
        let records = store.book.records
        var erases = 0
        for _ in 0..<300 {
            let before = store.flash.operationCount
            try attempt(&store, style, code: code)
            if store.flash.operationCount - before > 100 { erases += 1 }
        }
        #expect(store.hasRoomForTransaction)
        #expect(store.book.records == records && store.book.lastRejection == code)
        // A bank is erased after a few dozen attempts, not after each.
        #expect((1...50).contains(erases), "\(erases)")
        #expect(try BatchStore(opening: store.flash, at: monday).book == store.book)
        try store.record(.closeReconciled(balancedWord))
        if style == .hypercom { try store.record(.uploadAdvanced(to: 20)) }
        try store.record(.closeConfirmed(confirmation(afterUpload: true)))
        try store.record(.batchClosed(.first, next: batch(2), at: monday))
        #expect(store.book.closed.map(\.records) == [records])
    }

    @Test("hundreds of attempts that are abandoned for a sale between them leave the sales' room only")
    func abandoned() throws {
        var store = try stuck()
        for round in 0..<300 {
            try store.record(.closeRequested(.automatic, at: monday))
            try attempt(&store, .unionPay, code: "95")
            try store.record(.closeAbandoned)
            try store.compactIfCrowded()
            if round % 50 == 0 {
                for entry in approved(sale(try store.takeTrace().value, 100)) { try store.record(entry) }
            }
        }
        #expect(store.hasRoomForTransaction && store.book.records.count == 26 && store.book.close == .open)
        #expect(try BatchStore(opening: store.flash, at: monday).book == store.book)
    }

    @Test("a thousand sign-ons and sign-offs without a sale leave room")
    func signOns() throws {
        var store = try BatchStore(opening: MemoryFlash(geometry: geometry), at: monday)
        for _ in 0..<1000 {
            _ = try store.takeTrace()
            try store.record(.signedOn(hostBatch: .first, at: monday))
            try store.record(.signedOff(at: monday))
            try store.record(.signOnRequired)
            try store.compactIfCrowded()
        }
        #expect(store.hasRoomForTransaction && store.book.isSignedOff && !store.book.isSignedOn)
        #expect(try BatchStore(opening: store.flash, at: monday).book == store.book)
    }

    @Test("a journal from which nothing can go is not moved over and over")
    func nothingToDrop() throws {
        var store = try stuck()
        var number: UInt32 = 5000
        while store.hasRoomForTransaction {
            number += 1
            for entry in approved(sale(number, 100)) { try store.record(entry) }
        }
        for _ in 0..<10 {
            number += 1
            for entry in approved(sale(number, 100)) { try store.record(entry) }
        }
        let operations = store.flash.operationCount
        for _ in 0..<10 { try store.compactIfCrowded() }
        #expect(store.flash.operationCount == operations)
    }
}
