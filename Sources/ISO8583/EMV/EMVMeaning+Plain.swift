/// Amounts, dates, codes and counters as people write them.
extension EMVMeaning {
    static func plain(_ tag: TLVTag, _ value: [UInt8], _ language: Language, _ currency: Currency?) -> [String]? {
        switch tag.rawValue {
        case 0x9F02, 0x9F03, 0x9F50, 0x9F77...0x9F79, 0x9F7B, 0xDF8104, 0xDF8105, 0xDF8123...0xDF8126:
            digits(value).flatMap { Digits.number([UInt8]($0.utf8)) }.map { [amount($0, language, currency)] }
        case 0x81, 0x9F04, 0x9F1B: [amount(number(value), language, currency)]
        case 0x9A, 0x5F25: [date(value) ?? FieldName("not a date", "不是日期").text(language)]
        case 0x9F21: [time(value) ?? FieldName("not a time", "不是时间").text(language)]
        case 0x9F1A, 0x5F28, 0x9F57: [country(value, language)]
        case 0x5F2A, 0x9F3C, 0x9F42: [money(value, language)]
        case 0x9F51 where value.count == 2: [money(value, language)]
        case 0x9C:
            digits(value).flatMap { Digits.number([UInt8]($0.utf8)) }.flatMap { UInt8(exactly: $0) }.map {
                [Digits.hex(value) + " " + ProcessingCode.standard($0).text(language)]
            }
        case 0x9F39:
            digits(value).flatMap { POSEntryMode($0 + "0") }.map {
                [Digits.hex(value) + " " + $0.panWords.text(language)]
            }
        case 0x8A: [printable(value) + " " + ResponseTable.iso87.meaning(of: printable(value)).text(language)]
        case 0x84, 0x4F, 0x9F06, 0x9D: [application(value)]
        case 0x9F36, 0x9F13, 0x9F14, 0x9F23, 0x9F17, 0x9F58, 0x9F59: [String(number(value))]
        default: nil
        }
    }

    /// The number that up to eight bytes say; longer ones do not come here.
    private static func number(_ value: [UInt8]) -> UInt64 { value.reduce(0) { $0 << 8 | UInt64($1) } }

    private static func amount(_ minorUnits: UInt64, _ language: Language, _ currency: Currency?) -> String {
        guard let currency, let signed = Int64(exactly: minorUnits) else {
            return FieldName("\(minorUnits) minor units", "\(minorUnits)最小货币单位").text(language)
        }
        return Amount(minorUnits: signed, currency: currency).description
    }

    /// Source: EMV Book 4, 6.7.3: years 50 to 99 are those of the last century.
    private static func date(_ value: [UInt8]) -> String? {
        guard value.count == 3, digits(value) != nil else { return nil }
        guard (0x01...0x12).contains(value[1]), (0x01...0x31).contains(value[2]) else { return nil }
        return (value[0] < 0x50 ? "20" : "19") + value.map { Digits.hex([$0]) }.joined(separator: "-")
    }

    private static func time(_ value: [UInt8]) -> String? {
        guard value.count == 3, digits(value) != nil else { return nil }
        guard value[0] < 0x24, value[1] < 0x60, value[2] < 0x60 else { return nil }
        return value.map { Digits.hex([$0]) }.joined(separator: ":")
    }

    /// The number that the digits in the nibbles say, or nil when they say none that fits.
    static func code(_ value: [UInt8]) -> UInt16? {
        digits(value).flatMap { Digits.number([UInt8]($0.utf8)) }.flatMap { UInt16(exactly: $0) }
    }

    private static func country(_ value: [UInt8], _ language: Language) -> String {
        guard let code = code(value), let country = Country(numeric: code) else {
            return FieldName("no country " + Digits.hex(value), "无此国家 " + Digits.hex(value)).text(language)
        }
        return Digits.padded(UInt64(code), width: 3) + " " + country.alpha2
    }

    private static func money(_ value: [UInt8], _ language: Language) -> String {
        guard let code = code(value), let currency = Currency(numeric: code) else {
            return FieldName("no currency " + Digits.hex(value), "无此货币 " + Digits.hex(value)).text(language)
        }
        return Digits.padded(UInt64(code), width: 3) + " " + currency.alpha
    }

    /// The identifier, with the payment system that its first five bytes are registered for.
    private static func application(_ value: [UInt8]) -> String {
        let name: String? =
            switch number([UInt8](value.prefix(5))) {
            case 0xA0_0000_0003: "Visa"
            case 0xA0_0000_0004: "Mastercard"
            case 0xA0_0000_0025: "American Express"
            case 0xA0_0000_0065: "JCB"
            case 0xA0_0000_0152: "Discover"
            case 0xA0_0000_0277: "Interac"
            case 0xA0_0000_0333: "UnionPay"
            case 0xA0_0000_0524: "RuPay"
            case 0xA0_0000_0658: "Mir"
            default: nil
            }
        return Digits.hex(value) + (name.map { " " + $0 } ?? "")
    }
}
