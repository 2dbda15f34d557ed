import ISO8583

/// Local date and time of a transaction, from field 12 alone or from fields 12 and 13.
///
/// Sources: ISO 8583:1987, fields 12 (hhmmss) and 13 (MMDD); 1993, field 12 (YYMMDDhhmmss); 2003, with the century.
struct LocalTime: Equatable {
    /// Month, day, hour, minute, second: ten digits; only the time when no date is there.
    var digits: String
    /// Fields that it was read from.
    var fields: [Int]

    /// Nil when field 12 is absent or not of the dialect's length.
    init?(_ message: Message, _ dialect: Dialect) {
        guard let time = message[text: 12], let size = dialect.format(of: 12)?.length.most, time.utf8.count == size
        else {
            return nil
        }
        if size > 6 {
            digits = String(time.suffix(10))
            fields = [12]
        } else {
            digits = (message[text: 13] ?? "") + time
            fields = message.has(13) ? [12, 13] : [12]
        }
    }
}
