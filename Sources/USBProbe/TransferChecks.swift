import SerialDriver

/// A megabyte each way, both ways at the same time.
struct TransferChecks {
    let checks: Checks
    let host: Host

    /// Bytes each way.
    static let amount = 1 << 20

    func run() {
        for (baud, seed) in [(115_200, 11), (921_600, 12)] as [(Int, UInt32)] {
            checks.check("1 MB each way at once, set to \(baud) baud") {
                let port = try open(baud: baud)
                defer { port.close() }
                return try Self.exchange(port, host: host, amount: Self.amount, seed: seed)
            }
        }
    }

    private func open(baud: Int) throws -> SerialPort {
        try SerialPort(opening: AdapterChecks.node, settings: LineSettings(baud: baud))
    }

    /// Sends and receives at the same time, and compares with what the host counted.
    static func exchange(_ port: SerialPort, host: Host, amount: Int, seed: UInt32) throws -> String {
        let begun = Clock.now
        let reader = Worker(blocking: { try receive(port, amount) })
        let sent = Stream.bytes(amount, seed: seed)
        try host.ask("exchange", "\(amount)", "\(seed + 1000)")
        try port.writeAll(sent, deadline: .now + .seconds(30))
        let received = try reader.value(within: 30, "reading")
        let seconds = Clock.now - begun
        let ours = "\(sent.count) \(Stream.checksum(sent)) \(received.count) \(Stream.checksum(received))"
        let theirs = try host.ask("exchanged", "\(amount)")
        try require(ours == theirs, "we sent, received \(ours); the host received, sent \(theirs)")
        return "CRC-32 \(Stream.checksum(sent)) and \(Stream.checksum(received)), in \((seconds * 10).rounded() / 10) s"
    }

    /// Reads so many bytes.
    static func receive(_ port: SerialPort, _ amount: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(amount)
        while bytes.count < amount {
            bytes += try port.read(upTo: 4096, deadline: .now + .seconds(10))
        }
        return bytes
    }
}
