import Simulation
import Testing

@Suite("Parts of the simulation")
struct PartsTests {
    @Test("events come in order of their time, and of equal times in the order in which they were put in")
    func order() {
        var queue = EventQueue<Int>()
        var chance = ChanceStream(seed: 4, stream: 1)
        var expected: [(Int64, Int)] = []
        for number in 0..<2000 {
            let time = Int64(chance.below(50))
            queue.push(number, at: time)
            expected.append((time, number))
        }
        expected.sort { ($0.0, $0.1) < ($1.0, $1.1) }
        var popped: [(Int64, Int)] = []
        while let (time, event) = queue.pop() { popped.append((time, event)) }
        #expect(popped.map(\.1) == expected.map(\.1) && queue.count == 0)
    }

    @Test("a profile strikes as often as it says, and the same faults can be asked for one by one")
    func rates() {
        var profile = FaultProfile(name: "some")
        profile[.byteLost] = 100_000
        let injector = FaultInjector(seed: 3, profile: profile)
        var struck: [Int] = []
        for place in 0..<20_000 where injector.strikes(.byteLost) { struck.append(place) }
        #expect((1800...2200).contains(struck.count))
        #expect(!injector.strikes(.byteDoubled))
        let two = Set(injector.record.prefix(2))
        let again = FaultInjector(seed: 3, profile: profile, only: two)
        #expect((0..<20_000).filter { _ in again.strikes(.byteLost) } == Array(struck.prefix(2)))
        injector.isQuiet = true
        #expect(!(0..<1000).contains { _ in injector.strikes(.byteLost) })
    }

    @Test("a profile file: like another one, its own rates; what is wrong is told with its line")
    func profileFile() throws {
        let profile = try FaultProfile.parse(
            "name: mine\nlike: shop\nfaults:\n  byte-lost: 0.25\n  flash-rot: 0", origin: "mine.yaml")
        #expect(profile.name == "mine" && profile[.byteLost] == 250_000)
        #expect(profile[.misread] == FaultProfile.shop[.misread])
        for (text, line) in [
            ("name: x\nfaults:\n  byte-lots: 0.1", 3), ("name: x\nfaults:\n  byte-lost: 2", 3),
            ("name: x\nfaults:\n  misread: 0\n  byte-lost: 4e-7", 4), ("name: x\nfaults:\n  byte-lost: 0.1: 2", 3),
            ("name: x\nfaults: {byte-lost: 0.1", 3), ("name: x\nname: y", 1),
            ("name: x\nfalts: {}", 2), ("name: x\nlike: nobody", 2),
        ] {
            do {
                _ = try FaultProfile.parse(text, origin: "bad.yaml")
                Issue.record("taken: \(text)")
            } catch {
                #expect(error.line == line, "\(error)")
            }
        }
        #expect(throws: FaultProfileError.self) { try FaultProfile.parse("- 1", origin: "bad.yaml") }
        #expect(throws: FaultProfileError.self) { try FaultProfile.named("/nowhere/profile.yaml") }
        for kind in FaultKind.allCases { #expect(FaultKind(name: kind.name) == kind) }
    }
}
