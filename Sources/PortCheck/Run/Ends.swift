import SerialDriver

/// One way from a port to a port.
struct Way: Sendable {
    /// For example `A to B`.
    let name: String
    let from: SerialPort
    let to: SerialPort

    /// Name and settings of the receiver, for reports.
    var place: String { "\(name) at \(to.settings)" }
}

/// Both ports of a pair, open. With a loopback plug they are the same one.
struct Ends: Sendable {
    let a: SerialPort
    let b: SerialPort

    var isLoopback: Bool { a === b }

    /// Both directions; one with a loopback plug.
    var ways: [Way] {
        if isLoopback { return [Way(name: "A to A", from: a, to: a)] }
        return [Way(name: "A to B", from: a, to: b), Way(name: "B to A", from: b, to: a)]
    }

    /// The ports, each once.
    var ports: [SerialPort] { isLoopback ? [a] : [a, b] }

    /// Changes the settings of both.
    func change(to settings: LineSettings) throws(SerialError) {
        for port in ports { try port.change(to: settings) }
    }
}
