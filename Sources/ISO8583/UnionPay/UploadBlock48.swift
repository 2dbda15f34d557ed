/// One record of a batch upload block: card kind 2, trace number 6, account number 20, amount 12.
public struct UploadedRecord48: Equatable, Sendable {
    /// True for a card of a foreign organisation (kind 01).
    public let isForeign: Bool
    /// Trace number of the transaction.
    public let traceNumber: UInt32
    /// Account number.
    public let pan: PAN
    /// Amount in minor units.
    public let amountMinorUnits: Int64

    /// A record.
    public init(isForeign: Bool, traceNumber: UInt32, pan: PAN, amountMinorUnits: Int64) {
        self.isForeign = isForeign
        self.traceNumber = traceNumber
        self.pan = pan
        self.amountMinorUnits = amountMinorUnits
    }
}

/// Field 48 of an upload of online records (0320, class 201): count 2, then 40 digits for each of one to eight records.
public struct UploadBlock48: Equatable, Sendable {
    private static let recordDigits = 40

    /// The records.
    public let records: [UploadedRecord48]

    /// A block of these records.
    public init(records: [UploadedRecord48]) { self.records = records }

    /// Reads the field's digits.
    ///
    /// - Throws: `ISO8583Error.badLayout` with the digit at which the layout breaks.
    public init(_ text: String) throws(ISO8583Error) {
        let digits = [UInt8](text.utf8)
        guard digits.count >= 2, let count = Digits.number(digits[0..<2]), (1...8).contains(count),
            digits.count == 2 + Int(count) * UploadBlock48.recordDigits
        else { throw ISO8583Error(.badLayout, field: 48, offset: 0) }
        var records: [UploadedRecord48] = []
        for start in stride(from: 2, to: digits.count, by: UploadBlock48.recordDigits) {
            let padded = digits[start + 8..<start + 28]
            guard let kind = Digits.number(digits[start..<start + 2]), kind <= 1,
                let trace = Digits.number(digits[start + 2..<start + 8]),
                let pan = PAN(bytes: [UInt8](padded.drop { $0 == 0x30 })),
                let amount = Digits.number(digits[start + 28..<start + 40])
            else { throw ISO8583Error(.badLayout, field: 48, offset: start) }
            records.append(
                UploadedRecord48(
                    isForeign: kind == 1, traceNumber: UInt32(trace), pan: pan, amountMinorUnits: Int64(amount)))
        }
        self.records = records
    }

    /// The field's digits, account numbers in clear.
    ///
    /// - Throws: `ISO8583Error` for no record, more than eight, or an amount beyond twelve digits.
    public func text() throws(ISO8583Error) -> String {
        guard (1...8).contains(records.count) else {
            throw ISO8583Error(.tooLong(length: records.count, most: 8), field: 48, offset: 0)
        }
        var text = Digits.padded(UInt64(records.count), width: 2)
        for record in records {
            guard record.amountMinorUnits >= 0, record.amountMinorUnits <= 999_999_999_999 else {
                throw ISO8583Error(.tooLong(length: 13, most: 12), field: 48, offset: 0)
            }
            let pan = record.pan.exposed
            text += record.isForeign ? "01" : "00"
            text += Digits.padded(UInt64(record.traceNumber), width: 6)
            text += String(repeating: "0", count: 20 - pan.utf8.count) + pan
            text += Digits.padded(UInt64(record.amountMinorUnits), width: 12)
        }
        return text
    }
}
