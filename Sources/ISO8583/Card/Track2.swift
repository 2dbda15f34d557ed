/// Track 2 of a card's stripe. Its description is masked.
///
/// Source: ISO/IEC 7813: account number, separator, expiry YYMM, service code, discretionary data.
public struct Track2: Equatable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// Account number.
    public let pan: PAN
    /// Expiry date YYMM.
    public let expiry: String
    /// Service code, three digits.
    public let serviceCode: String
    /// Digits with `D` as the separator, as field 35 takes them.
    private let characters: [UInt8]

    /// Reads `PAN=YYMMSSS...`; `D` may stand for `=`, and start (`;`) and end marks (`?` and what follows) are dropped.
    public init?(_ text: String) {
        var bytes = [UInt8](text.utf8)
        if bytes.first == 0x3B { bytes.removeFirst() }
        if let end = bytes.firstIndex(of: 0x3F) { bytes.removeSubrange(end...) }
        guard bytes.count <= 37, let separator = bytes.firstIndex(where: { $0 == 0x3D || $0 == 0x44 }),
            let pan = PAN(bytes: [UInt8](bytes[..<separator]))
        else { return nil }
        let rest = bytes[(separator + 1)...]
        guard rest.count >= 7, rest.allSatisfy({ Digits.isDigit($0) }) else { return nil }
        self.pan = pan
        expiry = Digits.text(rest.prefix(4))
        serviceCode = Digits.text(rest.dropFirst(4).prefix(3))
        characters = [UInt8](pan.exposed.utf8) + [0x44] + rest
    }

    /// The track in clear, as field 35 takes it.
    public var exposed: String { Digits.text(characters) }

    /// True when the service code asks for a PIN wherever there is a keypad.
    ///
    /// Source: ISO/IEC 7813, third digit of the service code: 0, 3, 5, 6 and 7 name a PIN.
    public var requiresPIN: Bool {
        switch serviceCode.utf8.last {
        case 0x30, 0x33, 0x35, 0x36, 0x37: true
        default: false
        }
    }

    /// The masked account number.
    public var description: String { "track 2 of " + pan.masked }
    /// The masked account number.
    public var debugDescription: String { description }
}
