/// A row of the table of what moves between two versions of the standard.
struct VersionMove {
    /// What happens to the fields.
    enum Rule {
        /// Fields 12 and 13 become field 12, or the other way.
        case joinLocalTime, splitLocalTime
        /// Fields 22 and 25 become field 22, or the other way.
        case joinPointOfService, splitPointOfService
        /// Field 39.
        case actionCode, responseCode
        /// Field 90 becomes field 56, or the other way.
        case newOriginal, oldOriginal
        /// Field 70 becomes field 24, or the other way.
        case function, network
        /// The year, or the century, is put before a date, or taken off.
        case widenDate(to: Int), cutDate(to: Int)
        /// An amount takes in its currency, the second field, or gives it back into that field.
        case joinCurrency, splitCurrency(into: Int)
        /// Additional amounts take in the decimals of their currency, or give them back.
        case widenAmounts, cutAmounts
        /// Field 56 with longer trace number and date, or shorter ones.
        case widenOriginal, cutOriginal
        /// Digits get zeros before them, or lose them.
        case digits
        /// The other version has something else under this number.
        case lost
    }

    /// Fields of the message that is converted; the row is for messages that have the first one.
    let fields: [Int]
    let rule: Rule

    private init(_ fields: [Int], _ rule: Rule) {
        self.fields = fields
        self.rule = rule
    }

    /// Rows from one version to the next or the one before it; what no row names keeps number and meaning.
    static func table(from: MessageVersion, to: MessageVersion) -> [VersionMove] {
        switch (from, to) {
        case (.v1987, .v1993): up93
        case (.v1993, .v1987): down87
        case (.v1993, .v2003): up2003
        case (.v2003, .v1993): down93
        default: []
        }
    }

    /// Sources: ISO 8583:1987 and 1993, tables of data elements.
    private static let up93 =
        [
            VersionMove([12, 13], .joinLocalTime), VersionMove([22, 25], .joinPointOfService),
            VersionMove([15], .widenDate(to: 6)), VersionMove([39], .actionCode), VersionMove([70], .function),
            VersionMove([90], .newOriginal),
        ]
        + [
            13, 24, 25, 26, 27, 28, 29, 30, 31, 40, 46, 53, 56, 57, 58, 59, 66, 71, 72, 82, 83, 84, 85, 91, 92, 93, 94,
            95, 96, 105, 106, 107, 108, 109, 110,
        ].map { VersionMove([$0], .lost) }

    private static let down87 =
        [
            VersionMove([12], .splitLocalTime), VersionMove([22], .splitPointOfService),
            VersionMove([15], .cutDate(to: 4)), VersionMove([24], .network), VersionMove([39], .responseCode),
            VersionMove([56], .oldOriginal),
        ]
        + [
            13, 25, 26, 28, 29, 30, 31, 40, 46, 53, 57, 58, 59, 66, 71, 72, 82, 83, 84, 85, 90, 91, 92, 93, 94, 95, 96,
            105, 106, 107, 108, 109, 110,
        ].map { VersionMove([$0], .lost) }

    private static let up2003 =
        [
            VersionMove([4, 49], .joinCurrency), VersionMove([5, 50], .joinCurrency),
            VersionMove([6, 51], .joinCurrency),
            VersionMove([8], .digits), VersionMove([11], .digits), VersionMove([12], .widenDate(to: 14)),
            VersionMove([15], .widenDate(to: 8)), VersionMove([28], .widenDate(to: 8)),
            VersionMove([73], .widenDate(to: 8)), VersionMove([54], .widenAmounts), VersionMove([56], .widenOriginal),
        ] + [13, 18, 21, 22, 27, 30, 31, 34, 39, 43, 49, 50, 51].map { VersionMove([$0], .lost) }

    private static let down93 =
        [
            VersionMove([4], .splitCurrency(into: 49)), VersionMove([5], .splitCurrency(into: 50)),
            VersionMove([6], .splitCurrency(into: 51)), VersionMove([8], .digits), VersionMove([11], .digits),
            VersionMove([12], .cutDate(to: 12)), VersionMove([15], .cutDate(to: 6)), VersionMove([28], .cutDate(to: 6)),
            VersionMove([73], .cutDate(to: 6)), VersionMove([54], .cutAmounts), VersionMove([56], .cutOriginal),
        ] + [13, 18, 21, 22, 27, 30, 31, 34, 39, 43, 49, 50, 51].map { VersionMove([$0], .lost) }
}
