import SerialDriver

/// Settings, modem lines, counters and breaks of the USB adapter, on ftdi_sio.
struct AdapterLineChecks {
    let checks: Checks
    let host: Host

    func run() {
        let settings = SettingsChecks(checks: checks, node: AdapterChecks.node, hardware: "adapter")
        settings.take([
            (LineSettings(baud: 250_000), ["baud=250000"]),
            (LineSettings(baud: 9600, dataBits: .seven, parity: .even), ["baud=9600", "parity=E", "data=7"]),
            (LineSettings(baud: 19_200, stopBits: .two), ["baud=19200", "data=8", "stop=2"]),
            (LineSettings(baud: 115_200, flowControl: .hardware), ["flow="]),
            (LineSettings(baud: 115_200, flowControl: .software), ["xon=0x11", "xoff=0x13"]),
            // QEMU's adapter refuses these two; the driver logs that, and tells nobody.
            (LineSettings(baud: 9600, parity: .mark), []), (LineSettings(baud: 9600, parity: .space), []),
        ])
        // Five bits the driver takes, for certain card readers, and the chip makes eight of them.
        // Source: Linux, drivers/usb/serial/ftdi_sio.c, ftdi_set_termios.
        settings.refuse(LineSettings(baud: 9600, dataBits: .six), .dataBits)
        modemLines()
        counters()
        latency()
        breakSent()
    }

    private func open(_ options: PortOptions = PortOptions()) throws -> SerialPort {
        try SerialPort(opening: AdapterChecks.node, settings: LineSettings(baud: 115_200), options: options)
    }

    private func modemLines() {
        checks.check("modem lines are read, DTR and RTS are set") {
            let port = try open()
            defer { port.close() }
            let all = try port.modemLines()
            try require(all.isSuperset(of: [.dtr, .rts, .cts, .dsr, .dcd]), "opened with \(all)")
            try port.setModemLines(off: [.dtr])
            let without = try port.modemLines()
            try require(without == all.subtracting(.dtr), "DTR off: \(without)")
            try port.setModemLines(on: [.dtr], off: [.rts])
            let other = try port.modemLines()
            try require(other == all.subtracting(.rts), "DTR on, RTS off: \(other)")
            return "\(all), then \(without), then \(other)"
        }
    }

    private func counters() {
        checks.check("counters count every byte") {
            let port = try open()
            defer { port.close() }
            let before = try port.counters()
            let amount = 5000
            _ = try TransferChecks.exchange(port, host: host, amount: amount, seed: 31)
            let counted = try port.counters().since(before)
            try require(
                counted.received == UInt32(amount) && counted.sent == UInt32(amount),
                "\(amount) bytes each way were counted as \(counted)")
            return "\(counted.received) received, \(counted.sent) sent"
        }
    }

    /// The adapter's latency timer, in milliseconds.
    static let latencyTimer = Attribute(path: "/sys/class/tty/ttyUSB0/device/latency_timer")

    private func latency() {
        checks.check("the low latency flag sets the adapter's timer") {
            try Self.latencyTimer.write("16")
            var options = PortOptions()
            options.lowLatency = true
            let port = try open(options)
            let isOn = try port.lowLatency()
            let during = try Self.latencyTimer.read()
            port.close()
            let after = try Self.latencyTimer.read()
            try require(isOn && during == "1", "flag \(isOn), timer \(during) ms")
            try require(after == "16", "16 ms before, \(after) ms after the close")
            return "16 ms, \(during) ms while open, \(after) ms after the close"
        }
    }

    private func breakSent() {
        checks.check("a break is sent") {
            let port = try open()
            defer { port.close() }
            try host.ask("mark")
            try port.sendBreak(for: .milliseconds(250))
            let length = try host.ask("adapter-break-length")
            try require((Int(length) ?? 0) >= 240, "250 ms were asked for, the adapter held it for \(length)")
            return "250 ms asked for, the adapter was told to hold it for \(length) ms"
        }
    }
}
