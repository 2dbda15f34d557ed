import Foundation
import SerialDriver
import Synchronization

/// A cable to a terminal that loses some bytes of what is sent to it, once.
final class LossyRelay: Sendable {
    private let near: PseudoTerminal
    private let far: SerialPort
    private let losing: Range<Int>
    private let counts = Mutex<(sent: Int, lost: Int)>((0, 0))
    private let isStopped = Atomic<Bool>(false)
    private let ended = DispatchGroup()

    /// - Parameter losing: Which bytes of the stream are lost, counted from the first one.
    init(to service: String, losing: Range<Int>) throws {
        near = try PseudoTerminal()
        far = try SerialPort(opening: service, settings: LineSettings(baud: 921_600))
        self.losing = losing
        relay { [self] in
            let bytes = try near.read(upTo: 4096)
            // A pseudo-terminal is not waited for here; a short rest keeps the processor free for the terminal.
            guard !bytes.isEmpty else {
                usleep(1000)
                return
            }
            let kept = counts.withLock { counts in
                let kept = bytes.enumerated().filter { !losing.contains(counts.sent + $0.offset) }.map(\.element)
                counts.sent += bytes.count
                counts.lost += bytes.count - kept.count
                return kept
            }
            try far.writeAll(kept, deadline: .now + .seconds(30))
        }
        relay { [self] in
            let bytes = try far.read(upTo: 4096, deadline: .now + .milliseconds(50))
            var rest = bytes[...]
            while !rest.isEmpty { rest = rest.dropFirst(try near.write([UInt8](rest))) }
        }
    }

    var path: String { near.devicePath }
    var lost: Int { counts.withLock { $0.lost } }

    func stop() {
        isStopped.store(true, ordering: .relaxed)
        ended.wait()
        far.close(discardingOutput: true)
    }

    private func relay(_ step: @escaping @Sendable () throws -> Void) {
        ended.enter()
        Thread.detachNewThread { [self] in
            // Silence is no end; the end of a port is seen by the test, which hears nothing more.
            while !isStopped.load(ordering: .relaxed) {
                do { try step() } catch let error as SerialError where error.kind == .timedOut { continue } catch {
                    break
                }
            }
            ended.leave()
        }
    }
}
