/// Field 60 of an upload of the Hypercom-style dialect: what the uploaded record was when it first went out.
///
/// 22 characters: type indicator 4, trace number 6, reference 12 (spaces when the host gave none). Source: public terminal
/// code of this kind and captured frames.
public struct UploadOriginal60: Equatable, Sendable {
    /// Characters of the field.
    public static let characterCount = 22

    /// Type indicator of the original.
    public var mti: MTI
    /// Trace number of the original.
    public var traceNumber: UInt32
    /// Reference of the original, field 37, or nil.
    public var reference: String?

    /// An original.
    public init(mti: MTI, traceNumber: UInt32, reference: String?) {
        self.mti = mti
        self.traceNumber = traceNumber
        self.reference = reference
    }

    /// Reads the field's characters.
    ///
    /// - Throws: `ISO8583Error` for another length, or the character that is no digit.
    public init(_ text: String) throws(ISO8583Error) {
        let bytes = [UInt8](text.utf8)
        guard bytes.count == UploadOriginal60.characterCount else {
            throw ISO8583Error(
                .wrongLength(length: bytes.count, expected: UploadOriginal60.characterCount), field: 60, offset: 0)
        }
        for index in 0..<10 where !Digits.isDigit(bytes[index]) {
            throw ISO8583Error(.notADigit, field: 60, offset: index)
        }
        var type: UInt16 = 0
        for digit in bytes[0..<4] { type = type << 4 | UInt16(digit - 0x30) }
        guard let trace = Digits.number(bytes[4..<10]) else { throw ISO8583Error(.notADigit, field: 60, offset: 4) }
        mti = MTI(type)
        traceNumber = UInt32(trace)
        let kept = bytes[10...]
        reference = kept.allSatisfy { $0 == 0x20 } ? nil : Digits.text(kept)
    }

    /// The field's characters.
    ///
    /// - Throws: `ISO8583Error` for a trace number beyond six digits or a reference of another length than twelve.
    public func text() throws(ISO8583Error) -> String {
        guard traceNumber <= 999_999 else {
            throw ISO8583Error(.tooLong(length: String(traceNumber).utf8.count, most: 6), field: 60, offset: 4)
        }
        let reference = reference ?? String(repeating: " ", count: 12)
        guard reference.utf8.count == 12 else {
            throw ISO8583Error(.wrongLength(length: reference.utf8.count, expected: 12), field: 60, offset: 10)
        }
        return mti.description + Digits.padded(UInt64(traceNumber), width: 6) + reference
    }
}
