import SerialDriver
import Synchronization

/// What a check works with.
struct Workbench: Sendable {
    let pair: PortPair
    let options: CheckOptions
    let ports: OpenPorts
    let keepers: [Keeper]
    let notes = Notes()

    /// Settings where a check has no reason for others.
    var settings: LineSettings { options.settings }
    var data: TestData { TestData(seed: options.seed) }

    /// Keeps a fact for the report.
    func note(_ fact: Fact) { notes.add(fact) }

    /// Opens both ports, waits until nothing of earlier checks comes any more, and gives them back afterwards.
    func withEnds<Value: Sendable>(
        a: LineSettings? = nil, b: LineSettings? = nil, optionsOfA: PortOptions = PortOptions(),
        optionsOfB: PortOptions = PortOptions(), _ body: (Ends) async throws -> Value
    ) async throws -> Value {
        let first = try ports.open(pair.a, a ?? settings, optionsOfA)
        defer { ports.close(first) }
        let second = pair.isLoopback ? first : try ports.open(pair.b, b ?? settings, optionsOfB)
        defer { if second !== first { ports.close(second) } }
        let ends = Ends(a: first, b: second)
        for port in ends.ports {
            try port.discard()
            try await quiet(port)
        }
        return try await body(ends)
    }

    /// Reads until nothing comes any more.
    func quiet(_ port: SerialPort) async throws(SerialError) {
        let limit = ContinuousClock.now + .seconds(5)
        while ContinuousClock.now < limit {
            guard try await Workbench.arrived(port, within: .milliseconds(40) + port.settings.time(of: 4)) != nil else {
                return
            }
        }
    }

    /// What arrives next; nil when nothing does within that time.
    static func arrived(_ port: SerialPort, within time: Duration) async throws(SerialError) -> [UInt8]? {
        do throws(SerialError) { return try await port.read(upTo: 4096, deadline: .now + time) } catch {
            if error.kind == .timedOut { return nil }
            throw error
        }
    }

    /// Asks again and again until it is so; false when it is not within that time.
    static func until(_ limit: Duration, _ holds: () throws -> Bool) async throws -> Bool {
        let end = ContinuousClock.now + limit
        while true {
            if try holds() { return true }
            guard ContinuousClock.now < end else { return false }
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}

/// The facts of a check.
final class Notes: Sendable {
    private let facts = Mutex<[Fact]>([])
    var all: [Fact] { facts.withLock { $0 } }
    func add(_ fact: Fact) { facts.withLock { $0.append(fact) } }
}

extension LineSettings {
    /// How long so many characters take.
    func time(of characters: Int) -> Duration {
        .nanoseconds(Int64(clamping: nanosecondsPerCharacter * UInt64(clamping: characters)))
    }

    /// How many characters the line carries in that time, within limits.
    func characters(in time: Duration, least: Int, most: Int) -> Int {
        let count = time.nanoseconds / Int64(clamping: max(1, nanosecondsPerCharacter))
        return min(max(Int(count), least), most)
    }

    /// Bits that a character holds.
    var mask: UInt8 { UInt8(truncatingIfNeeded: (1 << dataBits.rawValue) - 1) }

    /// The same with other flow control.
    func with(_ flow: FlowControl) -> LineSettings {
        var settings = self
        settings.flowControl = flow
        return settings
    }

    /// The same at another speed.
    func at(_ baud: Int) -> LineSettings {
        var settings = self
        settings.baud = baud
        return settings
    }
}

extension Duration {
    /// In seconds.
    var seconds: Double { Double(nanoseconds) / 1_000_000_000 }
    /// In milliseconds.
    var milliseconds: Double { Double(nanoseconds) / 1_000_000 }
}
