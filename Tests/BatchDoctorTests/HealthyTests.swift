import BatchDoctor
import StuckShops
import Testing

@Suite("Healthy terminals")
struct HealthyTests {
    @Test(
        "no cause is found at any hour of days in which nothing is wrong, or all has been mended",
        arguments: HealthyDays.Kind.allCases, 0..<4)
    func nothingFound(_ kind: HealthyDays.Kind, _ terminal: Int) throws {
        let played = try HealthyDays.play(kind, terminal: terminal, days: 2, seed: 7)
        #expect(played.broken == nil)
        #expect(!played.looks.isEmpty)
        for look in played.looks {
            #expect(
                look.wrong.isEmpty,
                "hour \(look.hour): \(look.wrong.map { "\($0.cause.rawValue) \($0.evidence.map(\.says.english))" })")
        }
    }
}
