import ISO8583

/// Finds the same meaning in fields that the versions of the standard write otherwise: the left message is carried into the
/// right one's dialect, and what is equal then was only spelled otherwise.
struct VersionComparison {
    private let right: MessageDiff.Side
    private let conversion: Conversion?

    init(_ left: MessageDiff.Side, _ right: MessageDiff.Side) {
        self.right = right
        guard MessageVersion(left.dialect) != MessageVersion(right.dialect),
            let moment = VersionComparison.moment(of: right.message)
        else {
            conversion = nil
            return
        }
        conversion = MessageConverter(from: left.dialect, to: right.dialect, near: moment).convert(left.message)
    }

    /// The date of the right message, which says the year that the left one may lack.
    private static func moment(of message: Message) -> LocalMoment? {
        let digits = message[text: 12] ?? ""
        let date = digits.utf8.count == 14 ? digits : digits.utf8.count == 12 ? "20" + digits : ""
        let year = Int(date.prefix(4))
        let (month, day) = (Int(date.dropFirst(4).prefix(2)), Int(date.dropFirst(6).prefix(2)))
        if let year, let month, let day, let moment = LocalMoment(year: year, month: month, day: day) { return moment }
        return LocalMoment(year: 2000, month: 1, day: 1)
    }

    /// Differences, with those that are none of meaning marked as such.
    func judged(_ differences: [Difference]) -> [Difference] {
        guard let conversion else { return differences }
        return differences.map { difference in
            guard difference.kind != .spelling, difference.part == nil, let field = difference.field,
                isSame(field, conversion)
            else { return difference }
            return Difference(
                .spelling, field: field, name: difference.name, left: difference.left, right: difference.right,
                note: FieldName("written as the other version does", "按另一版本的写法"))
        }
    }

    private func isSame(_ field: Int, _ conversion: Conversion) -> Bool {
        guard let content = right.message[bytes: field] else {
            return conversion.moved.contains(field) && !conversion.message.has(field)
        }
        guard let carried = conversion.message[bytes: field] else { return false }
        let format = right.dialect.format(of: field)
        return Spelling.compare(carried, format, content, format) != .different
    }
}
