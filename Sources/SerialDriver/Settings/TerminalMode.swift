import CTermios

/// The kernel's settings of a tty, and what they must be for a raw line.
///
/// Source: termios(3), tty_ioctl(4) (TCGETS2, TCSETS2).
struct TerminalMode: Sendable {
    var line = tb_line()

    /// What a descriptor has now.
    static func read(_ descriptor: Int32, path: String) throws(SerialError) -> TerminalMode {
        var mode = TerminalMode()
        guard tb_line_get(descriptor, &mode.line) == 0 else { throw SerialError.system("TCGETS2", path: path) }
        return mode
    }

    /// Gives this to a descriptor.
    func write(_ descriptor: Int32, path: String) throws(SerialError) {
        var line = line
        guard tb_line_set(descriptor, &line) == 0 else { throw SerialError.system("TCSETS2", path: path) }
    }

    /// The same with raw bytes at `settings`. Control characters, and whether DTR falls at the close, stay as they are
    /// unless `hangsUp` says otherwise.
    func raw(_ settings: LineSettings, marksErrors: Bool, hangsUp: Bool?) -> TerminalMode {
        var mode = self
        mode.line.input &= ~TerminalMode.inputBits
        // Without marks a damaged byte comes as it arrived: a zero in its place would hide what was there.
        // Framing errors are marked under INPCK as well, with parity or without.
        if marksErrors { mode.line.input |= tb_in_parmrk | tb_in_inpck }
        if settings.flowControl == .software { mode.line.input |= tb_in_ixon | tb_in_ixoff }
        mode.line.output &= ~tb_out_opost
        mode.line.local &= ~tb_lf_all
        mode.line.control &= ~TerminalMode.controlBits
        mode.line.control |= tb_cf_read | tb_cf_local | TerminalMode.control(settings)
        if let hangsUp {
            mode.line.control = hangsUp ? mode.line.control | tb_cf_hangup : mode.line.control & ~tb_cf_hangup
        }
        mode.set(tb_cc_min, 1)
        mode.set(tb_cc_time, 0)
        mode.set(tb_cc_start, 0x11)
        mode.set(tb_cc_stop, 0x13)
        mode.line.input_speed = UInt32(clamping: settings.baud)
        mode.line.output_speed = UInt32(clamping: settings.baud)
        return mode
    }

    private mutating func set(_ index: Int32, _ value: UInt8) {
        withUnsafeMutableBytes(of: &line.characters) { $0[Int(index)] = value }
    }

    private static let inputBits =
        tb_in_ignbrk | tb_in_brkint | tb_in_ignpar | tb_in_parmrk | tb_in_inpck | tb_in_istrip | tb_in_inlcr
        | tb_in_igncr | tb_in_icrnl | tb_in_iuclc | tb_in_ixon | tb_in_ixany | tb_in_ixoff | tb_in_imaxbel

    private static let controlBits =
        tb_cf_size | tb_cf_parity | tb_cf_odd | tb_cf_stick | tb_cf_stop2 | tb_cf_rtscts

    private static func control(_ settings: LineSettings) -> UInt32 {
        var bits: UInt32 =
            switch settings.dataBits {
            case .five: tb_cf_5
            case .six: tb_cf_6
            case .seven: tb_cf_7
            case .eight: tb_cf_8
            }
        switch settings.parity {
        case .none: break
        case .even: bits |= tb_cf_parity
        case .odd: bits |= tb_cf_parity | tb_cf_odd
        case .mark: bits |= tb_cf_parity | tb_cf_stick | tb_cf_odd
        case .space: bits |= tb_cf_parity | tb_cf_stick
        }
        if settings.stopBits == .two { bits |= tb_cf_stop2 }
        if settings.flowControl == .hardware { bits |= tb_cf_rtscts }
        return bits
    }

    /// The settings as a line has them.
    var settings: LineSettings {
        let size = line.control & tb_cf_size
        let bits: LineSettings.DataBits =
            size == tb_cf_8 ? .eight : size == tb_cf_7 ? .seven : size == tb_cf_6 ? .six : .five
        let hasParity = line.control & tb_cf_parity != 0
        let isOdd = line.control & tb_cf_odd != 0
        let parity: LineSettings.Parity =
            !hasParity ? .none : line.control & tb_cf_stick != 0 ? (isOdd ? .mark : .space) : isOdd ? .odd : .even
        let flow: LineSettings.FlowControl =
            line.control & tb_cf_rtscts != 0 ? .hardware : line.input & tb_in_ixon != 0 ? .software : .none
        return LineSettings(
            baud: Int(line.output_speed), dataBits: bits, parity: parity,
            stopBits: line.control & tb_cf_stop2 != 0 ? .two : .one, flowControl: flow)
    }

    /// True when bytes pass unchanged: no translation, no echo, no line editing, no signals.
    var isRaw: Bool {
        let translated = tb_in_istrip | tb_in_inlcr | tb_in_igncr | tb_in_icrnl | tb_in_iuclc
        return line.input & translated == 0 && line.output & tb_out_opost == 0 && line.local & tb_lf_all == 0
    }
}
