import SerialDriver

extension LineCheck {
    /// One check for each number of data bits; the forms that a device refuses are named in the facts.
    static let forms: [LineCheck] = LineSettings.DataBits.allCases.reversed().map { bits in
        LineCheck(
            "form-\(bits.rawValue)",
            "With \(bits.rawValue) data bits, each parity and each number of stop bits is taken, read back, and carries bytes."
        ) { bench in
            try await bench.withEnds { ends in
                var refused: [SerialError] = []
                var names: [String] = []
                var taken = 0
                for settings in LineSettings.forms(bits, like: bench.settings) {
                    do throws(SerialError) { try ends.change(to: settings) } catch {
                        guard Verdict.lack(error, isPseudoTerminal: bench.pair.isPseudoTerminal) != nil else {
                            throw error
                        }
                        refused.append(error)
                        names.append(settings.form)
                        // One end may have taken it: both are to be alike again.
                        try ends.change(to: bench.settings)
                        continue
                    }
                    taken += 1
                    try await bench.form(settings, ends)
                }
                if taken == 0, let error = refused.first { throw error }
                bench.note(Fact("forms", Double(taken), ""))
                if !names.isEmpty { bench.note(Fact("not supported", names.joined(separator: " "))) }
            }
        }
    }
}

extension Workbench {
    /// Reads a form back on both sides and sends bytes at it.
    fileprivate func form(_ settings: LineSettings, _ ends: Ends) async throws {
        for port in ends.ports {
            let found = try port.settingsOfDevice()
            guard found.form == settings.form else {
                throw Mismatch(expected: settings.form, got: found.form, place: "settings read back from \(port.path)")
            }
        }
        let count = settings.characters(in: .milliseconds(50), least: 32, most: 256)
        let sent = data.bytes(count, for: "form \(settings.form)", mask: settings.mask)
        for way in ends.ways { try await transfer(sent, way) }
    }
}

extension LineSettings {
    /// Data bits, parity and stop bits alone, for example `7E1`.
    var form: String {
        String(LineSettings(baud: 1, dataBits: dataBits, parity: parity, stopBits: stopBits).description.dropFirst(2))
    }

    /// Each parity with each number of stop bits.
    static func forms(_ bits: DataBits, like settings: LineSettings) -> [LineSettings] {
        Parity.allCases.flatMap { parity in
            StopBits.allCases.map { stop in
                LineSettings(
                    baud: settings.baud, dataBits: bits, parity: parity, stopBits: stop,
                    flowControl: settings.flowControl)
            }
        }
    }
}
