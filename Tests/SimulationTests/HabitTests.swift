import Settlement
import Testing

@testable import Simulation

@Suite("A shop's evening, night and morning")
struct HabitTests {
    private func play(
        _ habits: ShopHabits, putOff: Int, days: Int = 3
    ) throws -> (world: World<RealFirmware, RealHost>, lines: [String]) {
        var profile = FaultProfile.calm
        profile.name = "unsettled"
        profile[.settlementForgotten] = 1_000_000
        profile[.settlementPutOff] = putOff
        var settings = WorldSettings(seed: 3, terminal: 0, days: days, transactions: 6, profile: profile)
        settings.habits = habits
        let world = try World<RealFirmware, RealHost>(settings)
        var lines: [String] = []
        world.log = { lines.append($0) }
        world.run()
        return (world, lines)
    }

    /// Times of day of the lines that say this.
    private func times(_ lines: [String], _ what: String) -> [String] {
        lines.filter { $0.contains(what) }.map { String($0.dropFirst(11).prefix(5)) }
    }

    @Test("every habit is played, and half of the shops have none")
    func bySeed() {
        let all = (0..<400).map { ShopHabits(seed: $0) }
        #expect((150...250).contains(all.count { $0 == .usual }))
        #expect(Set(all.map(\.morning)).count == 3 && Set(all.map(\.cutOver)).count == 2)
        #expect(Set(all.map(\.window?.from)).count == 5 && Set(all.map(\.remindFrom)).count == 4)
    }

    @Test(
        "nobody settles: each evening reminds, prints a slip of it, and the terminal settles by itself once in its window"
    )
    func window() throws {
        var habits = ShopHabits()
        habits.remindFrom = 20 * 60
        habits.screenFrom = 1
        habits.slipFrom = 2
        habits.window = ShopHabits.Window(from: 22 * 60 + 30, to: 23 * 60 + 30)
        let (world, lines) = try play(habits, putOff: 1_000_000)
        #expect(world.violation == nil, "\(String(describing: world.violation))")
        let settled = times(lines, "log settle.automatic")
        #expect(settled.count == 3 && settled.allSatisfy { ("22:30"..<"22:46").contains($0) }, "\(settled)")
        let reminded = times(lines, "log settle.reminder")
        #expect(reminded.count >= 6 && reminded.allSatisfy { $0 >= "20:00" }, "\(reminded)")
        #expect(lines.contains { $0.contains("display: settle-reminder") })
        #expect(world.counts.closes == 3)
    }

    @Test("a window after midnight belongs to the business day before it")
    func afterMidnight() throws {
        var habits = ShopHabits()
        habits.window = ShopHabits.Window(from: 2 * 60, to: 4 * 60)
        habits.cutOver = 4 * 60
        let (world, lines) = try play(habits, putOff: 0)
        #expect(world.violation == nil, "\(String(describing: world.violation))")
        // On the last evening somebody settles, so that a run comes to its end.
        let settled = times(lines, "log settle.automatic")
        #expect(settled.count == 2 && settled.allSatisfy { ("02:00"..<"02:16").contains($0) }, "\(settled)")
    }

    @Test(
        "the morning: asked, settled first, or settled by itself before the shop opens",
        arguments: MorningPolicy.allCases)
    func morning(_ policy: MorningPolicy) throws {
        var habits = ShopHabits()
        habits.morning = policy
        let (world, lines) = try play(habits, putOff: 0)
        #expect(world.violation == nil, "\(String(describing: world.violation))")
        let own = times(lines, "log settle.automatic")
        if policy == .automatic {
            #expect(own.count == 2 && own.allSatisfy { $0 < "00:16" }, "\(own)")
        } else {
            #expect(own.isEmpty && lines.contains { $0.contains("display: settle-first") })
        }
    }

    @Test(
        "from a reminder on nothing is sold: until it is settled where there is no supervisor, until a supervisor puts it off elsewhere",
        arguments: [nil, "0815"])
    func refusal(_ password: String?) throws {
        var habits = ShopHabits()
        (habits.remindFrom, habits.refuseFrom, habits.supervisorPassword) = (12 * 60, 1, password)
        let (world, lines) = try play(habits, putOff: 1_000_000)
        #expect(world.violation == nil, "\(String(describing: world.violation))")
        #expect(lines.contains { $0.contains("display: settle-now") })
        #expect(lines.contains { $0.contains("display: supervisor") } == (password != nil))
    }
}
