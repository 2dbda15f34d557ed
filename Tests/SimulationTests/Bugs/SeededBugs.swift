import Simulation
import Testing

/// A seeded bug with the profile under which it is looked for.
struct SeededBug: CustomTestStringConvertible, Sendable {
    let name: String
    let profile: FaultProfile
    /// Plays one terminal with the bug, and returns what broke.
    let play: @Sendable (WorldSettings) throws -> Violation?

    var testDescription: String { name }

    private static func firmware<Bug: FirmwareBug>(
        _ name: String, _ bug: Bug.Type, _ profile: FaultProfile = cuts
    ) -> SeededBug {
        SeededBug(name: name, profile: profile) { settings in
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
        firmware("forgets a running close at power-up", ForgetsCloseAtPowerUp.self),
        firmware("begins the upload again after a cut", LosesUploadCursor.self),
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
