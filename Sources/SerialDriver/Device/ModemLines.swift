import CTermios

/// Modem lines of a port. Source: tty_ioctl(4), TIOCM_*.
public struct ModemLines: OptionSet, Hashable, Sendable, CustomStringConvertible {
    /// Bits of TIOCM_*.
    public let rawValue: UInt32

    /// The lines with these bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Data terminal ready: ours.
    public static let dtr = ModemLines(rawValue: tb_dtr)
    /// Request to send: ours.
    public static let rts = ModemLines(rawValue: tb_rts)
    /// Clear to send: the other side's RTS, through a null-modem cable.
    public static let cts = ModemLines(rawValue: tb_cts)
    /// Data set ready: the other side's DTR.
    public static let dsr = ModemLines(rawValue: tb_dsr)
    /// Carrier detect: on most null-modem cables the other side's DTR.
    public static let dcd = ModemLines(rawValue: tb_dcd)
    /// Ring.
    public static let ri = ModemLines(rawValue: tb_ri)
    /// A spare output of the chip.
    public static let out1 = ModemLines(rawValue: tb_out1)
    /// A second spare output of the chip.
    public static let out2 = ModemLines(rawValue: tb_out2)
    /// The chip's own loopback: outputs are led to inputs within the chip.
    public static let loopback = ModemLines(rawValue: tb_loop)

    /// What the other side drives.
    public static let inputs: ModemLines = [.cts, .dsr, .dcd, .ri]
    /// What this side drives.
    public static let outputs: ModemLines = [.dtr, .rts]

    static let names: [(ModemLines, String)] = [
        (.dtr, "DTR"), (.rts, "RTS"), (.cts, "CTS"), (.dsr, "DSR"), (.dcd, "DCD"), (.ri, "RI"), (.out1, "OUT1"),
        (.out2, "OUT2"), (.loopback, "LOOP"),
    ]

    /// The lines that are on, for example `DTR RTS CTS`; `-` when none is.
    public var description: String {
        let on = ModemLines.names.filter { contains($0.0) }.map(\.1)
        return on.isEmpty ? "-" : on.joined(separator: " ")
    }
}
