extension CBORMap {
    /// Text; nil without the entry, or with null.
    public func text(_ key: String) throws(BodyError) -> String? {
        switch self[key] {
        case nil, .null: return nil
        case .text(let text): return text
        default: throw .wrongKind(key)
        }
    }

    /// Bytes; nil without the entry, or with null.
    public func bytes(_ key: String) throws(BodyError) -> [UInt8]? {
        switch self[key] {
        case nil, .null: return nil
        case .bytes(let bytes): return bytes
        default: throw .wrongKind(key)
        }
    }

    /// True or false; nil without the entry, or with null.
    public func flag(_ key: String) throws(BodyError) -> Bool? {
        switch self[key] {
        case nil, .null: return nil
        case .flag(let flag): return flag
        default: throw .wrongKind(key)
        }
    }

    /// A whole number; nil without the entry, or with null.
    public func number(_ key: String) throws(BodyError) -> Int64? {
        guard let value = self[key], value != .null else { return nil }
        switch value {
        case .unsigned, .negative: break
        default: throw .wrongKind(key)
        }
        guard let number = value.number else { throw .outOfRange(key) }
        return number
    }

    /// A whole number that the type can hold; nil without the entry, or with null.
    public func number<Number: FixedWidthInteger>(_ key: String, as type: Number.Type) throws(BodyError) -> Number? {
        guard let number = try number(key) else { return nil }
        guard let exact = Number(exactly: number) else { throw .outOfRange(key) }
        return exact
    }

    /// An offset or a size: 0 or more.
    public func size(_ key: String) throws(BodyError) -> Int? {
        guard let number = try number(key, as: Int.self) else { return nil }
        guard number >= 0 else { throw .outOfRange(key) }
        return number
    }

    /// A map; nil without the entry, or with null.
    public func submap(_ key: String) throws(BodyError) -> CBORMap? {
        switch self[key] {
        case nil, .null: return nil
        case .map(let map): return map
        default: throw .wrongKind(key)
        }
    }

    /// Maps of an array; empty without the entry.
    public func maps(_ key: String) throws(BodyError) -> [CBORMap] {
        var maps: [CBORMap] = []
        for value in try values(key) {
            guard case .map(let map) = value else { throw .wrongKind(key) }
            maps.append(map)
        }
        return maps
    }

    /// Texts of an array; empty without the entry.
    public func texts(_ key: String) throws(BodyError) -> [String] {
        var texts: [String] = []
        for value in try values(key) {
            guard case .text(let text) = value else { throw .wrongKind(key) }
            texts.append(text)
        }
        return texts
    }

    private func values(_ key: String) throws(BodyError) -> [CBORValue] {
        switch self[key] {
        case nil, .null: return []
        case .array(let values): return values
        default: throw .wrongKind(key)
        }
    }

    /// What must be there.
    static func require<Value>(_ value: Value?, _ key: String) throws(BodyError) -> Value {
        guard let value else { throw .missing(key) }
        return value
    }

    mutating func put(_ key: String, _ text: String?) { if let text { self[key] = .text(text) } }
    mutating func put(_ key: String, _ bytes: [UInt8]?) { if let bytes { self[key] = .bytes(bytes) } }
    mutating func put(_ key: String, _ flag: Bool?) { if let flag { self[key] = .flag(flag) } }
    mutating func put<Number: FixedWidthInteger>(_ key: String, number: Number?) {
        if let number { self[key] = CBORValue(Int64(clamping: number)) }
    }

    /// A map with text entries in their order.
    mutating func put(_ key: String, texts: [String]) { self[key] = .array(texts.map { .text($0) }) }
    mutating func put(_ key: String, maps: [CBORMap]) { self[key] = .array(maps.map { .map($0) }) }
}
