import ISO8583
import Testing
import TestSupport

@testable import FuzzTargets

@Suite("Input that nobody should send")
struct HostileInputTests {
    static let messages =
        HostileInput.bitmaps + HostileInput.hexBitmaps + HostileInput.lengths + HostileInput.halves
        + HostileInput.digits + HostileInput.characters
    static let composites = HostileComposite.parts + HostileComposite.elements + HostileComposite.objects

    @Test("a message is refused with field and byte, or taken with its value", arguments: messages)
    func message(_ input: HostileInput) throws {
        let dialect = input.dialect
        switch input.outcome {
        case .error(let kind, let field, let offset):
            let wanted = ISO8583Error(kind, field: field, offset: offset)
            #expect(throws: wanted) { try dialect.decode(input.bytes) }
            #expect(dialect.decodePrefix(input.bytes).error == wanted)
            if kind != .unknownField {
                #expect(throws: wanted) { try dialect.decode(input.bytes, unknownFields: .keep) }
            }
            #expect(scanError(input) == wanted)
        case .accepted(let contents):
            let message = try dialect.decode(input.bytes)
            #expect(shown(message) == contents)
            #expect(message.unread == nil)
            #expect(try dialect.encode(message) == input.bytes)
        case .kept(let contents, let unread, let rest):
            let message = try dialect.decode(input.bytes, unknownFields: .keep)
            #expect(shown(message) == contents)
            #expect(message.unread?.fields == unread)
            #expect(message.unread.map { hex($0.bytes) } == rest)
            #expect(try dialect.encode(message) == input.bytes)
        }
    }

    @Test("a composite field is refused with its byte, or taken apart and put together again", arguments: composites)
    func composite(_ input: HostileComposite) throws {
        if let error = input.error {
            #expect(throws: error) { try input.layout.split(input.content, field: 48) }
        } else {
            let parts = try input.layout.split(input.content, field: 48)
            #expect(parts.map(\.key) == input.keys)
            #expect(try input.layout.join(parts, field: 48) == input.content)
        }
    }

    @Test("every input of the tables, cut at any byte, is an error or a message within its bytes")
    func cuts() {
        for input in HostileInputTests.messages {
            for count in 0..<input.bytes.count {
                let part = Array(input.bytes[..<count])
                do throws(ISO8583Error) {
                    #expect(try input.dialect.encode(input.dialect.decode(part)) == part)
                } catch {
                    #expect((0...count).contains(error.offset), "\(input.name)")
                }
            }
        }
    }

    @Test("no description of an error has a number that is not its field, its place or an amount")
    func descriptions() {
        #expect(HostileInputTests.messages.count >= 150)
        for input in HostileInputTests.messages {
            guard case .error(let kind, let field, let offset) = input.outcome else { continue }
            check(ISO8583Error(kind, field: field, offset: offset))
        }
        for input in HostileInputTests.composites { if let error = input.error { check(error) } }
    }

    @Test("a message is not written with a type that is no digits, nor with a field that cannot be read back")
    func writing() throws {
        #expect(throws: ISO8583Error(.notADigit, field: nil, offset: 0)) {
            try Dialect.iso93.encode(Message(MTI(0x02A0)))
        }
        // Nineteen digits in ten bytes: a twentieth would be taken for the spare one.
        let dialect = Dialect.tiny(
            field2: FieldFormat(.digits, .packed, .variable(digits: 2, most: 19), unit: .bytes))
        var message = Message(.financialRequest)
        message[text: 2] = "51234567890123456789"
        #expect(throws: ISO8583Error(.tooLong(length: 20, most: 19), field: 2, offset: 0)) {
            try dialect.encode(message)
        }
    }

    @Test("a message from another dialect keeps its digits where a length counts bytes")
    func transcoding() throws {
        let from = Dialect.tiny(field2: FieldFormat(.digits, .packed, .variable(digits: 2, most: 19)))
        let to = Dialect.tiny(
            field2: FieldFormat(.digits, .packed, .variable(digits: 2, most: 19), unit: .bytes, filler: 15))
        let message = try from.decode(spaced("0200 4000000000000000 03 0123"))
        let bytes = try to.encode(message)
        #expect(hex(bytes) == "0200400000000000000002F123")
        #expect(try to.decode(bytes) == message)
    }

    @Test("an element that its layout could not read is not written")
    func elements() {
        let layout = HostileComposite.tagged
        #expect(throws: ISO8583Error(.tooLong(length: 6, most: 5), field: 48, offset: 2)) {
            try layout.join([SubfieldValue(key: "AB", content: Array("ABCDEF".utf8))], field: 48)
        }
        #expect(throws: ISO8583Error(.notASign, field: 48, offset: 0)) {
            try layout.join([SubfieldValue(key: "SG", content: [])], field: 48)
        }
    }

    @Test("a map that is used again holds nothing of the message before")
    func reuse() {
        var map = FieldMap()
        let (whole, cut) = (spaced("0200 9000000000000000 0000000000000000 AB"), [UInt8(0x08)])
        try? Dialect.tiny().scan(whole.span, into: &map)
        let (fields, count, end) = (map.fields, map.bitmapCount, map.end)
        #expect(fields == [4] && count == 2 && end == 19)
        try? Dialect.tiny().scan(cut.span, into: &map)
        let (noFields, oneBitmap, noEnd, noType) = (map.fields, map.bitmapCount, map.end, map.mti)
        #expect(noFields.isEmpty && oneBitmap == 1 && noEnd == 0 && noType == MTI(0))
    }

    @Test("content is asked for with the bytes that were scanned: of other ones nothing is read that is not there")
    func otherBytes() throws {
        for dialect in Dialect.builtIn + Dialect.odd {
            var random = Random(state: 65)
            let whole = try dialect.encode(random.message(dialect, most: 12))
            var map = FieldMap()
            try dialect.scan(whole.span, into: &map)
            for count in stride(from: 0, to: whole.count, by: 7) {
                let zeros = [UInt8](repeating: 0, count: count)
                for field in map.fields {
                    // Some odd dialect reads what another has scanned.
                    for reader in [dialect, .odd[0]] {
                        let content = reader.content(of: field, in: map, zeros)
                        let length = map.length(of: field)
                        #expect(content == nil || content?.count == length || count == 0)
                    }
                }
            }
        }
    }

    @Test("a message whose last fields nobody knows takes no field behind them")
    func behindUnread() throws {
        let dialect = Dialect.tiny()
        var message = try dialect.decode(spaced("0200 0800000000000000 0102"), unknownFields: .keep)
        message[bytes: 4] = [0xAB]
        #expect(hex(try dialect.encode(message)) == "02001800000000000000AB0102")
        message[bytes: 66] = [0xCD]
        #expect(throws: ISO8583Error(.behindUnread, field: 66, offset: 0)) { try dialect.encode(message) }
    }

    @Test("a table may say nonsense: nothing is read or written that is not there")
    func nonsense() {
        let formats = [
            FieldFormat(.signed, .packed, .fixed(0)), FieldFormat(.digits, .packed, .fixed(-7)),
            FieldFormat(.text, .bytes, .fixed(Int.max)), FieldFormat(.text, .bytes, .variable(digits: 0, most: 9)),
            FieldFormat(.text, .bytes, .variable(digits: 99, most: Int.max)),
            FieldFormat(.text, .bytes, .variable(digits: -3, most: -1), prefix: .ascii),
            FieldFormat(.binary, .hex, .variable(digits: 2, most: 99), prefix: .ascii, unit: .nibbles),
        ]
        for format in formats {
            #expect(format.contradiction != nil)
            let dialect = Dialect.tiny(field2: format)
            for count in [0, 1, 2, 50, 99] {
                var message = Message(.financialRequest)
                message[bytes: 2] = [UInt8](repeating: 0x31, count: count)
                if let bytes = try? dialect.encode(message) { #expect((try? dialect.decode(bytes)) == message) }
                let wire = spaced("0200 4000000000000000") + [UInt8](repeating: 0x39, count: count)
                if let read = try? dialect.decode(wire) { #expect((try? dialect.encode(read)) == wire) }
            }
        }
    }

    /// Contents as hexadecimal digits.
    private func shown(_ message: Message) -> [Int: String] {
        var contents: [Int: String] = [:]
        for field in message.fields { contents[field] = message[bytes: field].map { hex($0) } }
        return contents
    }

    private func scanError(_ input: HostileInput) -> ISO8583Error? {
        var map = FieldMap()
        do throws(ISO8583Error) {
            try input.dialect.scan(input.bytes.span, into: &map)
            return nil
        } catch { return error }
    }

    private func check(_ error: ISO8583Error) {
        // The amounts are what the structure of the error holds, which has no room for content.
        let amounts = "\(error.kind) \(error.offset) \(error.field ?? 0) 16 4".split { !$0.isNumber }
        for number in error.description.split(whereSeparator: { !$0.isNumber }) {
            #expect(amounts.contains(number), "\(error)")
        }
    }
}
