import SerialDriver

/// What a console tells about its line.
public enum ConsoleReport {
    /// Settings, modem lines and counters of an open port. What the device lacks is said.
    public static func lines(_ port: SerialPort) -> [String] {
        [
            told("line: ") { () throws(SerialError) in try port.settingsOfDevice().description },
            told("modem lines on: ") { () throws(SerialError) in try port.modemLines().description },
            told("counted by the device: ") { () throws(SerialError) in words(try port.counters()) },
            told("waiting: ") { () throws(SerialError) in
                "\(try port.pendingInput()) bytes to be read, \(try port.pendingOutput()) to leave"
            },
        ]
    }

    /// Switches a modem line of this side over.
    ///
    /// - Returns: What became of it.
    public static func toggle(_ line: ModemLines, of port: SerialPort) -> String {
        told("") { () throws(SerialError) in
            let isOn = try port.modemLines().contains(line)
            if isOn { try port.setModemLines(off: line) } else { try port.setModemLines(on: line) }
            return "\(line) " + (isOn ? "off" : "on")
        }
    }

    /// Sends a break of a quarter of a second, for which the call blocks.
    ///
    /// - Returns: What became of it.
    public static func sendBreak(on port: SerialPort) -> String {
        told("") { () throws(SerialError) in
            try port.sendBreak(for: .milliseconds(250))
            return "a break was sent"
        }
    }

    private static func words(_ counters: LineCounters) -> String {
        let counted: [(String, UInt32)] = [
            ("received", counters.received), ("sent", counters.sent), ("framing errors", counters.framingErrors),
            ("parity errors", counters.parityErrors), ("overruns", counters.overruns),
            ("kernel overruns", counters.bufferOverruns), ("breaks", counters.breaks),
        ]
        return counted.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }

    private static func told(_ name: String, _ body: () throws(SerialError) -> String) -> String {
        do throws(SerialError) { return name + (try body()) } catch {
            if case .notSupported(let feature) = error.kind {
                return "not supported by this device or its driver: \(feature.rawValue)"
            }
            return "\(error.what): \(error.why)"
        }
    }
}
