/// How often each fault strikes.
public struct FaultProfile: Sendable, Equatable {
    /// Name, for reports.
    public var name: String
    /// For each kind, how often of a million opportunities it strikes.
    private var rates: [Int]

    /// A profile without faults.
    public init(name: String) {
        self.name = name
        rates = Array(repeating: 0, count: FaultKind.allCases.count)
    }

    /// So often of a million opportunities.
    public subscript(kind: FaultKind) -> Int {
        get { rates[kind.rawValue] }
        set { rates[kind.rawValue] = min(max(newValue, 0), 1_000_000) }
    }

    /// Nothing goes wrong.
    public static let calm = FaultProfile(name: "calm")

    /// What a shop meets: a line that is mostly good, a host that is sometimes slow, people.
    public static let shop = FaultProfile(
        name: "shop",
        [
            .byteLost: 300, .byteChanged: 300, .byteDoubled: 100, .frameCut: 200,
            .connectionRefused: 2_000, .requestLost: 1_000, .requestDoubled: 300, .requestLate: 300,
            .responseLost: 1_500, .responseDoubled: 300, .responseLate: 1_000, .responseWrongMAC: 200,
            .hostRestart: 200, .hostForgetsBooking: 300,
            .hostRestartBefore: 200, .hostOldState: 50, .responseOvertaken: 200, .responseMisrouted: 50,
            .hostForcesClose: 50_000, .hostDown: 20_000,
            .cutAtFlash: 100, .cutInRecovery: 1_000, .cutAmidEffects: 50, .plugPulled: 1_000,
            .printerStops: 5_000, .clockJump: 20_000,
            .misread: 30_000, .swipedTwice: 10_000, .cancelled: 20_000, .wrongPIN: 20_000,
            .settlementForgotten: 100_000, .settlementPutOff: 300_000,
        ])

    /// More than any shop would bear: every kind of fault, many times a day.
    public static let harsh = FaultProfile(
        name: "harsh",
        [
            .byteLost: 10_000, .byteChanged: 10_000, .byteDoubled: 5_000, .frameCut: 8_000,
            .connectionRefused: 20_000, .requestLost: 20_000, .requestDoubled: 10_000, .requestLate: 15_000,
            .responseLost: 20_000, .responseDoubled: 10_000, .responseLate: 20_000, .responseWrongMAC: 10_000,
            .hostRestart: 5_000, .hostForgetsBooking: 10_000,
            .hostRestartBefore: 5_000, .hostOldState: 3_000, .responseOvertaken: 10_000, .responseMisrouted: 10_000,
            .hostForcesClose: 200_000, .hostDown: 150_000,
            .cutAtFlash: 4_000, .cutInRecovery: 30_000, .cutAmidEffects: 2_000, .plugPulled: 20_000,
            .printerStops: 50_000, .clockJump: 200_000, .flashRot: 2_000,
            .misread: 50_000, .swipedTwice: 50_000, .cancelled: 50_000, .wrongPIN: 50_000,
            .settlementForgotten: 300_000, .settlementPutOff: 500_000,
        ])

    /// The profiles that are built in.
    public static let all = [calm, shop, harsh]

    private init(name: String, _ rates: [FaultKind: Int]) {
        self.init(name: name)
        for (kind, rate) in rates { self[kind] = rate }
    }
}
