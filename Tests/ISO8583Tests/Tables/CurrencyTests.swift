import ISO8583
import Testing

@Suite("Currencies and countries")
struct CurrencyTests {
    @Test(
        "a currency knows its codes and decimals",
        arguments: [
            ("CNY", 156, 2), ("JPY", 392, 0), ("KRW", 410, 0), ("VND", 704, 0), ("ISK", 352, 0), ("CLP", 152, 0),
            ("PYG", 600, 0), ("UGX", 800, 0), ("RWF", 646, 0), ("XOF", 952, 0), ("XAF", 950, 0), ("UYI", 940, 0),
            ("BHD", 48, 3), ("KWD", 414, 3), ("OMR", 512, 3), ("JOD", 400, 3), ("IQD", 368, 3), ("LYD", 434, 3),
            ("TND", 788, 3), ("CLF", 990, 4), ("UYW", 927, 4), ("IDR", 360, 2), ("HUF", 348, 2), ("USD", 840, 2),
            ("EUR", 978, 2), ("GBP", 826, 2), ("HKD", 344, 2), ("MOP", 446, 2), ("TWD", 901, 2), ("ZWG", 924, 2),
            ("XCG", 532, 2), ("ALL", 8, 2), ("SLE", 925, 2), ("MGA", 969, 2), ("MRU", 929, 2),
        ] as [(String, UInt16, Int)])
    func known(_ alpha: String, _ numeric: UInt16, _ exponent: Int) throws {
        let currency = try #require(Currency(alpha: alpha))
        #expect(currency.numeric == numeric && currency.exponent == exponent && currency.hasMinorUnit)
        #expect(Currency(numeric: numeric) == currency)
        #expect(currency.description == alpha)
    }

    @Test("what is no money in hand has no minor unit", arguments: ["XAU", "XAG", "XPT", "XPD", "XDR", "XTS", "XXX"])
    func noMinorUnit(_ alpha: String) throws {
        let currency = try #require(Currency(alpha: alpha))
        #expect(!currency.hasMinorUnit && currency.exponent == 0)
    }

    @Test("178 currencies are active, each with codes of its own")
    func whole() {
        let all = (UInt16(0)...2000).compactMap { Currency(numeric: $0) }
        #expect(all.count == 178)
        #expect(Set(all.map { $0.alpha }).count == 178)
        for currency in all {
            #expect(Currency(alpha: currency.alpha) == currency)
            #expect((0...4).contains(currency.exponent))
        }
        #expect(Currency(numeric: 156) == .cny)
    }

    @Test("currencies that ended, and what is no code, are none")
    func none() {
        for alpha in [
            "HRK", "BGN", "ANG", "SLL", "ZWL", "CUC", "DEM", "cny", "CN", "CNYX", "", "人民", "156", "2 0", "元",
        ] {
            #expect(Currency(alpha: alpha) == nil)
        }
        for numeric: UInt16 in [0, 1, 191, 975, 1000, 15_600, .max] { #expect(Currency(numeric: numeric) == nil) }
    }

    @Test("249 countries are assigned, each with codes of its own")
    func countries() throws {
        let all = (UInt16(0)...2000).compactMap { Country(numeric: $0) }
        #expect(all.count == 249 && Set(all.map { $0.alpha2 }).count == 249)
        for country in all { #expect(Country(alpha2: country.alpha2) == country) }
        #expect(try #require(Country(numeric: 156)).alpha2 == "CN")
        #expect(try #require(Country(numeric: 4)).alpha2 == "AF")
        #expect(try #require(Country(alpha2: "CZ")).numeric == 203)
        #expect(Country(alpha2: "XX") == nil && Country(alpha2: "cn") == nil && Country(numeric: 999) == nil)
    }

    @Test("an amount takes the decimals of its currency")
    func amounts() throws {
        for (alpha, text) in [
            ("JPY", "12345"), ("CNY", "123.45"), ("KWD", "12.345"), ("CLF", "1.2345"), ("XAU", "12345"),
        ] {
            let amount = Amount(minorUnits: 12_345, currency: try #require(Currency(alpha: alpha)))
            #expect(amount.decimal == text)
        }
    }
}
