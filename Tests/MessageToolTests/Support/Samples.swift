import ISO8583

/// Messages for tests; account numbers are published test numbers.
enum Samples {
    /// A message of a type with these contents, texts as they are.
    static func message(_ type: UInt16, _ fields: [Int: String], bytes: [Int: [UInt8]] = [:]) -> Message {
        var message = Message(MTI(type))
        for (field, text) in fields { message[text: field] = text }
        for (field, content) in bytes { message[bytes: field] = content }
        return message
    }

    /// A sale of a UnionPay-style terminal.
    static let sale = message(
        0x0200,
        [
            2: "4111111111111111", 3: "000000", 4: "000000001250", 11: "000001", 12: "093000", 13: "1123", 14: "3012",
            22: "022", 25: "00", 35: "4111111111111111D30122010000000000", 41: "10000001", 42: "104110070110001",
            49: "156", 60: "22000001000",
        ], bytes: [64: [1, 2, 3, 4, 5, 6, 7, 8]])

    /// A request of a network of ISO 8583:1987.
    static let request87 = message(
        0x0420,
        [
            2: "5555555555554444", 3: "000000", 4: "000000005000", 7: "1123093000", 11: "000123", 12: "235959",
            13: "1231",
            15: "0101", 22: "021", 25: "00", 32: "12345678", 37: "112309000001", 41: "TERM0001",
            42: "MERCHANT0000001", 43: "CORNER SHOP", 49: "840",
            54: "0002840C000000001000", 90: "0200000122123123595800012345678" + "00000000000",
        ])
}
