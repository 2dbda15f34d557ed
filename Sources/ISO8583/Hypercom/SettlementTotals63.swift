/// Field 63 of 0500 and 0510 of the Hypercom-style dialect: pairs of count 3 and amount 12.
///
/// The first pair is the sales, net of voids; the second the refunds; the long form of 90 characters has six pairs: credit
/// sales, credit refunds, debit sales, debit refunds, authorized sales, authorized refunds. Short form of 15: sales only.
/// Some hosts take 36 characters; what the last six say is not published, they are kept as they are. The count stands
/// before the amount. Source: public terminal code of this kind and captured frames.
public struct SettlementTotals63: Equatable, Sendable {
    /// Count and amount of one kind.
    public struct Pair: Equatable, Sendable {
        /// Number of transactions.
        public var count: Int
        /// Minor units.
        public var minorUnits: Int64

        /// A pair, empty unless told otherwise.
        public init(count: Int = 0, minorUnits: Int64 = 0) {
            self.count = count
            self.minorUnits = minorUnits
        }
    }

    /// Lengths that occur.
    public static let lengths = [15, 30, 36, 90]
    private static let pairLength = 15

    /// The pairs in their order: one, two or six.
    public var pairs: [Pair]
    /// What follows two pairs in the form of 36 characters; empty in the others.
    public var tail: String

    /// The usual form of 30 characters.
    public init(sales: Pair = Pair(), refunds: Pair = Pair()) {
        pairs = [sales, refunds]
        tail = ""
    }

    /// The first pair.
    public var sales: Pair { pairs.first ?? Pair() }
    /// The second pair; empty in the short form.
    public var refunds: Pair { pairs.count > 1 ? pairs[1] : Pair() }

    /// All sales of the long form (credit, debit, authorized), or those of the shorter ones.
    public var allSales: Pair { sum(of: 0) }
    /// All refunds.
    public var allRefunds: Pair { sum(of: 1) }

    private func sum(of place: Int) -> Pair {
        var sum = Pair()
        for index in pairs.indices where index % 2 == place {
            sum.count += pairs[index].count
            sum.minorUnits += pairs[index].minorUnits
        }
        return sum
    }

    /// True when sales and refunds are the same, in whatever form they are written.
    public func agrees(with other: SettlementTotals63) -> Bool {
        allSales == other.allSales && allRefunds == other.allRefunds
    }

    /// Reads the field's characters.
    ///
    /// - Throws: `ISO8583Error` for a length that does not occur, or the character that is no digit.
    public init(_ text: String) throws(ISO8583Error) {
        let bytes = [UInt8](text.utf8)
        guard SettlementTotals63.lengths.contains(bytes.count) else {
            throw ISO8583Error(.badLayout, field: 63, offset: bytes.count)
        }
        let end = bytes.count / SettlementTotals63.pairLength * SettlementTotals63.pairLength
        for index in 0..<end where !Digits.isDigit(bytes[index]) {
            throw ISO8583Error(.notADigit, field: 63, offset: index)
        }
        pairs = []
        for start in stride(from: 0, to: end, by: SettlementTotals63.pairLength) {
            guard let count = Digits.number(bytes[start..<start + 3]),
                let amount = Digits.number(bytes[start + 3..<start + SettlementTotals63.pairLength])
            else { throw ISO8583Error(.notADigit, field: 63, offset: start) }
            pairs.append(Pair(count: Int(count), minorUnits: Int64(amount)))
        }
        tail = Digits.text(bytes[end...])
    }

    /// The field's characters.
    ///
    /// - Throws: `ISO8583Error` for a count beyond 999, an amount beyond twelve digits, or a form that does not occur.
    public func text() throws(ISO8583Error) -> String {
        var text = ""
        for (index, pair) in pairs.enumerated() {
            let offset = index * SettlementTotals63.pairLength
            guard (0...999).contains(pair.count) else {
                throw ISO8583Error(.tooLong(length: String(pair.count).utf8.count, most: 3), field: 63, offset: offset)
            }
            guard (0...999_999_999_999).contains(pair.minorUnits) else {
                throw ISO8583Error(
                    .tooLong(length: String(pair.minorUnits).utf8.count, most: 12), field: 63, offset: offset + 3)
            }
            text += Digits.padded(UInt64(pair.count), width: 3) + Digits.padded(UInt64(pair.minorUnits), width: 12)
        }
        text += tail
        guard SettlementTotals63.lengths.contains(text.utf8.count) else {
            throw ISO8583Error(.badLayout, field: 63, offset: text.utf8.count)
        }
        return text
    }
}
