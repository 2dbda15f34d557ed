/// The parts of a date and time that a field's digits are made of, in their order.
enum DateShape: Equatable {
    case monthDay, yearMonth, yearMonthDay, centuryDate, time, monthDayTime, yearMonthDayTime, centuryDateTime

    /// The shape of a field by its number and its number of digits; nil for other fields.
    ///
    /// Sources: ISO 8583:1987, fields 7, 12 to 17, 73; ISO 8583:1993, fields 12, 13, 15, 28, 73; the century stands
    /// before the year in ISO 8583:2003.
    init?(field: Int, digits: Int, localTimeDigits: Int) {
        switch (field, digits) {
        case (7, 10): self = .monthDayTime
        case (12, 6): self = .time
        case (12, 12): self = .yearMonthDayTime
        case (12, 14): self = .centuryDateTime
        // Where field 12 holds the date as well, field 13 is the date from which the card is good.
        case (13, 4) where localTimeDigits > 6: self = .yearMonth
        case (13, 4), (15, 4), (16, 4), (17, 4): self = .monthDay
        case (13, 6), (15, 6), (28, 6), (73, 6): self = .yearMonthDay
        case (15, 8), (28, 8), (73, 8): self = .centuryDate
        case (14, 4): self = .yearMonth
        default: return nil
        }
    }

    /// Digits of the century and year, month, day, hour and so on that are not in their range: the first such place.
    func firstWrong(_ digits: [UInt8]) -> Int? {
        var place = 0
        var year: Int?
        if self == .centuryDate || self == .centuryDateTime { place = 2 }
        if [.yearMonth, .yearMonthDay, .centuryDate, .yearMonthDayTime, .centuryDateTime].contains(self) {
            year = DateShape.pair(digits, place)
            place += 2
        }
        if self != .time {
            guard let month = DateShape.pair(digits, place), (1...12).contains(month) else { return place }
            place += 2
            if self == .yearMonth { return nil }
            let longest = [31, year.map { $0 % 4 == 0 } ?? true ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            guard let day = DateShape.pair(digits, place), (1...longest[month - 1]).contains(day) else { return place }
            place += 2
        }
        guard [.time, .monthDayTime, .yearMonthDayTime, .centuryDateTime].contains(self) else { return nil }
        for limit in [24, 60, 60] {
            guard let part = DateShape.pair(digits, place), part < limit else { return place }
            place += 2
        }
        return nil
    }

    private static func pair(_ digits: [UInt8], _ place: Int) -> Int? {
        guard place + 2 <= digits.count else { return nil }
        return Digits.number(digits[place..<place + 2]).map { Int($0) }
    }
}

extension MessageChecker {
    /// Dates that are dates, times that are times.
    func dateFindings(_ message: Message) -> [CheckFinding] {
        let localTimeDigits = dialect.format(of: 12)?.length.most ?? 0
        return message.fields.compactMap { field in
            guard let format = dialect.format(of: field), format.content == .digits,
                case .fixed(let digits) = format.length,
                let shape = DateShape(field: field, digits: digits, localTimeDigits: localTimeDigits),
                let content = message[bytes: field], content.count == digits, fits(field, message),
                let place = shape.firstWrong(content)
            else { return nil }
            return finding(.error, .date, field, offset: place, "is no date or time", "不是有效的日期或时间")
        }
    }
}
