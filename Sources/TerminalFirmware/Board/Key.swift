/// A key of the terminal's keypad.
public enum Key: Equatable, Sendable {
    /// 0 to 9.
    case digit(UInt8)
    /// Confirm 确认.
    case enter
    /// Delete the last character 清除.
    case clear
    /// Leave 取消.
    case cancel
    /// Menu 功能.
    case function

    /// Names as they are printed on the keys: `0` to `9`, `ENTER`, `CLEAR`, `CANCEL`, `FUNC`.
    public init?(name: String) {
        switch name {
        case "ENTER": self = .enter
        case "CLEAR": self = .clear
        case "CANCEL": self = .cancel
        case "FUNC": self = .function
        default:
            let bytes = [UInt8](name.utf8)
            guard bytes.count == 1, (0x30...0x39).contains(bytes[0]) else { return nil }
            self = .digit(bytes[0] - 0x30)
        }
    }
}
