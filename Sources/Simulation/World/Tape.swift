import PaymentCrypto
import Settlement
import TerminalFirmware

/// What reached a terminal in a world, to play it to the firmware alone.
package final class Tape {
    /// Requests that reached the host, and its answers.
    package internal(set) var payloads: [[UInt8]] = []
    /// Requests that left the terminal, also those that reached no host, and answers that came back to it, as a capture at
    /// the bridge holds them: with milliseconds since the first midnight.
    package internal(set) var passed: [(at: Int64, payload: [UInt8])] = []
    /// How many effects the firmware had.
    package internal(set) var effects = 0
    var events: [(event: TerminalEvent, at: ClockTime, uptime: Int64)] = []
    var settings: WorldSettings?
    var parameters: TerminalParameters?

    /// An empty tape.
    package init() {}

    /// The firmware on parts of its own, ready to play this tape of a world in which nothing failed.
    ///
    /// - Throws: What the cryptography or the journal throws.
    package func player() throws -> Player { try Player(self) }

    /// Plays a tape.
    package final class Player {
        private let tape: Tape
        private var firmware: RealFirmware?
        /// How many effects the firmware had.
        package private(set) var effects = 0

        fileprivate init(_ tape: Tape) throws {
            self.tape = tape
            guard let settings = tape.settings, let parameters = tape.parameters, let first = tape.events.first else {
                return
            }
            let faults = FaultInjector(seed: settings.terminalSeed, profile: .calm)
            let chip = FlashChip(geometry: World<RealFirmware, RealHost>.geometry, faults: faults)
            let element = try ElementChip(
                master: SecretKey(hex: World<RealFirmware, RealHost>.masterKey),
                random: SeededBytes(seed: settings.terminalSeed, stream: 5).source)
            firmware = try RealFirmware(
                flash: SimulatedFlash(chip), element: SimulatedElement(element), parameters: parameters, at: first.at)
        }

        /// Plays the tape to its end.
        package func play() {
            for (event, time, uptime) in tape.events {
                effects += firmware?.handle(event, at: time, uptime: uptime).count ?? 0
            }
        }
    }
}
