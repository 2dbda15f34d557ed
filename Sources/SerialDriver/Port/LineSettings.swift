import Glibc

/// Settings of a serial line: raw bytes, 8 data bits, no parity, 1 stop bit, no flow control, at a standard speed.
public struct LineSettings: Equatable, Sendable {
    /// Bits per second.
    public var baud: Int

    /// 8N1 at this speed.
    public init(baud: Int) { self.baud = baud }

    /// The system's constant for the speed. Source: termios(3), the speeds that a `speed_t` names.
    func speed(path: String) throws(SerialError) -> speed_t {
        let constant: Int32 =
            switch baud {
            case 300: B300
            case 600: B600
            case 1200: B1200
            case 2400: B2400
            case 4800: B4800
            case 9600: B9600
            case 19200: B19200
            case 38400: B38400
            case 57600: B57600
            case 115_200: B115200
            case 230_400: B230400
            case 460_800: B460800
            case 921_600: B921600
            default: -1
            }
        guard constant >= 0 else { throw SerialError(.unsupportedSpeed(baud), path: path) }
        return speed_t(constant)
    }
}
