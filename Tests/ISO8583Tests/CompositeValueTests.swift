import ISO8583
import Testing
import TestSupport

@Suite("Values of composite fields of settlement, upload and balance")
struct CompositeValueTests {
    @Test("totals of captured Hypercom-style settlements are read, and written back", arguments: Vector.hypercom)
    func totals(_ vector: Vector) throws {
        guard vector.mti == "0500" || vector.mti == "0510", let text = vector.fields["63"] else { return }
        let totals = try SettlementTotals63(text)
        #expect(totals.sales.count == 1 && totals.sales.minorUnits > 0)
        #expect(totals.refunds == .init())
        #expect(try totals.text() == text)
    }

    @Test("the count stands before the amount, and forms of other lengths agree when their sums do")
    func forms() throws {
        let totals = SettlementTotals63(
            sales: .init(count: 12, minorUnits: 345_678), refunds: .init(count: 1, minorUnits: 99))
        #expect(try totals.text() == "012000000345678001000000000099")
        var long = SettlementTotals63()
        long.pairs = [.init(count: 2, minorUnits: 300_000), .init(), .init(count: 10, minorUnits: 45_678)]
        long.pairs += [.init(count: 1, minorUnits: 99), .init(), .init()]
        #expect(try long.text().utf8.count == 90)
        #expect(try SettlementTotals63(try long.text()).agrees(with: totals))
        let american = try SettlementTotals63("012000000345678001000000000099ABCDEF")
        #expect(american.tail == "ABCDEF" && american.agrees(with: totals))
        #expect(try american.text().utf8.count == 36)
        let short = try SettlementTotals63("001000000050000")
        #expect(short.agrees(with: SettlementTotals63(sales: .init(count: 1, minorUnits: 50_000))))
        #expect(try short.text() == "001000000050000")
    }

    @Test("totals that are none are an error with field and place, and so is what does not fit")
    func badTotals() {
        #expect(throws: ISO8583Error(.badLayout, field: 63, offset: 16)) {
            try SettlementTotals63("0010000000500001")
        }
        #expect(throws: ISO8583Error(.notADigit, field: 63, offset: 4)) { try SettlementTotals63("0010X0000050000") }
        #expect(throws: ISO8583Error(.tooLong(length: 4, most: 3), field: 63, offset: 0)) {
            try SettlementTotals63(sales: .init(count: 1000, minorUnits: 1)).text()
        }
        #expect(throws: ISO8583Error(.tooLong(length: 13, most: 12), field: 63, offset: 18)) {
            try SettlementTotals63(refunds: .init(count: 1, minorUnits: 1_000_000_000_000)).text()
        }
        var odd = SettlementTotals63()
        odd.pairs.append(.init())
        #expect(throws: ISO8583Error(.badLayout, field: 63, offset: 45)) { try odd.text() }
    }

    @Test("the original of captured uploads is read, and written back", arguments: Vector.hypercom)
    func originals(_ vector: Vector) throws {
        guard vector.mti == "0320", let text = vector.fields["60"] else { return }
        let original = try UploadOriginal60(text)
        #expect(original.mti == .financialRequest && original.traceNumber > 0)
        #expect(original.reference == vector.fields["37"])
        #expect(try original.text() == text)
    }

    @Test("an original without reference has spaces; one that is none is an error with field and place")
    func original() throws {
        let original = UploadOriginal60(mti: .financialAdvice, traceNumber: 7, reference: nil)
        #expect(try original.text() == "0220000007            ")
        #expect(try UploadOriginal60("0220000007            ") == original)
        #expect(throws: ISO8583Error(.wrongLength(length: 6, expected: 22), field: 60, offset: 0)) {
            try UploadOriginal60("000001")
        }
        #expect(throws: ISO8583Error(.notADigit, field: 60, offset: 5)) {
            try UploadOriginal60("02000 0118110718000118")
        }
        #expect(throws: ISO8583Error(.wrongLength(length: 2, expected: 12), field: 60, offset: 10)) {
            try UploadOriginal60(mti: .financialRequest, traceNumber: 1, reference: "ab").text()
        }
    }

    @Test("chip records of an upload: accepted 21 characters, refused 23")
    func chip() throws {
        let accepted = ChipUpload62(isForeign: true, minorUnits: 12_345, currency: "156")
        #expect(try accepted.text() == "610100000000012345156")
        #expect(try ChipUpload62("610100000000012345156") == accepted)
        let refused = ChipUpload62(
            isForeign: false, response: "11", minorUnits: 500, currency: "156", refusal: .init())
        #expect(try refused.text() == "71001100000000050015610")
        #expect(try ChipUpload62("71001100000000050015610") == refused)
        #expect(throws: ISO8583Error(.badLayout, field: 62, offset: 0)) { try ChipUpload62("8101") }
        #expect(throws: ISO8583Error(.wrongLength(length: 22, expected: 21), field: 62, offset: 0)) {
            try ChipUpload62("6101000000000123451561")
        }
        #expect(throws: ISO8583Error(.badLayout, field: 62, offset: 2)) { try ChipUpload62("610200000000012345156") }
        #expect(throws: ISO8583Error(.notADigit, field: 62, offset: 6)) { try ChipUpload62("61010000000001234X156") }
        #expect(throws: ISO8583Error(.notADigit, field: 62, offset: 22)) {
            try ChipUpload62("7100110000000005001561X")
        }
    }

    @Test("a balance has account, kind, currency, sign and amount; a field may hold several")
    func balance() throws {
        let credit = AdditionalAmount54(minorUnits: 123_456, currency: "156")
        #expect(try credit.text() == "0002156C000000123456")
        let debit = AdditionalAmount54(minorUnits: -5, currency: "156", accountType: "30", amountType: "01")
        #expect(try debit.text() == "3001156D000000000005")
        #expect(try AdditionalAmount54.all(try credit.text() + debit.text()) == [credit, debit])
        #expect(throws: ISO8583Error(.badLayout, field: 54, offset: 20)) {
            try AdditionalAmount54.all("0002156C000000123456000")
        }
        #expect(throws: ISO8583Error(.notASign, field: 54, offset: 7)) {
            try AdditionalAmount54.all("0002156X000000123456")
        }
        #expect(throws: ISO8583Error(.notADigit, field: 54, offset: 28)) {
            try AdditionalAmount54.all("0002156C0000001234560002156C00000012345X")
        }
        #expect(throws: ISO8583Error(.tooLong(length: 13, most: 12), field: 54, offset: 8)) {
            try AdditionalAmount54(minorUnits: 1_000_000_000_000, currency: "156").text()
        }
    }

    @Test("the type code of field 60 names the kind of transaction")
    func kinds() throws {
        let codes: [(String, TransactionType)] = [
            ("22", .sale), ("23", .void), ("25", .refund), ("20", .completion), ("21", .completionVoid),
            ("30", .offlineSale), ("34", .tip), ("01", .balance), ("99", .other),
        ]
        for (code, kind) in codes {
            var message = Message(.financialRequest)
            message[text: 60] = code + "000001000"
            #expect(TransactionType(message) == kind)
        }
        var message = Message(.authorizationRequest)
        message[text: 60] = "11000001000"
        #expect(TransactionType(message) == .preAuthorizationVoid)
        #expect(Set(TransactionType.allCases.map { $0.name(.english) }).count == TransactionType.allCases.count)
    }
}
