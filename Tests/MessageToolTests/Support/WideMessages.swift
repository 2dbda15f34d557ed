import ISO8583
import TestSupport

extension Random {
    /// A message with contents of every length and character that the dialect's fields can have; chip data is mostly
    /// made of objects.
    mutating func wideMessage(_ dialect: Dialect, bodyLimit: Int = 60_000) -> Message {
        let types: [UInt16] = [0x0100, 0x0200, 0x0210, 0x0320, 0x0400, 0x0500, 0x0810, 0x1200, 0x2201, 0x9999]
        var message = Message(MTI(types.randomElement(using: &self) ?? 0x0200))
        var left = bodyLimit
        for number in dialect.fields {
            guard let field = dialect[number], Int.random(in: 0..<3, using: &self) == 0 else { continue }
            let content = wideContent(field)
            var alone = Message(message.mti)
            alone[bytes: number] = content
            // What the length before a field cannot say is left out.
            do { left -= try dialect.encode(alone).count } catch { continue }
            guard left > 0 else { break }
            message[bytes: number] = content
        }
        return message
    }

    private mutating func wideContent(_ field: FieldDefinition) -> [UInt8] {
        let most = field.format.length.most
        if field.layout == .berTLV, Int.random(in: 0..<4, using: &self) > 0 {
            return objects(most: most, depth: 1)
        }
        let count: Int
        switch field.format.length {
        case .fixed: count = most
        case .variable:
            // Short ones, some of any length, and the longest, where odd digits have a spare nibble of their own.
            let longest = min(most, 2000)
            switch Int.random(in: 0..<8, using: &self) {
            case 0: count = longest
            case 1: count = Int.random(in: 0...longest, using: &self)
            default: count = Int.random(in: 0...min(most, 40), using: &self)
            }
        }
        let isOtherScript = Int.random(in: 0..<10, using: &self) == 0
        return (0..<count).map { place in character(field.format, place, isOtherScript) }
    }

    private mutating func character(_ format: FieldFormat, _ place: Int, _ isOtherScript: Bool) -> UInt8 {
        switch format.content {
        case .digits: UInt8.random(in: 0x30...0x39, using: &self)
        case .track: "0123456789D=".utf8.randomElement(using: &self) ?? 0x30
        case .signed where place == 0: "CD+-".utf8.randomElement(using: &self) ?? 0x43
        case .signed: UInt8.random(in: 0x30...0x39, using: &self)
        case .text: UInt8.random(in: isOtherScript ? 0xA0...0xFF : 0x20...0x7E, using: &self)
        case .binary: UInt8.random(in: 0...255, using: &self)
        }
    }

    /// BER-TLV objects of at most so many bytes, known and unknown, some made of objects.
    private mutating func objects(most: Int, depth: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 1...8, using: &self) {
            let tags: [[UInt8]] = [
                [0x9F, 0x26], [0x9F, 0x10], [0x5A], [0x57], [0x95], [0x9F, 0x1E], [0x70], [0xFF, 0x81, 0x06],
                [0xDF, 0x99, 0x01], [0x8A], [0x5F, 0x20], [0xBF, 0x0C], [0xC1],
            ]
            guard let tag = tags.randomElement(using: &self) else { break }
            let isConstructed = tag[0] & 0x20 != 0
            var value =
                isConstructed && depth < 4 && Bool.random(using: &self)
                ? objects(most: 100, depth: depth + 1)
                : (0..<Int.random(in: 0...20, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
            if Int.random(in: 0..<8, using: &self) == 0, !isConstructed {
                value += [UInt8](repeating: 0x41, count: 130)
            }
            let length: [UInt8] = value.count < 0x80 ? [UInt8(value.count)] : [0x82, 0, UInt8(value.count)]
            let padding: [UInt8] = Int.random(in: 0..<6, using: &self) == 0 ? [0, 0] : []
            guard bytes.count + padding.count + tag.count + length.count + value.count <= most else { break }
            bytes += padding + tag + length + value
        }
        return bytes
    }
}
