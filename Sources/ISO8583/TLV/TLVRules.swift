/// What is left open by BER and settled by whoever wrote the bytes.
public struct TLVRules: Equatable, Sendable {
    /// Which bytes between objects are padding.
    public enum Padding: Equatable, Sendable {
        /// None: a byte 00 is an error.
        case none
        /// 00. Source: EMV Book 3, annex B1. FF starts a tag, as in `FF8106` and in the `FF00` of acquirers.
        case zeros
        /// 00 and FF. Source: ISO/IEC 7816-4, 5.2.2 (objects in files that were erased to ones).
        case zerosAndOnes
    }

    /// How deep objects may lie in each other: an object at the top is at depth 1.
    public static let mostDepth = 16

    /// Which bytes between objects are padding.
    public var padding: Padding
    /// True when the value of a constructed tag is read as objects. False leaves it as bytes: some acquirers use tags that
    /// look constructed (`FF00`) for plain text.
    public var opensConstructed: Bool

    /// Rules.
    public init(padding: Padding = .zeros, opensConstructed: Bool = true) {
        self.padding = padding
        self.opensConstructed = opensConstructed
    }

    /// As chips and field 55 have it: 00 is padding, constructed objects are opened.
    public static let emv = TLVRules()
    /// One level of objects: constructed ones stay bytes.
    public static let flat = TLVRules(opensConstructed: false)

    func isPadding(_ byte: UInt8) -> Bool {
        switch padding {
        case .none: false
        case .zeros: byte == 0x00
        case .zerosAndOnes: byte == 0x00 || byte == 0xFF
        }
    }
}
