import ISO8583

/// Version of the standard, the first digit of a type indicator.
enum MessageVersion: UInt16 {
    case v1987 = 0
    case v1993 = 1
    case v2003 = 2

    /// The version that a dialect follows, which shows in how long its local time is.
    ///
    /// Source: field 12: n6 in ISO 8583:1987, n12 in 1993, n14 in 2003.
    init(_ dialect: Dialect) {
        switch dialect.format(of: 12)?.length.most {
        case 12: self = .v1993
        case 14: self = .v2003
        default: self = .v1987
        }
    }
}
