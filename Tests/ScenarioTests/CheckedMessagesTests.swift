import FlashStore
import ISO8583
import Testing

@Suite("The checker on the messages of our own terminal and host")
struct CheckedMessagesTests {
    @Test("a day with sign-on, sales, a reversal, a void, a refund, a close and an upload is without any finding")
    func wholeDay() throws {
        let day = try InProcessDay(
            flash: MemoryFlash(geometry: FlashGeometry(sectorSize: 4096, sectorCount: 8)))
        _ = try day.play()
        var kinds: Set<String> = []
        for payload in day.carried {
            let envelope = try Envelope(parsing: payload)
            let message = try Dialect.unionPay.decode(envelope.body)
            let findings = MessageChecker(.unionPay).findings(message, tpdu: envelope.tpdu)
            #expect(findings.isEmpty, "\(MessageView(message).summary()): \(findings.map(\.text.english))")
            kinds.insert(try #require(Dialect.unionPay.rule(for: message)).name.english)
        }
        #expect(
            kinds.isSuperset(of: [
                "sign-on", "response to a sign-on", "sale", "response: sale", "void of a sale", "refund", "reversal",
                "response to a reversal", "settlement", "response to a settlement", "upload of online records",
                "upload of an advice", "end of upload", "response to an upload",
            ]), "\(kinds.sorted())")
    }
}
