import BatchDoctor
import BatchEvidence
import Settlement
import StuckShops
import Testing

@Suite("What the wire alone says")
struct WireTests {
    /// The messages of a day whose close has no answer, as a capture before the host would hold them.
    private func unanswered(_ style: SettlementStyle) throws -> StuckShop {
        let kind = style == .unionPay ? "end of upload" : "settlement"
        let shop = try StuckShop(
            style, StuckShop.sales(3) + [StuckShop.settle], rules: [StuckShop.rule(kind, .withholdResponse)])
        shop.run(untilHour: StuckShop.evening)
        return shop
    }

    @Test(
        "a close without an answer is likely that; the terminal and the host would decide",
        arguments: [SettlementStyle.unionPay, .hypercom])
    func lostAnswer(_ style: SettlementStyle) throws {
        let shop = try unanswered(style)
        let diagnosis = Diagnosis(Evidence(now: shop.now, wire: shop.wire()))
        let finding = try #require(diagnosis.findings.first { $0.cause == .closeAnswerLost })
        #expect(finding.confidence == .likely && finding.wouldDecide == [.terminal, .host])
        #expect(diagnosis.missing == [.terminal, .host])
    }

    @Test("one request that gets no answer, however often it is sent, does not make the line a bad one")
    func oneRequest() throws {
        let shop = try unanswered(.unionPay)
        let wire = shop.wire()
        #expect(wire.messages.count { $0.mti == "0320" } > 2)
        let causes = Diagnosis(Evidence(now: shop.now, wire: wire)).findings.map(\.cause)
        #expect(!causes.contains(.lineUnstable) && !causes.contains(.hostNotReached))
    }

    @Test("requests of which none is answered: the host is not reached")
    func nobodyAnswers() throws {
        let shop = try unanswered(.unionPay)
        let wire = WireEvidence(messages: shop.wire().messages.filter(\.isRequest))
        let diagnosis = Diagnosis(Evidence(now: shop.now, wire: wire))
        #expect(diagnosis.findings.map(\.cause).contains(.hostNotReached))
        #expect(!diagnosis.findings.map(\.cause).contains(.closeAnswerLost))
    }
}
