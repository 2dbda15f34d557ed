import Foundation
import SerialDriver
import VirtualLine

/// A pair on a loop of its own, with links in a folder of its own, and what it told.
final class PairBench: @unchecked Sendable {
    let folder: String
    let loop: SerialLoop
    private let lock = NSLock()
    private var told: [PairNote] = []
    private var events: [RecordedEvent] = []
    private var made: VirtualPair?

    init(
        _ pace: PairConfiguration.Pace = .ofSettings, line: LineConfiguration? = nil,
        change: (inout PairConfiguration) -> Void = { _ in }
    ) throws {
        folder = NSTemporaryDirectory() + "virtual-line-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        loop = try SerialLoop(name: "test lines")
        var configuration = PairConfiguration(linkA: folder + "/a", linkB: folder + "/b", pace: pace, line: line)
        change(&configuration)
        made = try VirtualPair(
            configuration, loop: loop, record: { [weak self] event in self?.keep { $0.events.append(event) } },
            onNote: { [weak self] note in self?.keep { $0.told.append(note) } })
    }

    deinit {
        made?.close()
        loop.stop()
        try? FileManager.default.removeItem(atPath: folder)
    }

    var pair: VirtualPair {
        get throws { try made.orThrow() }
    }

    private func keep(_ body: (PairBench) -> Void) { lock.withLock { body(self) } }

    var notes: [PairNote] { lock.withLock { told } }
    var recorded: [RecordedEvent] { lock.withLock { events } }

    /// What came from one side, in one piece.
    func recordedBytes(from side: LineSide) -> [UInt8] {
        recorded.flatMap { event -> [UInt8] in
            if case .bytes(side, let bytes) = event.kind { bytes } else { [] }
        }
    }

    func open(_ side: LineSide, _ settings: LineSettings = LineSettings(baud: 115_200)) throws -> SerialPort {
        try SerialPort(opening: folder + "/\(side)", settings: settings, loop: loop)
    }
}

struct Missing: Error {}

extension Optional {
    func orThrow() throws -> Wrapped {
        guard let self else { throw Missing() }
        return self
    }
}

/// Long enough for a machine whose processors are all busy.
let patience: Duration = .seconds(120)

extension SerialPort {
    /// Reads exactly so many bytes.
    func collect(_ count: Int) throws -> [UInt8] {
        let end = ContinuousClock.now + patience
        var got: [UInt8] = []
        while got.count < count { got += try read(upTo: count - got.count, deadline: end) }
        return got
    }
}

/// Waits until something is so.
func eventually(_ condition: () throws -> Bool) throws -> Bool {
    let end = ContinuousClock.now + patience
    while ContinuousClock.now < end {
        if try condition() { return true }
        usleep(2000)
    }
    return false
}

/// Runs blocking work on a thread of its own.
final class Work<Value>: @unchecked Sendable {
    private let done = DispatchSemaphore(value: 0)
    private var result: Result<Value, any Error>?

    init(_ body: @escaping @Sendable () throws -> Value) {
        Thread.detachNewThread { [self] in
            result = Result { try body() }
            done.signal()
        }
    }

    func value() throws -> Value {
        done.wait()
        return try result.orThrow().get()
    }
}
