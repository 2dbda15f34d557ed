import SerialDriver

/// The machine's second 16550, on the kernel's 8250 driver: modem lines through the chip's loopback, breaks, counters.
struct UARTChecks {
    let checks: Checks
    let host: Host

    static let node = "/dev/ttyS1"

    func run() {
        let settings = SettingsChecks(checks: checks, node: Self.node, hardware: "uart")
        settings.take([
            (LineSettings(baud: 115_200), ["baudrate=115200", "parity=N", "data=8", "stop=1"]),
            (LineSettings(baud: 9600, dataBits: .seven, parity: .even), ["baudrate=9600", "parity=E", "data=7"]),
            (LineSettings(baud: 300, dataBits: .five, parity: .odd, stopBits: .two), ["parity=O", "data=5", "stop=2"]),
            // 115200 / 12: a speed without a constant of its own.
            (LineSettings(baud: 10_473), ["baudrate=10472"]),
            (LineSettings(baud: 115_200, flowControl: .hardware), []),
        ])
        settings.refuse(LineSettings(baud: 250_000), .speed)
        loopback()
        waiting()
        breaks()
        checks.report(
            .unsupported, "framing errors, parity errors and overruns are counted",
            "QEMU's 16550 never has one")
    }

    static func open(_ options: PortOptions = PortOptions(), baud: Int = 115_200) throws -> SerialPort {
        try SerialPort(opening: node, settings: LineSettings(baud: baud), options: options)
    }

    /// Outputs of the chip and the inputs that they lead to. Source: PC16550D data sheet, modem control register, bit 4.
    private static let pairs: [(ModemLines, ModemLines)] = [(.rts, .cts), (.dtr, .dsr), (.out1, .ri), (.out2, .dcd)]

    private func loopback() {
        checks.check("modem lines follow through the chip's loopback") {
            let port = try Self.open()
            defer { port.close() }
            let outputs: ModemLines = [.rts, .dtr, .out1, .out2]
            try port.setModemLines(on: .loopback, off: outputs)
            defer { try? port.setModemLines(on: [.rts, .dtr, .out2], off: [.loopback, .out1]) }
            var seen: [String] = []
            for (output, input) in Self.pairs {
                try port.setModemLines(on: output, off: outputs.subtracting(output))
                let lines = try port.modemLines().intersection(.inputs)
                try require(lines == input, "\(output) on: \(lines)")
                seen.append("\(output) to \(lines)")
            }
            return seen.joined(separator: ", ")
        }
    }

    private func waiting() {
        for (who, isTask) in [("thread", false), ("task", true)] {
            checks.check("a \(who) that waits for CTS sees it change") {
                let port = try Self.open()
                defer { port.close() }
                try port.setModemLines(on: .loopback, off: .rts)
                defer { try? port.setModemLines(on: .rts, off: .loopback) }
                let end = ContinuousClock.now + .seconds(10)
                let waiter =
                    isTask
                    ? Worker({ (try await port.waitForModemChange(of: .cts, deadline: end), Clock.now) })
                    : Worker(blocking: { (try port.waitForModemChange(of: .cts, deadline: end), Clock.now) })
                try require(!Clock.wait(0.2) { waiter.hasEnded }, "it ended while nothing changed")
                // Once the line changes, and again should the wait have begun only after that.
                var begun = 0.0
                var isOn = false
                _ = Clock.wait(10) {
                    isOn.toggle()
                    begun = Clock.now
                    try? port.setModemLines(on: isOn ? .rts : [], off: isOn ? [] : .rts)
                    return Clock.wait(1) { waiter.hasEnded }
                }
                let (change, time) = try waiter.value(within: 1, "the wait")
                try require(change.changed == .cts && change.lines.contains(.cts) == isOn, "it saw \(change)")
                return "\(Clock.milliseconds(since: begun, to: time)) ms after RTS was switched"
            }
        }
    }

    private func breaks() {
        checks.check("a break is received, marked and counted") {
            var options = PortOptions()
            options.marksErrors = true
            let port = try Self.open(options)
            defer { port.close() }
            let before = try port.counters()
            var stream = MarkedInput()
            var items: [MarkedInput.Item] = []
            func read(until count: Int) throws {
                while items.count < count {
                    items += stream.receive(try port.read(upTo: 64, deadline: .now + .seconds(10)))
                }
            }
            try host.ask("line-send", "41ff42")
            while items.reduce(0, { $0 + $1.count }) < 3 { try read(until: items.count + 1) }
            try host.ask("break", "line")
            try read(until: items.count + 1)
            let bytes = items.dropLast().flatMap(\.bytes)
            try require(bytes == [0x41, 0xFF, 0x42] && items.last == .lineBreak, "read: \(items)")
            let counted = try port.counters().since(before)
            try require(counted.breaks == 1, "counted: \(counted.breaks)")
            return "41 FF 42, then a break; 1 counted"
        }
        checks.check("a break is sent") {
            let port = try Self.open()
            defer { port.close() }
            try host.ask("mark")
            try port.sendBreak(for: .milliseconds(250))
            let length = try host.ask("break-length")
            try require((Int(length) ?? 0) >= 240, "250 ms were asked for, the chip held it for \(length)")
            return "250 ms asked for, the chip held it for \(length) ms"
        }
    }
}

extension MarkedInput.Item {
    /// The sound bytes.
    fileprivate var bytes: [UInt8] { if case .bytes(let bytes) = self { bytes } else { [] } }
    fileprivate var count: Int { bytes.count }
}
