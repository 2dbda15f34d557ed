import Testing

@testable import PaymentCrypto

@Suite("The keys that a DUKPT device still has")
struct FutureKeysTests {
    /// A counter small enough to run to its end.
    private let rule = TransactionCounter(width: 9, mostOnes: 4)

    @Test("what is left after a transaction leads to no key of it or of one before, and to every key after")
    func forwardSecrecy() throws {
        let initialKey = try key("0123456789ABCDEFFEDCBA9876543210")
        var keys = try FutureKeys(initialKey: initialKey, rule: rule, derive: derive)
        var spent: Set<[UInt8]> = [initialKey.copyBytes()]
        while keys.counter != nil {
            let taken = try keys.spend(rule: rule, derive: derive)
            #expect(taken.key.copyBytes() == (try hostKey(initialKey, taken.counter)).copyBytes())
            spent.insert(taken.key.copyBytes())
            guard taken.counter % 8 == 0 || keys.counter == nil else { continue }
            var reachable: Set<[UInt8]> = []
            for (bit, register) in keys.registers.enumerated() {
                guard let register, let next = keys.counter else { continue }
                // The value that the register is for: the next one at or after the counter with this lowest bit.
                let step = UInt32(1) << UInt32(bit)
                let value = (next &+ step &- 1) & ~(step &- 1)
                if value & step != 0 { try collect(register, value, into: &reachable) }
            }
            #expect(reachable.isDisjoint(with: spent))
            #expect(reachable.count + spent.count - 1 == 255)
        }
        #expect(keys.registers.allSatisfy { $0 == nil })
        #expect(throws: CryptoError.exhausted) { try keys.spend(rule: rule, derive: derive) }
    }

    @Test("a derivation that fails spends nothing")
    func failure() throws {
        var keys = try FutureKeys(
            initialKey: try key("0123456789ABCDEFFEDCBA9876543210"), rule: rule, derive: derive)
        _ = try keys.spend(rule: rule, derive: derive)
        let before = try encoded(keys)
        #expect(throws: CryptoError.library("test")) {
            try keys.spend(rule: rule) { (_, _) throws(CryptoError) in throw .library("test") }
        }
        #expect(try encoded(keys) == before)
    }

    @Test("a stored state comes back; one that is cut, extended or has an impossible counter is refused")
    func encoding() throws {
        var keys = try FutureKeys(
            initialKey: try key("0123456789ABCDEFFEDCBA9876543210"), rule: rule, derive: derive)
        for _ in 0..<20 { _ = try keys.spend(rule: rule, derive: derive) }
        let encoded = try self.encoded(keys)
        #expect(try self.encoded(try FutureKeys(encoded: encoded[...], rule: rule)) == encoded)
        for count in 0..<encoded.count {
            #expect(throws: CryptoError.self) { try FutureKeys(encoded: encoded.prefix(count), rule: rule) }
        }
        #expect(throws: CryptoError.dataLength(encoded.count + 1)) {
            try FutureKeys(encoded: (encoded + [0])[...], rule: rule)
        }
        #expect(throws: CryptoError.transactionCounter(0x1FF)) {
            try FutureKeys(encoded: ([0, 0, 1, 0xFF] + encoded.dropFirst(4))[...], rule: rule)
        }
    }

    /// What is stored; it fills the room that was asked for, and no less room does.
    private func encoded(_ keys: FutureKeys) throws -> [UInt8] {
        var tooSmall = KeyBuffer(capacity: keys.encodedCount - 1)
        var isRefused = false
        do throws(CryptoError) { try keys.encode(into: &tooSmall) } catch { isRefused = true }
        #expect(isRefused)
        var buffer = KeyBuffer(capacity: keys.encodedCount)
        try keys.encode(into: &buffer)
        #expect(buffer.count == keys.encodedCount)
        return buffer.withBytes { Array($0) }
    }

    /// Stands for the derivation of a standard: any one-way function of key and counter does here.
    private func derive(_ key: SecretKey, _ counter: UInt32) throws(CryptoError) -> SecretKey {
        try SecretKey(try MACAlgorithm.aesCMAC.compute(key: key, over: bigEndian(counter)))
    }

    private func hostKey(_ initialKey: SecretKey, _ counter: UInt32) throws -> SecretKey {
        var key = initialKey
        var reached: UInt32 = 0
        for bit in (0..<UInt32(rule.width)).reversed() where counter & 1 << bit != 0 {
            reached |= 1 << bit
            key = try derive(key, reached)
        }
        return key
    }

    /// Every key that one register leads to.
    private func collect(_ key: SecretKey, _ value: UInt32, into all: inout Set<[UInt8]>) throws {
        all.insert(key.copyBytes())
        guard value.nonzeroBitCount < rule.mostOnes else { return }
        for bit in 0..<UInt32(value.trailingZeroBitCount) {
            try collect(try derive(key, value | 1 << bit), value | 1 << bit, into: &all)
        }
    }
}
