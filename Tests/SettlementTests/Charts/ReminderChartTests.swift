import Settlement
import Testing

@Suite("The chart of the forgotten settlement")
struct ReminderChartTests {
    /// A shop at a moment.
    private struct Moment {
        var now: ClockTime
        var diary: SettlementDiary
        var openSince: CalendarDate?

        var situation: SettlementSituation {
            SettlementSituation(
                now: now, isClockCredible: true, openedAt: openSince.map { BusinessDay.calendar.begin(of: $0) },
                openSince: openSince, isIdle: true,
                isClosing: false)
        }
    }

    private static let reminder: SettlementReminder = {
        var policy = SettlementPolicy()
        policy.remindFrom = TimeOfDay(minute: 20 * 60)
        policy.refuseFrom = 6
        return SettlementReminder(policy: policy, businessDay: .calendar, terminalID: "10000001")
    }()

    private func state(_ moment: Moment) -> String {
        guard moment.openSince != nil else { return "quiet" }
        let diary = moment.diary
        if diary.day == moment.now.date, let until = diary.putOffUntil, moment.now < until { return "put-off" }
        switch ReminderChartTests.reminder.refusal(in: moment.situation, diary) {
        case .reminded: return "refusal"
        case .unanswered, .settleFirst: return "morning"
        case nil: break
        }
        switch ReminderChartTests.reminder.level(in: moment.situation, diary) {
        case .none: return "quiet"
        case .line: return "line"
        case .screen: return "screen"
        case .slip: return "slip"
        case .refusal: return "refusal"
        }
    }

    /// What can happen next, and where it leads.
    private func next(_ moment: Moment) -> [(event: String, after: Moment)] {
        var steps: [(String, Moment)] = []
        var later = moment
        // Nothing happens between the morning and the evening.
        later.now = max(
            moment.now.adding(seconds: 15 * 60),
            BusinessDay.calendar.begin(of: moment.now.date).adding(seconds: 20 * 3600))
        if later.now.date == moment.now.date {
            let actions = ReminderChartTests.reminder.look(at: later.situation, &later.diary)
            let isReminded = actions.contains { if case .remind = $0 { true } else { false } }
            steps.append((isReminded ? "reminded" : "time", later))
        }
        var morning = moment
        morning.now = BusinessDay.calendar.begin(of: moment.now.date).adding(seconds: (24 + 8) * 3600)
        _ = ReminderChartTests.reminder.look(at: morning.situation, &morning.diary)
        steps.append(("new-day", morning))
        // Only a screen that asks can be put off.
        if ["screen", "slip", "refusal", "morning"].contains(state(moment)) {
            for (who, event) in [(PutOffBy.clerk, "put-off"), (.supervisor, "put-off-by-supervisor")] {
                var off = moment
                if ReminderChartTests.reminder.putOff(by: who, in: moment.situation, &off.diary) {
                    steps.append((event, off))
                }
            }
        }
        var settled = moment
        settled.openSince = nil
        settled.diary.settled()
        steps.append(("settled", settled))
        return steps
    }

    @Test("has the arrows that the code takes, no more and no fewer")
    func arrows() {
        var frontier = [
            Moment(
                now: BusinessDay.calendar.begin(of: monday.date).adding(seconds: 71_100),
                diary: SettlementDiary(day: monday.date), openSince: monday.date)
        ]
        var known: Set<String> = []
        var taken: Set<Arrow> = []
        for _ in 0..<14 {
            var reached: [Moment] = []
            for moment in frontier where moment.openSince != nil {
                for (event, after) in next(moment) {
                    let (before, then) = (state(moment), state(after))
                    // Time alone, without a reminder, ends nothing but what was put off, and that is reminded of at once.
                    if event == "time" { #expect(before == then, "\(before) to \(then) without a reminder") }
                    if event == "reminded" || before != then, event != "time" {
                        taken.insert(Arrow(from: before, event: event, to: then))
                    }
                    // Three days are as good as many.
                    let isFar = after.now.secondNumber - monday.secondNumber > 3 * 86_400
                    if !isFar, known.insert("\(after)").inserted { reached.append(after) }
                }
            }
            frontier = Array(reached.prefix(400))
        }
        let drawn = Arrow.all(of: .forgottenSettlement)
        #expect(taken.subtracting(drawn).isEmpty, "the code takes what the chart does not show")
        #expect(drawn.subtracting(taken).isEmpty, "the chart shows what the code never takes")
    }

    @Test("the counts that the chart tells of are the policy's usual values")
    func counts() {
        let policy = SettlementPolicy()
        let texts = StateChart.forgottenSettlement.transitions.compactMap { $0.condition?.english }
        #expect(texts.contains("the \(policy.screenFrom ?? 0)nd on (settle-screen-from)"))
        #expect(texts.contains("the \(policy.slipFrom ?? 0)th on (settle-slip-from)"))
        #expect(texts.contains("at most \(policy.mostPutOffs) a day (settle-put-offs)"))
        #expect(
            StateChart.forgottenSettlement.state("put-off")?.meaning.english.contains("(\(policy.putOffMinutes))")
                == true)
    }
}
