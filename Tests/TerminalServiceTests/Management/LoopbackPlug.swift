import Foundation
import SerialDriver
import Synchronization

/// A plug that connects the two wires of a line: what is sent comes back, but for some bytes that it spoils.
final class LoopbackPlug: Sendable {
    private let isStopped = Atomic<Bool>(false)
    private let ended = DispatchGroup()

    /// - Parameter spoiling: So many of the first bytes come back as other ones.
    init(_ line: String, spoiling: Int) throws {
        let port = try SerialPort(opening: line, settings: LineSettings(baud: 115_200))
        ended.enter()
        Thread.detachNewThread { [self] in
            var left = spoiling
            while !isStopped.load(ordering: .relaxed) {
                do {
                    var bytes = try port.read(upTo: 4096, deadline: .now + .milliseconds(50))
                    for index in bytes.indices where left > 0 {
                        bytes[index] ^= 0x20
                        left -= 1
                    }
                    try port.writeAll(bytes, deadline: .now + .seconds(5))
                } catch let error as SerialError where error.kind == .timedOut { continue } catch { break }
            }
            port.close(discardingOutput: true)
            ended.leave()
        }
    }

    func stop() {
        isStopped.store(true, ordering: .relaxed)
        ended.wait()
    }
}
