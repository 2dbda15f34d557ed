import SerialDriver

/// Line settings on real drivers: what is read back from the kernel, and what the emulated hardware was told.
struct SettingsChecks {
    let checks: Checks
    /// The port.
    let node: String
    /// The host's word for its hardware, `adapter` or `uart`; nil where nobody can look into it.
    var hardware: String?
    /// Settings to begin with.
    var before = LineSettings(baud: 38_400)

    /// Sets each form, reads it back, and asks the hardware; `told` is what its trace must hold.
    func take(_ forms: [(settings: LineSettings, told: [String])]) {
        for (settings, told) in forms {
            checks.check("\(settings) is set and read back\(told.isEmpty ? "" : ", and reaches the hardware")") {
                let port = try SerialPort(opening: node, settings: before)
                defer { port.close() }
                try checks.host.ask("mark")
                try port.change(to: settings)
                let got = try port.settingsOfDevice()
                try require(got == settings, "read back: \(got)")
                guard let hardware else { return "\(got)" }
                let heard = try checks.host.ask(hardware)
                for word in told { try require(heard.contains(word), "the hardware was told \(heard)") }
                return "told \(heard)"
            }
        }
    }

    /// Asks for what the driver cannot do: the refusal must be typed, and the line must stay as it was.
    func refuse(_ settings: LineSettings, _ setting: SerialError.Setting) {
        checks.check("\(settings) is refused, since the driver cannot do that") {
            let port = try SerialPort(opening: node, settings: before)
            defer { port.close() }
            do {
                try port.change(to: settings)
            } catch let error as SerialError {
                guard case .settingRefused(setting, let wanted, let got) = error.kind else { throw error }
                let now = try port.settingsOfDevice()
                try require(now == before, "the line is left at \(now)")
                return "\(setting.rawValue) \(wanted) refused, the driver made it \(got)"
            }
            throw Checks.Wrong("it was taken: \(try port.settingsOfDevice())")
        }
    }
}
