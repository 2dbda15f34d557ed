/// The keys that a DUKPT device still has to use, one register for each bit of the counter.
///
/// Register `n` holds the key for the next counter value whose lowest one bit is bit `n`. When a transaction takes its key,
/// the registers below are filled from it and its own is emptied: what is left leads to later keys only, never back.
/// Source: ANSI X9.24-1:2009, A.2; ANSI X9.24-3:2017, 6.5.
struct FutureKeys: Sendable {
    /// Derives the key of a counter value from a key of the value without its lowest one bit.
    typealias Derivation = (SecretKey, UInt32) throws(CryptoError) -> SecretKey

    /// The counter value of the next transaction, or nil when all are spent.
    private(set) var counter: UInt32?
    private(set) var registers: [SecretKey?]

    /// Fills every register from the initial key, which is needed no more.
    init(initialKey: SecretKey, rule: TransactionCounter, derive: Derivation) throws(CryptoError) {
        registers = []
        for bit in 0..<rule.width { registers.append(try derive(initialKey, 1 << UInt32(bit))) }
        counter = 1
    }

    /// Takes the key of the next transaction, and forgets it. A failure leaves everything as it was.
    ///
    /// - Throws: `CryptoError.exhausted` after the last.
    mutating func spend(
        rule: TransactionCounter, derive: Derivation
    ) throws(CryptoError) -> (counter: UInt32, key: SecretKey) {
        guard let counter, registers.indices.contains(counter.trailingZeroBitCount),
            let key = registers[counter.trailingZeroBitCount]
        else { throw .exhausted }
        var later = registers
        later[counter.trailingZeroBitCount] = nil
        if counter.nonzeroBitCount < rule.mostOnes {
            for bit in 0..<counter.trailingZeroBitCount { later[bit] = try derive(key, counter | 1 << UInt32(bit)) }
        }
        registers = later
        self.counter = rule.next(after: counter)
        return (counter, key)
    }
}

extension FutureKeys {
    /// Bytes that `encode` puts into a buffer.
    var encodedCount: Int { registers.reduce(4) { $0 + 1 + ($1?.count ?? 0) } }

    /// Counter (four bytes, zero when all are spent), then for each register its length and bytes.
    ///
    /// - Throws: `CryptoError.dataLength` when the buffer has no room for `encodedCount` bytes.
    func encode(into buffer: inout KeyBuffer) throws(CryptoError) {
        try buffer.append(bigEndian(counter ?? 0))
        for register in registers {
            try buffer.append(UInt8(register?.count ?? 0))
            if let register { try buffer.append(register) }
        }
    }

    /// What `encode` gave.
    ///
    /// - Throws: `CryptoError.dataLength` or `.transactionCounter` when it is none; `.keyLength`.
    init(encoded: ArraySlice<UInt8>, rule: TransactionCounter) throws(CryptoError) {
        guard encoded.count > 4 else { throw .dataLength(encoded.count) }
        let value = encoded.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard value == 0 || rule.isUsed(value) else { throw .transactionCounter(value) }
        var rest = encoded.dropFirst(4)
        registers = []
        for _ in 0..<rule.width {
            guard let count = rest.popFirst(), rest.count >= Int(count) else { throw .dataLength(encoded.count) }
            var key = Array(rest.prefix(Int(count)))
            registers.append(count == 0 ? nil : try SecretKey(wiping: &key))
            rest = rest.dropFirst(Int(count))
        }
        guard rest.isEmpty else { throw .dataLength(encoded.count) }
        counter = value == 0 ? nil : value
    }
}
