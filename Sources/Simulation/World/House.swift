import AcquirerHost
import Settlement

/// What a terminal and its host speak, and how the host settles. By seed, so that every combination is played.
package struct House: Sendable {
    let style: SettlementStyle
    let profile: HostProfile

    /// The usual one: UnionPay-style, with the host's usual profile.
    static let usual = House(profile: HostProfile())

    /// A host with this profile, and a terminal that speaks what it speaks.
    package init(profile: HostProfile) {
        style = profile.dialect == .hypercom ? .hypercom : .unionPay
        self.profile = profile
    }

    /// The one that belongs to a seed: half of the terminals are Hypercom-style, unless the style is given.
    init(seed: UInt64, style wanted: SettlementStyle? = nil) {
        var chance = ChanceStream(seed: seed, stream: 9)
        func one<Choice: CaseIterable>(of choices: Choice.Type) -> Choice where Choice.AllCases == [Choice] {
            let all = choices.allCases
            return all[chance.below(all.count)]
        }
        let isDrawn = chance.perMille(500)
        let isHypercom = wanted.map { $0 == .hypercom } ?? isDrawn
        style = isHypercom ? .hypercom : .unionPay
        let imbalance = one(of: HostProfile.Imbalance.self)
        profile = HostProfile(
            dialect: isHypercom ? .hypercom : .unionPay, capture: one(of: HostProfile.Capture.self),
            imbalance: isHypercom ? .code95 : imbalance, repeatedClose: one(of: HostProfile.RepeatedClose.self),
            afterUpload: one(of: HostProfile.AfterUpload.self))
    }

    /// Words for the log.
    var words: String {
        "\(profile.dialect.rawValue), capture by \(profile.capture.rawValue), imbalance \(profile.imbalance.rawValue), "
            + "repeated close \(profile.repeatedClose.rawValue), after upload \(profile.afterUpload.rawValue)"
    }
}
