import ISO8583
import MessageTool
import Testing

@Suite("What a message should hold")
struct ExpectationTests {
    private func tree() throws -> MessageTree {
        var message = Message(.financialResponse)
        message[text: 2] = "6212345678901232"
        message[text: 4] = "000000001250"
        message[text: 39] = "51"
        message[text: 41] = "T1      "
        message[text: 49] = "156"
        return MessageTree(Candidate(try Dialect.unionPay.encode(message)), dialect: .unionPay, framing: Framing())
    }

    @Test(
        "what is so has no mismatch",
        arguments: [
            "39=51", "39", "!64", "4=12.50", "4=1250", "4=000000001250", "mti=0210", "41=T1", "2=6212345678901232",
        ])
    func met(_ text: String) throws {
        #expect(try Expectation(text).mismatch(tree()) == nil)
    }

    @Test("what is not so is one line that says what was found")
    func unmet() throws {
        let lines = try ["39=00", "64", "!39", "4=12.5", "mti=0200", "11=1"].map { text in
            try Expectation(text).mismatch(tree())
        }
        #expect(
            lines == [
                "expected 39=00, found 51", "expected field 64, it is absent", "expected no field 39, it is present",
                "expected 4=12.5, found 000000001250", "expected mti=0200, found 0210",
                "expected 11=1, field 11 is absent",
            ])
        let number = try Expectation("2=6212345678901240").mismatch(tree())
        #expect(number == "expected 2=…, found 621234******1232")
    }

    @Test(
        "what is no expectation is refused",
        arguments: ["", "=", "x", "0", "1=2", "193", "!39=00", "mti", "mti=1", "!mti=0200"])
    func wrong(_ text: String) {
        #expect(throws: MessageToolError.self) { try Expectation(text) }
    }
}
