/// Codes of field 39 in two versions, and network management codes that became function codes.
enum CodeTables {
    /// Response codes of ISO 8583:1987 and the action codes of 1993 that say the same, for authorizations and financial
    /// messages. Source: ISO 8583:1987 and 1993, tables of field 39. Where several are equal the first one is taken.
    static let responses: [(old: String, new: String)] = [
        ("00", "000"), ("01", "107"), ("02", "108"), ("03", "109"), ("04", "200"), ("05", "100"), ("07", "207"),
        ("08", "001"), ("10", "002"), ("11", "003"), ("12", "902"), ("13", "110"), ("14", "111"), ("15", "908"),
        ("16", "004"), ("19", "903"), ("25", "914"), ("30", "904"), ("31", "905"), ("33", "201"), ("34", "202"),
        ("35", "203"), ("36", "204"), ("37", "205"), ("38", "206"), ("39", "114"), ("40", "115"), ("41", "208"),
        ("43", "209"), ("51", "116"), ("54", "101"), ("55", "117"), ("56", "118"), ("57", "119"), ("58", "120"),
        ("59", "102"), ("60", "103"), ("61", "121"), ("62", "104"), ("63", "122"), ("65", "123"), ("66", "105"),
        ("68", "911"), ("75", "106"), ("90", "906"), ("91", "907"), ("92", "908"), ("94", "913"), ("96", "909"),
        ("91", "912"),
    ]

    /// Success has a code of its own in each class. Source: ISO 8583:1993, field 39.
    static func success(ofClass messageClass: Int) -> String {
        switch messageClass {
        case 3: "300"
        case 4: "400"
        case 5: "500"
        case 8: "800"
        default: "000"
        }
    }

    /// Field 70 of 1987 and field 24 of 1993. Source: ISO 8583:1987, field 70; 1993, field 24, 801 to 899.
    static let network: [(old: String, new: String)] = [
        ("001", "801"), ("002", "802"), ("161", "811"), ("201", "821"), ("202", "822"), ("301", "831"),
    ]

    /// Function codes that follow from the message alone. Source: ISO 8583:1993, field 24.
    static func function(ofClass messageClass: Int) -> String? {
        switch messageClass {
        case 1: "100"
        case 2: "200"
        case 4: "400"
        case 5: "500"
        default: nil
        }
    }
}
