import AcquirerHost
import Settlement
import Simulation
import Testing

/// A seeded bug with the profile under which it is looked for.
struct SeededBug: CustomTestStringConvertible, Sendable {
    let name: String
    let profile: FaultProfile
    /// What the host does wrong by rule while it is looked for.
    var rules: [HostRule] = []
    /// What terminal and host speak; nil for what the seed says.
    var style: SettlementStyle?
    /// What the shop has set up for evening, night and morning; nil for what the seed says.
    var habits: ShopHabits?
    /// Customers on each day.
    var transactions = 10
    /// Plays one terminal with the bug, and returns what broke.
    let play: @Sendable (WorldSettings) throws -> Violation?

    var testDescription: String { name }

    private static func firmware<Bug: FirmwareBug>(
        _ name: String, _ bug: Bug.Type, _ profile: FaultProfile = cuts, rules: [HostRule] = [],
        style: SettlementStyle? = nil, habits: ShopHabits? = nil, transactions: Int = 10
    ) -> SeededBug {
        SeededBug(
            name: name, profile: profile, rules: rules, style: style, habits: habits, transactions: transactions
        ) { settings in
            let world = try World<BuggyFirmware<Bug>, RealHost>(settings)
            world.run()
            return world.violation
        }
    }

    private static func host<Bug: HostBug>(
        _ name: String, _ bug: Bug.Type, _ profile: FaultProfile = cuts, style: SettlementStyle? = nil,
        transactions: Int = 10
    ) -> SeededBug {
        SeededBug(name: name, profile: profile, style: style, transactions: transactions) { settings in
            let world = try World<RealFirmware, BuggyHost<Bug>>(settings)
            world.run()
            return world.violation
        }
    }

    /// Harsh days with more power cuts and more that the host forgets, so that few seeds are enough.
    static let cuts: FaultProfile = {
        var profile = FaultProfile.harsh
        profile.name = "cuts"
        profile[.flashRot] = 0
        profile[.cutAtFlash] = 20_000
        profile[.plugPulled] = 100_000
        profile[.hostForgetsBooking] = 50_000
        profile[.responseLost] = 60_000
        profile[.responseLate] = 60_000
        return profile
    }()

    /// A host that often forgets to book, and is often not heard.
    static let forgetful: FaultProfile = {
        var profile = FaultProfile.calm
        profile.name = "forgetful"
        profile[.hostForgetsBooking] = 200_000
        profile[.responseLost] = 150_000
        profile[.requestLost] = 150_000
        profile[.plugPulled] = 50_000
        return profile
    }()

    /// A line on which half of all requests are lost, and a host that forgets.
    static let unheard: FaultProfile = {
        var profile = FaultProfile.calm
        profile.name = "unheard"
        profile[.hostForgetsBooking] = 200_000
        profile[.requestLost] = 500_000
        return profile
    }()

    /// Power that fails at every sixteenth flash operation, and a host that forgets: closes are cut short.
    static let cutShort: FaultProfile = {
        var profile = FaultProfile.calm
        profile.name = "cut short"
        profile[.hostForgetsBooking] = 300_000
        profile[.cutAtFlash] = 60_000
        profile[.responseLost] = 50_000
        return profile
    }()

    /// A network that brings other terminals' answers.
    static let misrouting: FaultProfile = {
        var profile = FaultProfile.calm
        profile.name = "misrouting"
        profile[.responseMisrouted] = 200_000
        return profile
    }()

    /// A host that answers these messages with this code: the n-th of them, or all.
    private static func refusal(_ kind: String, _ code: String, nth: Int?) -> HostRule {
        var rule = HostRule(name: "refuses \(kind)", action: .answer(code))
        rule.kind = kind
        rule.nth = nth
        return rule
    }

    /// A host that is slow or silent half of the time.
    static let silence: FaultProfile = {
        var profile = FaultProfile.calm
        profile.name = "silence"
        profile[.responseLost] = 250_000
        profile[.responseLate] = 250_000
        profile[.responseWrongMAC] = 20_000
        return profile
    }()

    /// A host that books, and is hardly ever heard.
    static let deaf: FaultProfile = {
        var profile = FaultProfile.calm
        profile.name = "deaf"
        profile[.responseLost] = 700_000
        return profile
    }()

    /// A host that closes batches by itself, is often not heard, and a shop that forgets to settle.
    static let forcing: FaultProfile = {
        var profile = FaultProfile.calm
        profile.name = "forcing"
        profile[.hostForcesClose] = 1_000_000
        profile[.settlementForgotten] = 800_000
        profile[.requestLost] = 250_000
        profile[.responseLost] = 250_000
        return profile
    }()

    /// A host that closes batches by itself while most that is sent to it is lost: stored advices wait when it does.
    static let adrift: FaultProfile = {
        var profile = FaultProfile.calm
        profile.name = "adrift"
        profile[.hostForcesClose] = 1_000_000
        profile[.settlementForgotten] = 1_000_000
        profile[.requestLost] = 960_000
        return profile
    }()

    /// A line on which hardly a request gets through.
    static let cutOff: FaultProfile = {
        var profile = FaultProfile.calm
        profile.name = "cut off"
        profile[.requestLost] = 850_000
        return profile
    }()

    /// All of them.
    static let all = general + ofKinds + ofTime

    /// Mistakes with what the terminal approves by itself, with forced closes, with each kind, and in Hypercom style.
    private static let ofKinds: [SeededBug] = [
        firmware("leaves a stored offline sale out", LeavesAdviceOut.self, .calm),
        firmware("marks an unanswered advice as delivered", MarksUnansweredDelivered.self, deaf),
        firmware(
            "keeps a refused advice in the totals", KeepsRefusedInTotals.self, .calm,
            rules: [refusal("offline sale", "05", nth: nil)]),
        firmware("sends the newest advice first", SendsNewestFirst.self, cutOff),
        firmware("sends advices before the reversal", AdvisesBeforeReversal.self, cutOff),
        firmware("takes a forced close for settled", ClearsForcedUnasked.self, forcing),
        firmware("loses what a forced close carries on", LosesCarried.self, adrift, transactions: 40),
        firmware("settles what it carries on", SettlesCarriedTwice.self, adrift, transactions: 40),
        firmware("leaves a close that nobody answered", LeavesUnansweredClose.self, cutOff),
        firmware("counts voided sales in net totals", CountsVoided.self, .calm, style: .hypercom),
        firmware("counts tips as sales of their own", CountsTipsApart.self, .calm, style: .hypercom),
        firmware("uses trace numbers of the upload again", ReusesUploadTraces.self, cutShort, style: .hypercom),
        firmware(
            "clears on 95 after the upload", ClearsOn95AfterUpload.self, forgetful,
            rules: [refusal("trailing settlement", "95", nth: 1)], style: .hypercom),
        firmware("takes 95 for the confirmation", ConfirmsOn95.self, forgetful, style: .hypercom),
        firmware("never says which record is the last", NeverSaysLast.self, forgetful, style: .hypercom),
        firmware("says of each record that it is the last", AlwaysSaysLast.self, forgetful, style: .hypercom),
        firmware("counts pre-authorizations", CountsHolds.self, .calm),
        firmware("voids a sale without its tip", VoidsWithoutTip.self, .calm, transactions: 40),
        firmware(
            "leaves refused records off the slip", HidesRefused.self, .calm,
            rules: [refusal("offline sale", "05", nth: nil)]),
        firmware("dates by the clock alone", DatesByClock.self),
        host(
            "host voids a sale without its tip", BooksVoidWithoutTip.self, .calm, style: .hypercom, transactions: 40),
        host("host completes a hold twice", CompletesTwice.self, .calm, transactions: 40),
    ]

    /// Mistakes with the times of a shop's evening, night and morning.
    private static let ofTime: [SeededBug] = [
        firmware("never reminds", NeverReminds.self, unsettled, habits: habits { $0.remindFrom = 20 * 60 }),
        firmware(
            "settles by itself in the morning", SettlesInTheMorning.self, .calm,
            habits: habits { $0.window = ShopHabits.Window(from: 23 * 60, to: 60) }),
        firmware(
            "settles by itself twice a day", SettlesTwiceADay.self, unsettled,
            habits: habits { $0.window = ShopHabits.Window(from: 14 * 60, to: 18 * 60) }),
        firmware(
            "forgets to settle by itself", MissesWindow.self, unsettled,
            habits: habits { $0.window = ShopHabits.Window(from: 22 * 60 + 30, to: 23 * 60 + 30) }),
        firmware(
            "overlooks what the shop wants in the morning", OverlooksMorning.self, unsettled,
            habits: habits { $0.morning = .settleFirst }),
        firmware(
            "takes another password for the supervisor's", TakesKnownPassword.self, unsettled,
            habits: habits {
                ($0.remindFrom, $0.refuseFrom, $0.supervisorPassword) = (15 * 60, 1, "0815")
            }),
        firmware("sells on over the night", SellsOverNight.self, unsettled, habits: .usual),
    ]

    private static func habits(_ change: (inout ShopHabits) -> Void) -> ShopHabits {
        var habits = ShopHabits()
        change(&habits)
        return habits
    }

    /// A shop in which nobody settles, whoever is asked puts it off, and plugs are pulled.
    static let unsettled: FaultProfile = {
        var profile = FaultProfile.calm
        profile.name = "unsettled"
        profile[.settlementForgotten] = 1_000_000
        profile[.settlementPutOff] = 900_000
        profile[.plugPulled] = 100_000
        return profile
    }()

    /// Mistakes with requests, reversals, the journal and the close.
    private static let general: [SeededBug] = [
        firmware("clears before the host confirmed", ClearsBeforeConfirmation.self),
        firmware("clears an unbalanced batch without upload", ClearsUnbalanced.self),
        firmware("forgets a running close at power-up", ForgetsCloseAtPowerUp.self, cutShort),
        firmware("begins the upload again after a cut", LosesUploadCursor.self, cutShort),
        firmware("prints a wrong total", PrintsWrongTotal.self, .calm),
        firmware("keeps the batch number after the close", KeepsBatchNumber.self),
        firmware("erases a reversal after three tries", ErasesReversal.self),
        firmware("sends the reversal after the next sale", ReversesAfterSale.self),
        firmware("forgets an unanswered request at power-up", ForgetsRequestAtPowerUp.self),
        firmware("gives an unanswered refund up", GivesUpAdvice.self, deaf),
        firmware("takes an answer with a wrong MAC", IgnoresMAC.self, silence),
        firmware("takes a late answer for the new request's", TakesLateAnswer.self, silence),
        firmware("takes a decline for an approval", TakesDeclineForApproval.self, .calm),
        firmware("uses trace numbers again after a start", ReusesTraces.self),
        firmware("takes a torn record", TakesTornRecord.self),
        firmware("loses the last record at a start", LosesLastRecord.self),
        firmware("ignores that the end of the upload failed", IgnoresTrailerFailure.self, unheard),
        firmware(
            "takes a declined end of the upload for done", TakesDeclinedTrailer.self,
            rules: [refusal("end of upload", "96", nth: 1)]),
        firmware("gives the upload up and clears", GivesUploadUp.self, unheard),
        firmware("notes a close only when it was answered", MarksCloseLate.self, cutOff),
        firmware("counts two kinds of upload in one counter", SharesUploadCounter.self, forgetful),
        firmware("sends a repeated upload block empty", EmptiesRepeatedBlock.self, forgetful),
        firmware("counts the totals in memory", CountsTotalsInMemory.self, style: .unionPay),
        firmware("sends the totals of domestic cards only", SendsHalfTotals.self, .calm),
        firmware("opens the next batch at midnight", RollsDayOnClock.self),
        firmware("never notes that the slip was printed", NeverNotesSlip.self),
        firmware("notes the slip before it is printed", NotesSlipEarly.self),
        firmware(
            "counts a declined advice", CountsDeclinedAdvice.self, .calm, rules: [refusal("refund", "05", nth: nil)]),
        firmware("takes another terminal's answer", TakesForeignAnswer.self, misrouting),
        firmware("settles before the reversal", SettlesBeforeReversal.self),
        firmware("sends an advice again under a new number", RenumbersAdvice.self, deaf),
        firmware("logs the card number", LogsCard.self, .calm),
        firmware("prints the card number", PrintsCard.self, .calm),
        host("host confirms a reversal and keeps the booking", ConfirmsWithoutReversing.self),
        host("host confirms the close and keeps the batch open", ConfirmsWithoutClosing.self, .calm),
        host("host books a repeated request twice", BooksTwice.self),
        host("host confirms an upload that it does not book", ConfirmsWithoutUpload.self),
    ]

    /// The same tampering without a mistake.
    static let none = firmware("no bug", NoBug.self)
}
