import TestSupport

extension Place {
    /// Emulated devices.
    static let devices = repository + "/Tests/TerminalServiceTests/Devices"
}
