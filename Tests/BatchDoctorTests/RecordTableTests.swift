import AcquirerHost
import BatchEvidence
import Testing

@Suite("Tables of records, read back")
struct RecordTableTests {
    private static let head = "batch,trace,kind,amount,card,state,original-trace,remark\r\n"

    @Test("records that move money, what they belong to, and why others are left out")
    func reads() throws {
        let table = try RecordTable(
            RecordTableTests.head + "000003,000001,sale,12.50,411111******1111,voided,,\"a, \"\"b\"\"\r\nc\"\r\n"
                + "000003,000002,void,12.50,411111******1111,approved,000001,\r\n"
                + "000003,000003,offline-sale,1.00,622202******0000,not delivered,,\n"
                + "000003,000004,sale,2.00,411111******1111,no answer,,\r\n"
                + "000003,000005,pre-authorization,3.00,411111******1111,approved,,")
        #expect(table.batch == 3)
        #expect(
            table.records == [
                HandRecord(trace: 1, kind: .sale, minorUnits: 1_250, card: "411111******1111"),
                HandRecord(trace: 2, kind: .void, minorUnits: 1_250, card: "411111******1111", originalTrace: 1),
                HandRecord(trace: 3, kind: .offlineSale, minorUnits: 100, card: "622202******0000"),
            ])
        #expect(table.leftOut.map(\.trace) == [4, 5])
        #expect(table.leftOut.map(\.why) == ["no answer", "pre-authorization: moves no money"])
    }

    @Test(
        "a mistake is said with its line",
        arguments: [
            ("", 1), ("x,1,sale,1.00,4,approved,,\r\n", 2), ("1,0,sale,1.00,4,approved,,\r\n", 2),
            ("1,1,sale,1.0,4,approved,,\r\n", 2), ("1,1,sale,-1.00,4,approved,,\r\n", 2),
            ("1,1,sale,1.00,4,approved\r\n", 2),
            ("1,1,sale,1.00,4,approved,,\"\r\n\"\r\n1,1,sale,1.00,4,approved,,\r\n", 4),
            ("1,1,sale,1.00,4,approved,,\r\n2,2,sale,1.00,4,approved,,\r\n", 3),
            ("1,1,sale,1.00,4,approved,,\"x", 2), ("1,1,sale,1.00,4,approved,,\"x\"y\r\n", 2),
        ] as [(String, Int)])
    func mistakes(_ rows: String, _ line: Int) throws {
        let text = RecordTableTests.head + rows
        let error = try #require(throws: RecordTableError.self) { try RecordTable(text) }
        #expect(error.line == line, "\(error)")
    }

    @Test("nothing at all, and a head line without a column that is needed")
    func heads() throws {
        #expect(try #require(throws: RecordTableError.self) { try RecordTable("") }.line == 1)
        let error = try #require(throws: RecordTableError.self) { try RecordTable("batch,trace\r\n1,2\r\n") }
        #expect(error.description == "line 1: there is no column kind")
    }
}
