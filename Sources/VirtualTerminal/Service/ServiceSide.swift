import SMP
import TerminalFirmware
import TerminalManagement

/// What serves the service port: beside the firmware, or alone in recovery.
enum ServiceSide {
    typealias Server = ManagementServer<ProgramChip.Region, SoftwareVerifier>

    case running(Server)
    case recovery(RecoveryServer<ProgramChip.Region, SoftwareVerifier>)

    /// True when no firmware runs.
    var isInRecovery: Bool { if case .recovery = self { true } else { false } }

    private var server: Server {
        switch self {
        case .running(let server): server
        case .recovery(let recovery): recovery.server
        }
    }

    /// Goes on where the one before a reset stood.
    mutating func goOn(after other: ServiceSide) {
        switch self {
        case .running(var server):
            server.goOn(after: other.server)
            self = .running(server)
        case .recovery(var recovery):
            recovery.goOn(after: other.server)
            self = .recovery(recovery)
        }
    }

    mutating func receive(_ bytes: [UInt8], _ terminal: inout TerminalView) -> [ManagementEffect] {
        switch self {
        case .running(var server):
            let effects = server.receive(bytes, &terminal)
            self = .running(server)
            return effects
        case .recovery(var server):
            let effects = server.receive(bytes, &terminal)
            self = .recovery(server)
            return effects
        }
    }

    mutating func tick() -> [ManagementEffect] {
        guard case .recovery(var server) = self else { return [] }
        let effects = server.tick()
        self = .recovery(server)
        return effects
    }
}

/// What is to be started anew.
enum Restart: Equatable {
    /// The board, over its bootloader.
    case board(toRecovery: Bool)
    /// The firmware alone, with other settings.
    case firmware
}

extension ServiceWork {
    /// The firmware's word for what was asked on the service port.
    init(_ work: TerminalWork, confirmation: String, subject: UInt32) {
        switch work {
        case .signOn: self = .signOn
        case .sendReversal: self = .sendReversal
        case .sendStored: self = .sendStored
        case .settle: self = .settle
        case .reprintSlip: self = .reprintSlip
        case .confirmClose: self = .confirmClose(confirmation, batch: subject)
        case .confirmReversal: self = .confirmReversal(confirmation, trace: subject)
        }
    }
}
