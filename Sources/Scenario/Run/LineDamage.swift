import ISO8583
import Synchronization
import TerminalService

/// Damages frames of the serial line: their bytes are put together first, so that a fault finds its byte.
final class LineDamage: Sendable {
    private static let start: UInt8 = 0x02
    private let wire: WireRecord
    private let dialect: WireDialect
    private let gathered = Mutex<[UInt8]>([])
    /// The last message of each way.
    private let last = Mutex<[WireFrame.Direction: Message]>([:])

    init(_ wire: WireRecord, dialect: WireDialect) {
        self.wire = wire
        self.dialect = dialect
    }

    /// What of these bytes arrives. From the terminal they come in pieces, to the terminal whole.
    func pass(_ way: WireFrame.Direction, _ bytes: [UInt8]) -> [UInt8] {
        guard way == .toHost else { return damaged(bytes, way) }
        return gathered.withLock { gathered in
            gathered += bytes
            var arrived: [UInt8] = []
            while let count = LineDamage.unit(gathered) {
                arrived += damaged(Array(gathered.prefix(count)), way)
                gathered.removeFirst(count)
            }
            return arrived
        }
    }

    /// Bytes of the frame or acknowledgement at the beginning; nil while it is not whole.
    private static func unit(_ bytes: [UInt8]) -> Int? {
        guard let first = bytes.first else { return nil }
        guard first == start else { return 1 }
        guard bytes.count >= 3 else { return nil }
        let count = bytes[1...2].reduce(0) { $0 * 100 + Int($1 >> 4) * 10 + Int($1 & 0x0F) }
        return bytes.count >= count + 5 ? count + 5 : nil
    }

    /// What this is of: the message of a frame, or the one that is acknowledged.
    private func subject(_ bytes: [UInt8], _ way: WireFrame.Direction) -> (Fault.LinePart, Message?) {
        guard bytes.first == LineDamage.start, bytes.count > 5 else {
            return (.acknowledgement, last.withLock { $0[way == .toHost ? .toTerminal : .toHost] })
        }
        let message = dialect.message(inPayload: Array(bytes[3..<bytes.count - 2]))
        last.withLock { $0[way] = message }
        return (.frame, message)
    }

    private func damaged(_ bytes: [UInt8], _ way: WireFrame.Direction) -> [UInt8] {
        var bytes = bytes
        let (part, message) = subject(bytes, way)
        for fault in wire.tripLine(way, part, of: message) {
            let isThere = bytes.indices.contains(fault.byte)
            switch fault.kind {
            case .byteLost: if isThere { bytes.remove(at: fault.byte) }
            case .byteChanged: if isThere { bytes[fault.byte] ^= fault.bits }
            case .byteDoubled: if isThere { bytes.insert(bytes[fault.byte], at: fault.byte) }
            case .frameCut: bytes = Array(bytes.prefix(fault.byte))
            default: break
            }
        }
        return bytes
    }
}
