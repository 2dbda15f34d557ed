import AcquirerHost
import Simulation
import Testing

/// A seeded bug with the profile under which it is looked for.
struct SeededBug: CustomTestStringConvertible, Sendable {
    let name: String
    let profile: FaultProfile
    /// What the host does wrong by rule while it is looked for.
    var rules: [HostRule] = []
    /// Plays one terminal with the bug, and returns what broke.
    let play: @Sendable (WorldSettings) throws -> Violation?

    var testDescription: String { name }

    private static func firmware<Bug: FirmwareBug>(
        _ name: String, _ bug: Bug.Type, _ profile: FaultProfile = cuts, rules: [HostRule] = []
    ) -> SeededBug {
        SeededBug(name: name, profile: profile, rules: rules) { settings in
            let world = try World<BuggyFirmware<Bug>, RealHost>(settings)
            world.run()
            return world.violation
        }
    }

    private static func host<Bug: HostBug>(
        _ name: String, _ bug: Bug.Type, _ profile: FaultProfile = cuts
    ) -> SeededBug {
        SeededBug(name: name, profile: profile) { settings in
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

    /// All of them.
    static let all: [SeededBug] = [
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
        firmware("notes a close only when it was answered", MarksCloseLate.self, unheard),
        firmware("counts two kinds of upload in one counter", SharesUploadCounter.self, forgetful),
        firmware("sends a repeated upload block empty", EmptiesRepeatedBlock.self, forgetful),
        firmware("counts the totals in memory", CountsTotalsInMemory.self),
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
