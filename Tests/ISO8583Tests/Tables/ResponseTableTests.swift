import ISO8583
import Testing

@Suite("Response codes")
struct ResponseTableTests {
    /// Every code of two and three characters that a table could have.
    private static let codes: [String] = {
        let characters = Array("0123456789ABCDEFNQXYZ")
        var codes = characters.flatMap { first in characters.map { String([first, $0]) } }
        codes += (0...999).map { String(repeating: "0", count: 3 - String($0).count) + String($0) }
        return codes + ["", "0", "0000", "1161", "成功"]
    }()

    @Test("every code of every table has a text in both languages", arguments: ResponseTable.allCases)
    func texts(_ table: ResponseTable) {
        var known = 0
        for code in ResponseTableTests.codes {
            let meaning = table.meaning(of: code)
            #expect(meaning.code == code)
            #expect(!meaning.text(.english).isEmpty && !meaning.text(.chinese).isEmpty)
            #expect(meaning.text(.english) != meaning.text(.chinese))
            if meaning.isKnown { known += 1 } else { #expect(meaning.action == .decline) }
        }
        #expect(known >= 65)
    }

    @Test("the terminal's table fits a line of its display")
    func width() {
        for code in ResponseTableTests.codes {
            let meaning = ResponseMeaning(code: code)
            #expect(meaning.text(.english).count <= 24)
            let columns = meaning.text(.chinese).unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 2) }
            #expect(columns <= 24, "\(code)")
        }
    }

    @Test("the UnionPay-style list is whole")
    func unionPay() {
        let list =
            "00 01 02 03 04 05 06 07 09 10 11 12 13 14 15 16 19 20 21 22 23 25 30 31 33 34 35 36 37 38 39 40 41 42 43 "
            + "44 45 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 75 77 79 90 91 92 93 94 95 96 97 98 99 A0 A1 "
            + "A2 A3 A4 A5 A6 A7 Y1 Z1"
        for code in list.split(separator: " ") { #expect(ResponseMeaning(code: String(code)).isKnown, "\(code)") }
        #expect(ResponseTable.unionPay.meaning(of: "41") == ResponseMeaning(code: "41"))
        #expect(ResponseMeaning(code: "11").action == .approve && ResponseMeaning(code: "A2").action == .approve)
        #expect(ResponseMeaning(code: "67").action == .keepCard)
    }

    @Test(
        "one code means what its host's table says",
        arguments: [
            (.iso87, "33", .keepCard), (.unionPay, "33", .decline), (.iso87, "94", .decline),
            (.unionPay, "94", .retry), (.hypercom, "77", .upload), (.unionPay, "77", .signIn),
            (.iso87, "77", .decline), (.hypercom, "95", .upload), (.hypercom, "00", .approve),
            (.iso93, "000", .approve), (.iso93, "209", .keepCard), (.iso93, "400", .approve),
            (.iso93, "501", .upload), (.iso93, "911", .retry), (.iso93, "916", .signIn), (.iso93, "0000", .approve),
            (.iso93, "00", .decline),
        ] as [(ResponseTable, String, ResponseMeaning.Action)])
    func actions(_ table: ResponseTable, _ code: String, _ action: ResponseMeaning.Action) {
        #expect(table.meaning(of: code).action == action)
    }

    @Test("a part approval is no approval of what was asked for")
    func parts() {
        #expect(ResponseTable.iso87.meaning(of: "10").action == .decline)
        #expect(ResponseTable.unionPay.meaning(of: "10").action == .decline)
        #expect(ResponseTable.iso93.meaning(of: "002").action == .decline)
    }
}
