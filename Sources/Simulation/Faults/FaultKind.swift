/// What can go wrong in a simulated day. Each has an opportunity at which it may strike, and a rate in the profile.
public enum FaultKind: Int, CaseIterable, Sendable {
    // On the serial line; the opportunity is a frame or an acknowledgement.
    case byteLost
    case byteChanged
    case byteDoubled
    case frameCut
    // Between bridge and host; the opportunity is a request or a response.
    case connectionRefused
    case requestLost
    case requestDoubled
    case requestLate
    case responseLost
    case responseDoubled
    case responseLate
    case responseWrongMAC
    case hostRestart
    case hostForgetsBooking
    // Power; the opportunity is a flash operation, an event that the terminal takes in, a customer.
    case cutAtFlash
    case cutInRecovery
    case cutAmidEffects
    case plugPulled
    // The terminal's own parts; the opportunity is a print job, a night, a night.
    case printerStops
    case clockJump
    case flashRot
    // People; the opportunity is a customer, an evening, a morning.
    case misread
    case swipedTwice
    case cancelled
    case wrongPIN
    case settlementForgotten
    case settlementPutOff
    // Between bridge and host, and the host again; the opportunity is a request or a response.
    case hostRestartBefore
    case hostOldState
    case responseOvertaken
    case responseMisrouted
    // The host's own day; the opportunity is a night, a morning.
    case hostForcesClose
    case hostDown

    /// Name in profiles and reports.
    public var name: String {
        switch self {
        case .byteLost: "byte-lost"
        case .byteChanged: "byte-changed"
        case .byteDoubled: "byte-doubled"
        case .frameCut: "frame-cut"
        case .connectionRefused: "connection-refused"
        case .requestLost: "request-lost"
        case .requestDoubled: "request-doubled"
        case .requestLate: "request-late"
        case .responseLost: "response-lost"
        case .responseDoubled: "response-doubled"
        case .responseLate: "response-late"
        case .responseWrongMAC: "response-wrong-mac"
        case .hostRestart: "host-restart"
        case .hostForgetsBooking: "host-forgets-booking"
        case .cutAtFlash: "cut-at-flash"
        case .cutInRecovery: "cut-in-recovery"
        case .cutAmidEffects: "cut-amid-effects"
        case .plugPulled: "plug-pulled"
        case .printerStops: "printer-stops"
        case .clockJump: "clock-jump"
        case .flashRot: "flash-rot"
        case .misread: "misread"
        case .swipedTwice: "swiped-twice"
        case .cancelled: "cancelled"
        case .wrongPIN: "wrong-pin"
        case .settlementForgotten: "settlement-forgotten"
        case .settlementPutOff: "settlement-put-off"
        case .hostRestartBefore: "host-restart-before"
        case .hostOldState: "host-old-state"
        case .responseOvertaken: "response-overtaken"
        case .responseMisrouted: "response-misrouted"
        case .hostForcesClose: "host-forces-close"
        case .hostDown: "host-down"
        }
    }

    /// The kind of this name.
    public init?(name: String) {
        guard let kind = FaultKind.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }
}
