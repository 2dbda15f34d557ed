import Testing

@testable import PaymentCrypto

@Suite("PIN fields that hold no PIN")
struct PINFieldTests {
    private let pan = "43219876543210987"

    /// What a field of a format may have in each place: format, length, PIN digits, fill.
    private static let rules: [(format: Int, fill: [UInt8])] = [
        (0, [0x0F]), (3, [0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F]), (4, [0x0A]),
    ]

    @Test(
        "one half byte that the format does not have makes it no PIN block; any that it has does not", arguments: 0..<3)
    func halfBytes(_ index: Int) throws {
        let (format, fill) = PINFieldTests.rules[index]
        for count in 4...12 {
            let digits = [UInt8](repeating: 7, count: count)
            let right = [UInt8(format), UInt8(count)] + digits + [UInt8](repeating: fill[0], count: 14 - count)
            for place in right.indices {
                for value: UInt8 in 0...15 where value != right[place] {
                    var field = right
                    field[place] = value
                    let read = try? decode(format, field)
                    // Another digit is another PIN, and another fill of the format is the same PIN. A shorter or longer
                    // length takes fill for digits or digits for fill.
                    if (2..<2 + count).contains(place) && value < 10 {
                        #expect(read != nil && read?.digits != digits)
                    } else if place >= 2 + count && fill.contains(value) {
                        #expect(read?.digits == digits)
                    } else {
                        #expect(read == nil, "half byte \(place) as \(value) in format \(format)")
                    }
                }
            }
        }
    }

    /// Makes a block of half bytes as no terminal would, and reads it.
    private func decode(_ format: Int, _ nibbles: [UInt8]) throws -> PIN {
        let field = PINField.pack(nibbles)
        switch format {
        case 0: return try PINBlockISO0.decode(PINField.xor(field, try PINField.pan12(pan)), pan: pan)
        case 3: return try PINBlockISO3.decode(PINField.xor(field, try PINField.pan12(pan)), pan: pan)
        default:
            let key = try key("0123456789ABCDEFFEDCBA9876543210")
            let inner = try AES.encryptECB(field + [UInt8](repeating: 0x55, count: 8), key: key)
            let block = try AES.encryptECB(PINField.xor(inner, try PINBlockISO4.panField(pan)), key: key)
            return try PINBlockISO4.decipher(block, pan: pan, key: key)
        }
    }
}
