/// How much CBOR is taken before it is refused: what comes over a line is anybody's.
public struct CBORLimits: Equatable, Sendable {
    /// Maps and arrays inside of each other.
    public var depth: Int
    /// Values altogether.
    public var values: Int
    /// Bytes altogether.
    public var bytes: Int

    /// Limits; without arguments those for one management message.
    public init(depth: Int = 8, values: Int = 4096, bytes: Int = 65_535) {
        self.depth = depth
        self.values = values
        self.bytes = bytes
    }
}

/// Reads one value of CBOR. Definite and indefinite lengths are taken, and heads that are longer than they need be.
struct CBORReader {
    private let input: [UInt8]
    private let limits: CBORLimits
    private var position: Int
    private var valueCount = 0

    init(_ input: [UInt8], from start: Int, limits: CBORLimits) {
        self.input = input
        self.limits = limits
        position = start
    }

    /// First byte of a value, and the number in its head; nil for one of unknown length.
    private struct Head {
        let kind: UInt8
        let information: UInt8
        let number: UInt64?
        let offset: Int
    }

    /// Ends a string, an array or a map of unknown length.
    private static let stop: UInt8 = 0xFF

    mutating func whole() throws(CBORError) -> CBORValue {
        guard input.count - position <= limits.bytes else { throw CBORError(.tooLarge, at: position) }
        let value = try value(depth: 0)
        guard position == input.count else { throw CBORError(.trailing, at: position) }
        return value
    }

    private mutating func value(depth: Int) throws(CBORError) -> CBORValue {
        let head = try head()
        valueCount += 1
        guard valueCount <= limits.values else { throw CBORError(.tooLarge, at: head.offset) }
        switch head.kind {
        case 0:
            guard let number = head.number else { throw CBORError(.reserved, at: head.offset) }
            return .unsigned(number)
        case 1:
            guard let number = head.number else { throw CBORError(.reserved, at: head.offset) }
            return .negative(number)
        case 2: return .bytes(try string(head))
        case 3: return .text(try text(head))
        case 4: return .array(try array(head, depth: depth + 1))
        case 5: return .map(try map(head, depth: depth + 1))
        case 6: throw CBORError(.unsupported, at: head.offset)
        default: return try simple(head)
        }
    }

    private mutating func simple(_ head: Head) throws(CBORError) -> CBORValue {
        switch head.information {
        case 20: return .flag(false)
        case 21: return .flag(true)
        // Undefined says the same as null: no value.
        case 22, 23: return .null
        case 31: throw CBORError(.reserved, at: head.offset)
        default: throw CBORError(.unsupported, at: head.offset)
        }
    }

    private mutating func array(_ head: Head, depth: Int) throws(CBORError) -> [CBORValue] {
        guard depth <= limits.depth else { throw CBORError(.tooDeep, at: head.offset) }
        var items: [CBORValue] = []
        if let number = head.number {
            for _ in 0..<(try count(number, head)) { items.append(try value(depth: depth)) }
        } else {
            while try !endsHere() { items.append(try value(depth: depth)) }
        }
        return items
    }

    private mutating func map(_ head: Head, depth: Int) throws(CBORError) -> CBORMap {
        guard depth <= limits.depth else { throw CBORError(.tooDeep, at: head.offset) }
        var map = CBORMap()
        if let number = head.number {
            for _ in 0..<(try count(number, head)) { try entry(into: &map, depth) }
        } else {
            while try !endsHere() { try entry(into: &map, depth) }
        }
        return map
    }

    private mutating func entry(into map: inout CBORMap, _ depth: Int) throws(CBORError) {
        let start = position
        guard case .text(let key) = try value(depth: depth) else { throw CBORError(.key, at: start) }
        guard map[key] == nil else { throw CBORError(.repeatedKey, at: start) }
        map[key] = try value(depth: depth)
    }

    private mutating func text(_ head: Head) throws(CBORError) -> String {
        let bytes = try string(head)
        let text = String(decoding: bytes, as: UTF8.self)
        // Bytes that are not UTF-8 were replaced, so others come back.
        guard text.utf8.elementsEqual(bytes) else { throw CBORError(.text, at: head.offset) }
        return text
    }

    private mutating func string(_ head: Head) throws(CBORError) -> [UInt8] {
        if let number = head.number { return try take(number, head) }
        var all: [UInt8] = []
        while try !endsHere() {
            let piece = try self.head()
            guard piece.kind == head.kind, let number = piece.number else { throw CBORError(.piece, at: piece.offset) }
            let bytes = try take(number, piece)
            // Each piece is text by itself.
            if head.kind == 3, !String(decoding: bytes, as: UTF8.self).utf8.elementsEqual(bytes) {
                throw CBORError(.text, at: piece.offset)
            }
            all += bytes
        }
        return all
    }

    private mutating func take(_ number: UInt64, _ head: Head) throws(CBORError) -> [UInt8] {
        guard number <= UInt64(input.count - position) else { throw CBORError(.truncated, at: head.offset) }
        let end = position + Int(number)
        defer { position = end }
        return [UInt8](input[position..<end])
    }

    /// Each value takes a byte at least: a count beyond the bytes that are left is refused before anything is kept.
    private func count(_ number: UInt64, _ head: Head) throws(CBORError) -> Int {
        guard number <= UInt64(input.count - position) else { throw CBORError(.truncated, at: head.offset) }
        return Int(number)
    }

    private mutating func endsHere() throws(CBORError) -> Bool {
        guard position < input.count else { throw CBORError(.truncated, at: position) }
        guard input[position] == CBORReader.stop else { return false }
        position += 1
        return true
    }

    private mutating func head() throws(CBORError) -> Head {
        let offset = position
        guard offset < input.count else { throw CBORError(.truncated, at: offset) }
        let first = input[offset]
        position += 1
        let information = first & 0x1F
        var number: UInt64?
        switch information {
        case 0...23: number = UInt64(information)
        case 24...27:
            let width = 1 << Int(information - 24)
            guard input.count - position >= width else { throw CBORError(.truncated, at: offset) }
            var value: UInt64 = 0
            for byte in input[position..<position + width] { value = value << 8 | UInt64(byte) }
            position += width
            number = value
        case 31: number = nil
        default: throw CBORError(.reserved, at: offset)
        }
        return Head(kind: first >> 5, information: information, number: number, offset: offset)
    }
}

extension CBORValue {
    /// Reads bytes that are one value and nothing else.
    ///
    /// - Throws: `CBORError` with the byte at which it went wrong.
    public init(decoding bytes: [UInt8], limits: CBORLimits = CBORLimits()) throws(CBORError) {
        var reader = CBORReader(bytes, from: 0, limits: limits)
        self = try reader.whole()
    }
}

extension CBORMap {
    /// Reads the map that is the rest of these bytes.
    ///
    /// - Throws: `CBORError` with the byte at which it went wrong, counted from the first of all bytes.
    public init(
        decoding bytes: [UInt8], from start: Int = 0, limits: CBORLimits = CBORLimits()
    ) throws(CBORError) {
        guard start >= 0, start <= bytes.count else { throw CBORError(.truncated, at: bytes.count) }
        var reader = CBORReader(bytes, from: start, limits: limits)
        guard case .map(let map) = try reader.whole() else { throw CBORError(.notMap, at: start) }
        self = map
    }
}
