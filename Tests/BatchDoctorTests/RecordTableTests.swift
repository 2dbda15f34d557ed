import AcquirerHost
import BatchEvidence
import Testing

@Suite("Tables of records, read back")
struct RecordTableTests {
    private static let head = "batch,trace,kind,amount,card,state,original-trace,remark,terminal,authorization\r\n"

    @Test("records that move money, what they belong to, and why others are left out")
    func reads() throws {
        let table = try RecordTable(
            RecordTableTests.head
                + "000003,000001,sale,12.50,411111******1111,voided,,\"a, \"\"b\"\"\r\nc\",10000001,\r\n"
                + "000003,000002,void,12.50,411111******1111,approved,000001,,10000001,\r\n"
                + "000003,000003,offline-sale,1.00,622202******0000,not delivered,,,10000001,\n"
                + "000003,000004,sale,2.00,411111******1111,no answer,,,10000001,\r\n"
                + "000003,000005,pre-authorization,3.00,411111******1111,approved,,,10000001,\r\n"
                + "000003,000006,completion,4.00,411111******1111,approved,,,10000001,A12345")
        #expect(table.batch == 3)
        #expect(
            table.records == [
                HandRecord(trace: 1, kind: .sale, minorUnits: 1_250, card: "411111******1111"),
                HandRecord(trace: 2, kind: .void, minorUnits: 1_250, card: "411111******1111", originalTrace: 1),
                HandRecord(
                    trace: 6, kind: .completion, minorUnits: 400, card: "411111******1111", authorization: "A12345"),
            ])
        #expect(table.leftOut.map(\.trace) == [3, 4, 5] && table.terminalID == "10000001")
        #expect(table.leftOut.map(\.pending) == [.delivery, .reversal, nil])
        #expect(
            table.leftOut.map(\.why) == [
                "the terminal still sends it", "no answer", "pre-authorization: moves no money",
            ])
    }

    @Test(
        "a mistake is said with its line",
        arguments: [
            ("", 1), ("x,1,sale,1.00,4,approved,,,T,\r\n", 2), ("1,0,sale,1.00,4,approved,,,T,\r\n", 2),
            ("1,1,sale,1.0,4,approved,,,T,\r\n", 2), ("1,1,sale,-1.00,4,approved,,,T,\r\n", 2),
            ("1,1,sale,0.00,4,approved,,,T,\r\n", 2), ("1,1,sale,92233720368547758.07,4,approved,,,T,\r\n", 2),
            ("1,1,void,1.00,4,approved,,,T,\r\n", 2), ("1,1,sale,1.00,4,approved,x,,T,\r\n", 2),
            ("1,1,sale,1.00,4,approved\r\n", 2),
            ("1,1,sale,1.00,4,approved,,\"\r\n\",T,\r\n1,1,sale,1.00,4,approved,,,T,\r\n", 4),
            ("1,1,sale,1.00,4,approved,,,T,\r\n2,2,sale,1.00,4,approved,,,T,\r\n", 3),
            ("1,1,sale,1.00,4,approved,,,T,\r\n1,2,sale,1.00,4,approved,,,U,\r\n", 3),
            ("1,1,sale,1.00,4,approved,,\"x", 2), ("1,1,sale,1.00,4,approved,,\"x\"y,T,\r\n", 2),
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
        #expect(error.description == "line 1: there is no column terminal")
    }
}
