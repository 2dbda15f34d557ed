import Foundation
import SMP
import SerialDriver
import Synchronization

/// A board that answers every request as it is told to; what it says need not make sense.
final class EndlessBoard: Sendable {
    private let port: PseudoTerminal
    private let isStopped = Atomic<Bool>(false)
    private let count = Atomic<Int>(0)
    private let ended = DispatchGroup()

    /// - Parameter answer: The answer to a request, with how many came before it.
    init(_ answer: @escaping @Sendable (Packet, Int) -> CBORMap?) throws {
        port = try PseudoTerminal()
        ended.enter()
        Thread.detachNewThread { [self] in
            defer { ended.leave() }
            var reader = LineReader(largestPacket: 4096)
            // The test sees a port that failed: it hears nothing more.
            while !isStopped.load(ordering: .relaxed), let bytes = try? port.read(upTo: 4096) {
                if bytes.isEmpty { wait(for: POLLIN) }
                for item in reader.receive(bytes) {
                    guard case .packet(let bytes) = item, let request = try? Packet(decoding: bytes) else { continue }
                    let number = count.add(1, ordering: .relaxed).oldValue
                    guard let map = answer(request, number) else { continue }
                    let packet = Packet(request.header.answer(payloadCount: 0), map)
                    guard let bytes = try? packet.encoded(), let lines = ConsoleFraming.lines(bytes) else { continue }
                    var rest = lines[...]
                    while !rest.isEmpty, !isStopped.load(ordering: .relaxed) {
                        guard let written = try? port.write([UInt8](rest)) else { return }
                        rest = rest.dropFirst(written)
                        if written == 0 { wait(for: POLLOUT) }
                    }
                }
            }
        }
    }

    /// Until bytes can be read or written; whether it is stopped is looked at from time to time.
    private func wait(for event: Int32) {
        var watched = pollfd(fd: port.pollable, events: Int16(event), revents: 0)
        _ = poll(&watched, 1, 20)
    }

    var path: String { port.devicePath }
    /// Requests so far.
    var requests: Int { count.load(ordering: .relaxed) }

    func stop() {
        isStopped.store(true, ordering: .relaxed)
        ended.wait()
    }
}
