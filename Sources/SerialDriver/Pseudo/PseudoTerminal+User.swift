import CTermios
import Glibc

/// What the user of a pseudo-terminal has set, as far as it matters to the device behind it.
package struct PseudoUserMode: Equatable, Sendable {
    /// Speed, stop bits and flow control.
    package var settings: LineSettings
    /// Whether the user's output stops at XOFF (IXON), which the kernel does itself.
    package var stopsAtXOFF: Bool
    /// Whether the user wants XOFF sent when it cannot keep up (IXOFF), which the kernel leaves to the device.
    package var sendsXOFF: Bool
    /// The user's XON and XOFF (VSTART, VSTOP).
    package var start: UInt8, stop: UInt8
    /// Whether a break is left out (IGNBRK).
    package var ignoresBreak: Bool
    /// Whether a break interrupts the user's foreground programs (BRKINT).
    package var breakInterrupts: Bool
    /// Whether damage and breaks are to be marked (PARMRK).
    package var marksErrors: Bool
}

extension PseudoTerminal {
    /// What the user has set now. The settings of a pseudo-terminal are the same on both of its sides.
    package func modeOfUser() throws(SerialError) -> PseudoUserMode {
        guard master.enter() else { throw SerialError(.closed, path: devicePath) }
        defer { master.leave() }
        let mode = try TerminalMode.read(master.number, path: devicePath)
        let input = mode.line.input
        var start: UInt8 = 0
        var stop: UInt8 = 0
        withUnsafeBytes(of: mode.line.characters) {
            start = $0[Int(tb_cc_start)]
            stop = $0[Int(tb_cc_stop)]
        }
        return PseudoUserMode(
            settings: mode.settings, stopsAtXOFF: input & tb_in_ixon != 0, sendsXOFF: input & tb_in_ixoff != 0,
            start: start, stop: stop, ignoresBreak: input & tb_in_ignbrk != 0,
            breakInterrupts: input & tb_in_brkint != 0, marksErrors: input & tb_in_parmrk != 0)
    }

    /// Interrupts the foreground programs of the user, as a break does under BRKINT. Without such programs nothing happens.
    package func interruptUser() throws(SerialError) {
        _ = try use("TIOCSIG") { descriptor in tb_signal_user(descriptor, SIGINT) == 0 ? true : nil }
    }
}
