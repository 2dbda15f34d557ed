import Testing

@testable import PaymentCrypto

// That memory reads zero after it was given back cannot be tested: to read it then is undefined. What can be is that
// bytes which are still there are overwritten, and that the buffer takes no more than its room.
@Suite("Memory for keys")
struct KeyBufferTests {
    @Test("a buffer holds its parts in their order, and the arrays they came from are overwritten")
    func parts() throws {
        var buffer = KeyBuffer(capacity: 20)
        var secret: [UInt8] = [5, 6, 7]
        try buffer.append(4)
        try buffer.append(wiping: &secret)
        try buffer.append([8, 9, 10, 11])
        try buffer.append(try key("0102030405060708"))
        #expect(secret == [0, 0, 0])
        #expect(buffer.withBytes { Array($0) } == [4, 5, 6, 7, 8, 9, 10, 11, 1, 2, 3, 4, 5, 6, 7, 8])
        #expect(try SecretKey(buffer).copyBytes() == buffer.withBytes { Array($0) })
        #expect(try SecretKey(buffer, count: 8).copyBytes() == [4, 5, 6, 7, 8, 9, 10, 11])
        #expect(refusal { () throws(CryptoError) in _ = try SecretKey(buffer, count: 9) } == .keyLength(9))
    }

    @Test("a full buffer refuses what has no room and keeps what it has; refused secrets are overwritten, too")
    func room() throws {
        var buffer = KeyBuffer(capacity: 4)
        try buffer.append([1, 2, 3])
        var secret: [UInt8] = [5, 6]
        #expect(refusal { () throws(CryptoError) in try buffer.append(wiping: &secret) } == .dataLength(5))
        #expect(secret == [0, 0] && buffer.count == 3)
        try buffer.append(4)
        #expect(refusal { () throws(CryptoError) in try buffer.append(5) } == .dataLength(5))
        #expect(buffer.withBytes { Array($0) } == [1, 2, 3, 4])
        var none = KeyBuffer(capacity: 0)
        try none.append([])
        #expect(refusal { () throws(CryptoError) in try none.append(1) } == .dataLength(1))
        #expect(none.withBytes { $0.count } == 0)
    }

    @Test("more data than OpenSSL counts is an error and no trap")
    func libraryCount() throws {
        #expect(try Int32(libraryCount: 2_147_483_647) == Int32.max)
        for count in [2_147_483_648, Int.max] {
            #expect(throws: CryptoError.tooMuchData(count)) { try Int32(libraryCount: count) }
        }
        #expect(throws: CryptoError.tooMuchData(Int.max)) { try Randomness.bytes(Int.max) }
    }

    @Test("nothing at all is sealed and opened as well")
    func emptySeal() throws {
        let key = try SecretKey([UInt8](repeating: 1, count: 32))
        let sealed = try StorageSeal.seal([], key: key)
        #expect(sealed.count == 28)
        #expect(try StorageSeal.open(sealed, key: key) == [])
    }

    private func refusal(_ body: () throws(CryptoError) -> Void) -> CryptoError? {
        do throws(CryptoError) { try body() } catch { return error }
        return nil
    }
}
