/// Settings of a serial line that carries raw bytes.
public struct LineSettings: Equatable, Hashable, Sendable {
    /// Data bits of a character. Bytes keep to the low bits. Source: termios(3), CSIZE.
    public enum DataBits: Int, CaseIterable, Sendable {
        /// Five bits.
        case five = 5
        /// Six bits.
        case six = 6
        /// Seven bits.
        case seven = 7
        /// Eight bits.
        case eight = 8
    }

    /// Parity bit of a character. Source: termios(3), PARENB, PARODD, CMSPAR.
    public enum Parity: String, CaseIterable, Sendable {
        /// No parity bit.
        case none
        /// The ones of data and parity are even in number.
        case even
        /// The ones of data and parity are odd in number.
        case odd
        /// The bit is always one.
        case mark
        /// The bit is always zero.
        case space
    }

    /// Stop bits of a character. Source: termios(3), CSTOPB.
    public enum StopBits: Int, CaseIterable, Sendable {
        /// One.
        case one = 1
        /// Two (one and a half with five data bits, on most chips).
        case two = 2
    }

    /// How a receiver that is full holds the sender back.
    public enum FlowControl: String, CaseIterable, Sendable {
        /// Not at all.
        case none
        /// By the bytes XOFF (13h) and XON (11h), which then cannot be data. Source: termios(3), IXON, IXOFF.
        case software = "xonxoff"
        /// By the lines RTS and CTS. Source: termios(3), CRTSCTS.
        case hardware = "rtscts"
    }

    /// Speeds that may be asked for, in bits per second: above them no UART or adapter is known.
    public static let speeds = 1...20_000_000

    /// Bits per second, one of ``speeds``; a device that cannot do it refuses.
    public var baud: Int
    /// Data bits of a character.
    public var dataBits: DataBits
    /// Parity of a character.
    public var parity: Parity
    /// Stop bits of a character.
    public var stopBits: StopBits
    /// Flow control.
    public var flowControl: FlowControl

    /// Settings at this speed; 8N1 without flow control unless told otherwise.
    public init(
        baud: Int, dataBits: DataBits = .eight, parity: Parity = .none, stopBits: StopBits = .one,
        flowControl: FlowControl = .none
    ) {
        self.baud = baud
        self.dataBits = dataBits
        self.parity = parity
        self.stopBits = stopBits
        self.flowControl = flowControl
    }

    /// Bits on the line for a character: a start bit, data, parity, stop bits.
    public var bitsPerCharacter: Int { 1 + dataBits.rawValue + (parity == .none ? 0 : 1) + stopBits.rawValue }

    /// How long a character takes, in nanoseconds, rounded up.
    public var nanosecondsPerCharacter: UInt64 {
        let speed = UInt64(max(1, baud))
        return (UInt64(bitsPerCharacter) * 1_000_000_000 + speed - 1) / speed
    }
}
