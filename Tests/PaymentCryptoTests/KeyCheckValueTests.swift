import PaymentCrypto
import Testing

@Suite("Key check values")
struct KeyCheckValueTests {
    @Test(
        "the values of the sample keys of TR-31:2018, annex A, and of a payment HSM",
        arguments: [
            ("5DB50B454F8389ADCE573BE50861F2BF", KeyCheckValue.Method.legacy, "5C9405"),
            ("F039121BEC83D26B169BDCD5B22AAF8F", .legacy, "CB9DEA"),
            ("3F419E1CB7079442AA37474C2EFBF8B8", .legacy, "57C409"),
            ("EDB380DD340BC2620247D445F5B8D678", .legacy, "F4B08D"),
            ("3F419E1CB7079442AA37474C2EFBF8B8", .aesCMAC, "08793E25AB"),
            ("BE19E6A07A760F10EF8E83A226B63AAD141F463FDDD4F47DB244B4023EC3CACC", .aesCMAC, "0A00E31EEB"),
        ])
    func samples(_ keyText: String, _ method: KeyCheckValue.Method, _ value: String) throws {
        let made = try KeyCheckValue(of: try key(keyText), method: method)
        #expect("\(made)" == value)
        #expect(made.matches(try hex(value)))
        #expect(!made.matches(Array(try hex(value).dropLast())))
        #expect(!made.matches(try hex(value).map { $0 ^ 1 }))
    }

    @Test("a method takes the keys of its cipher only")
    func keys() throws {
        #expect(throws: CryptoError.keyLength(32)) {
            try KeyCheckValue(of: try SecretKey([UInt8](repeating: 1, count: 32)), method: .legacy)
        }
        #expect(throws: CryptoError.keyLength(8)) {
            try KeyCheckValue(of: try SecretKey(hex: "0123456789ABCDEF"), method: .aesCMAC)
        }
        #expect(throws: CryptoError.keyLength(8)) {
            try KeyCheckValue(of: try SecretKey(hex: "0123456789ABCDEF"), method: .tripleDESCMAC)
        }
        let double = try key("0123456789ABCDEFFEDCBA9876543210")
        let zeros = try MACAlgorithm.tripleDESCMAC.compute(key: double, over: [UInt8](repeating: 0, count: 8))
        #expect(try KeyCheckValue(of: double, method: .tripleDESCMAC).bytes == Array(zeros.prefix(5)))
    }
}
