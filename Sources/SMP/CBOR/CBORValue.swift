/// One value of CBOR, as far as management messages use it. Source: RFC 8949.
///
/// Tags and floating-point numbers occur in no message; they are errors.
public enum CBORValue: Equatable, Sendable {
    /// A whole number from 0 on.
    case unsigned(UInt64)
    /// A whole number below 0: -1 less this one.
    case negative(UInt64)
    /// Bytes.
    case bytes([UInt8])
    /// Text.
    case text(String)
    /// Values in their order.
    case array([CBORValue])
    /// Values by their names.
    case map(CBORMap)
    /// True or false.
    case flag(Bool)
    /// Nothing.
    case null

    /// A whole number.
    public init(_ number: Int64) {
        self = number < 0 ? .negative(UInt64(bitPattern: -1 - number)) : .unsigned(UInt64(number))
    }

    /// A whole number.
    public init(_ number: Int) { self.init(Int64(number)) }

    /// The whole number, when it is one and fits.
    public var number: Int64? {
        switch self {
        case .unsigned(let value): Int64(exactly: value)
        case .negative(let value): Int64(exactly: value).map { -1 - $0 }
        default: nil
        }
    }
}

/// Names and values of a map, in the order in which they came or were set. No name occurs twice.
public struct CBORMap: Equatable, Sendable {
    /// One name with its value.
    public struct Entry: Equatable, Sendable {
        /// The name.
        public let key: String
        /// The value.
        public var value: CBORValue

        /// An entry.
        public init(key: String, value: CBORValue) {
            self.key = key
            self.value = value
        }
    }

    /// The entries.
    public private(set) var entries: [Entry] = []

    /// A map without entries.
    public init() {}

    /// Maps are equal when they hold the same, in whatever order.
    public static func == (left: CBORMap, right: CBORMap) -> Bool {
        left.entries.count == right.entries.count && left.entries.allSatisfy { right[$0.key] == $0.value }
    }

    /// The value of a name; setting nil takes the entry out.
    public subscript(key: String) -> CBORValue? {
        get { place(of: key).map { entries[$0].value } }
        set {
            switch (place(of: key), newValue) {
            case (let place?, let value?): entries[place].value = value
            case (let place?, nil): entries.remove(at: place)
            case (nil, let value?): entries.append(Entry(key: key, value: value))
            case (nil, nil): break
            }
        }
    }

    /// Names are compared byte by byte: two spellings of one character are two names.
    private func place(of key: String) -> Int? { entries.firstIndex { $0.key.utf8.elementsEqual(key.utf8) } }
}
