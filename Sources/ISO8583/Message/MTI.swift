/// Message type indicator: four digits for version, class, function and origin, packed as BCD (0x0200 is `0200`).
///
/// Source: ISO 8583:1987, section 4.1.
public struct MTI: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// Four digits, one in each nibble.
    public let rawValue: UInt16

    /// An indicator from its packed digits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// An indicator from its packed digits.
    public init(_ rawValue: UInt16) { self.rawValue = rawValue }

    /// First digit: 0 for ISO 8583:1987, 1 for 1993, 2 for 2003.
    public var version: Int { digit(12) }
    /// Second digit: 1 authorization, 2 financial, 3 file action, 4 reversal, 5 reconciliation, 8 network management.
    public var messageClass: Int { digit(8) }
    /// Third digit: 0 request, 1 response, 2 advice, 3 advice response, 4 notification.
    public var function: Int { digit(4) }
    /// Fourth digit: 0 acquirer, 1 acquirer repeat, 2 issuer, 3 issuer repeat.
    public var origin: Int { digit(0) }

    /// True for a request or advice that wants an answer.
    public var isRequest: Bool { function == 0 || function == 2 }

    /// The indicator of the answer: 0200 is answered by 0210, 0220 by 0230, and a repeat (0221) as its first sending.
    public var response: MTI {
        guard isRequest else { return self }
        return MTI((rawValue & 0xFFFE) + 0x10)
    }

    /// Four digits.
    public var description: String {
        Digits.text([
            Digits.hexDigit(version), Digits.hexDigit(messageClass), Digits.hexDigit(function), Digits.hexDigit(origin),
        ])
    }

    private func digit(_ shift: Int) -> Int { Int(rawValue >> UInt16(shift) & 0x0F) }
}

extension MTI {
    /// 0100.
    public static let authorizationRequest = MTI(0x0100)
    /// 0110.
    public static let authorizationResponse = MTI(0x0110)
    /// 0200.
    public static let financialRequest = MTI(0x0200)
    /// 0210.
    public static let financialResponse = MTI(0x0210)
    /// 0220.
    public static let financialAdvice = MTI(0x0220)
    /// 0230.
    public static let financialAdviceResponse = MTI(0x0230)
    /// 0320.
    public static let batchUpload = MTI(0x0320)
    /// 0330.
    public static let batchUploadResponse = MTI(0x0330)
    /// 0400.
    public static let reversalRequest = MTI(0x0400)
    /// 0410.
    public static let reversalResponse = MTI(0x0410)
    /// 0500.
    public static let reconciliationRequest = MTI(0x0500)
    /// 0510.
    public static let reconciliationResponse = MTI(0x0510)
    /// 0800.
    public static let networkRequest = MTI(0x0800)
    /// 0810.
    public static let networkResponse = MTI(0x0810)
    /// 0820.
    public static let networkAdvice = MTI(0x0820)
    /// 0830.
    public static let networkAdviceResponse = MTI(0x0830)
}
