/// Bytes that nobody must see, such as a PIN block: enciphered or not, they do not belong into a log.
public struct SecretBytes: Equatable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    private let bytes: [UInt8]

    /// Hides bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The bytes, in clear.
    public var exposed: [UInt8] { bytes }

    /// How many there are.
    public var count: Int { bytes.count }

    /// `<8 hidden>`.
    public var description: String { "<" + String(bytes.count) + " hidden>" }
    /// The same.
    public var debugDescription: String { description }
}

#if !hasFeature(Embedded)
    // `dump` and debuggers go around descriptions; a mirror without children shows them nothing.
    extension SecretBytes: CustomReflectable {
        /// Nothing.
        public var customMirror: Mirror { Mirror(self, children: []) }
    }
    extension PAN: CustomReflectable {
        /// Nothing but the masked number.
        public var customMirror: Mirror { Mirror(self, children: ["masked": masked]) }
    }
    extension Track2: CustomReflectable {
        /// Nothing but the masked number.
        public var customMirror: Mirror { Mirror(self, children: ["pan": pan.masked]) }
    }
    extension ExpiryDate: CustomReflectable {
        /// Nothing.
        public var customMirror: Mirror { Mirror(self, children: []) }
    }
#endif
