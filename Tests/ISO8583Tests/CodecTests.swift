import ISO8583
import Testing
import TestSupport

@Suite("Codec")
struct CodecTests {
    private let dialect = Dialect.unionPay

    @Test("any message that is built is read back equal, and its bytes again")
    func randomMessages() throws {
        var random = Random(state: 8583)
        for _ in 0..<3000 {
            let message = CodecTests.message(&random, dialect)
            let encoded = try dialect.encode(message)
            let decoded = try dialect.decode(encoded)
            #expect(decoded == message)
            #expect(try dialect.encode(decoded) == encoded)
        }
    }

    @Test("any bytes are a message or an error, and a message is written back as it came")
    func randomBytes() throws {
        var random = Random(state: 1)
        var readable = 0
        for round in 0..<20_000 {
            var input: [UInt8]
            if round % 2 == 0 {
                input = (0..<Int.random(in: 0...80, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
            } else {
                input = try dialect.encode(CodecTests.message(&random, dialect))
                let place = Int.random(in: 0..<input.count, using: &random)
                input[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
            }
            let message: Message
            do { message = try dialect.decode(input) } catch {
                #expect((0...input.count).contains(error.offset))
                continue
            }
            readable += 1
            #expect(try dialect.encode(message) == input)
        }
        #expect(readable > 1000)
    }

    @Test("errors say field and byte, and never the content")
    func errorPlaces() throws {
        // 0200, fields 3 and 4; the sixth digit of the amount is no digit.
        let input = bytes("0200 3000000000000000 000000 00000A000000".replacing(" ", with: ""))
        let error = try #require(throws: ISO8583Error.self) { try dialect.decode(input) }
        #expect(error == ISO8583Error(.notADigit, field: 4, offset: 15))
        #expect(error.description == "field 4 at byte 15: not a decimal digit")
    }

    @Test("a field that the dialect does not have is an error, in both directions")
    func unknownField() throws {
        // Bit 5.
        let error = try #require(throws: ISO8583Error.self) { try dialect.decode(bytes("0200080000000000000000")) }
        #expect(error.kind == .unknownField && error.field == 5)
        var message = Message(.financialRequest)
        message[text: 5] = "1"
        #expect(throws: ISO8583Error(.unknownField, field: 5, offset: 0)) { try dialect.encode(message) }
    }

    @Test("a length beyond the field's maximum is an error at the length")
    func lengths() throws {
        // Field 2 announces 20 digits.
        let error = try #require(throws: ISO8583Error.self) {
            try dialect.decode(bytes("02004000000000000000" + "20" + "12345678901234567890"))
        }
        #expect(error == ISO8583Error(.tooLong(length: 20, most: 19), field: 2, offset: 10))
    }

    @Test("a fixed number is filled with zeros on the left, a longer one is refused")
    func fixedNumbers() throws {
        var message = Message(.financialRequest)
        message[number: 4] = 1250
        #expect(try dialect.decode(try dialect.encode(message))[text: 4] == "000000001250")
        message[text: 4] = "1234567890123"
        #expect(throws: ISO8583Error(.wrongLength(length: 13, expected: 12), field: 4, offset: 0)) {
            try dialect.encode(message)
        }
    }

    @Test("odd digits are filled on the side that the field says")
    func filling() throws {
        var message = Message(.financialRequest)
        message[text: 22] = "022"
        message[text: 23] = "001"
        #expect(hex(Array(try dialect.encode(message).suffix(4))) == "02200001")
    }

    @Test("the MAC covers type, bitmap with bit 64, and everything before field 64")
    func macInput() throws {
        var message = Message(.financialRequest)
        message[text: 3] = "000000"
        #expect(hex(try dialect.macInput(of: message)) == "02002000000000000001000000")
        message[bytes: 64] = [1, 2, 3, 4, 5, 6, 7, 8]
        #expect(hex(try dialect.macInput(of: message)) == "02002000000000000001000000")
    }

    /// A random message of fields that the dialect has.
    private static func message(_ random: inout Random, _ dialect: Dialect) -> Message {
        let types: [MTI] = [.financialRequest, .financialResponse, .reversalRequest, .batchUpload, .networkRequest]
        var message = Message(types.randomElement(using: &random) ?? .financialRequest)
        for field in 2...128 {
            guard let format = dialect.format(of: field), Bool.random(using: &random) else { continue }
            let count: Int
            switch format.length {
            case .fixed(let length): count = length
            case .variable(_, let most): count = Int.random(in: 0...most, using: &random)
            }
            message[bytes: field] = (0..<count).map { _ in
                switch format.content {
                case .digits: UInt8.random(in: 0x30...0x39, using: &random)
                case .track: "0123456789D".utf8.randomElement(using: &random) ?? 0x30
                case .text: UInt8.random(in: 0x20...0x7E, using: &random)
                case .binary, .signed: UInt8.random(in: 0...255, using: &random)
                }
            }
        }
        return message
    }
}

@Suite("Messages as values")
struct MessageTests {
    @Test("a field that is set longer and shorter a thousand times is the last one, and the others stay")
    func setAgain() throws {
        var message = Message(.financialRequest)
        message[text: 11] = "000042"
        message[text: 41] = "TERM0001"
        for count in 0..<1000 { message[text: 37] = String(repeating: "X", count: 1 + count * 7 % 13) }
        message[text: 37] = "632809000042"
        #expect(message.fields == [11, 37, 41])
        #expect(message[text: 11] == "000042" && message[text: 37] == "632809000042" && message[text: 41] == "TERM0001")
        let bytes = try Dialect.iso87Binary.encode(message)
        #expect(try Dialect.iso87Binary.decode(bytes) == message)
    }

    @Test("fields come in any order, go away, and a copy is not touched by a change")
    func order() {
        var message = Message(.financialRequest)
        for field in [64, 2, 128, 37, 3] { message[text: field] = String(field) }
        let copy = message
        message[bytes: 37] = nil
        message[text: 2] = "a longer one than before"
        #expect(message.fields == [2, 3, 64, 128] && copy.fields == [2, 3, 37, 64, 128])
        #expect(copy[text: 2] == "2" && copy[text: 37] == "37" && message[text: 128] == "128")
        message[text: 1] = "no"
        message[text: 193] = "no"
        #expect(message.fields == [2, 3, 64, 128])
    }
}
