import ISO8583
import TestSupport

/// A message from another implementation or from a terminal, and the dialect it is in.
struct Sample: Sendable, CustomStringConvertible {
    let name: String
    let dialect: Dialect
    let bytes: [UInt8]

    var description: String { name }

    static let all: [Sample] =
        Vector.iso.compactMap { vector in
            vector.dialect.map { Sample(name: vector.name, dialect: $0, bytes: TestSupport.bytes(vector.hex)) }
        }
        + Vector.hypercom.map {
            Sample(name: $0.name, dialect: .hypercom, bytes: TestSupport.bytes($0.hex))
        }
        + UnionPayFrame.all.map {
            Sample(name: $0.name, dialect: .unionPay, bytes: TestSupport.bytes($0.hex))
        }

    static func named(_ name: String) -> Sample? { all.first { $0.name == name } }

    /// Headers of each kind before a message.
    static let tpdu: [UInt8] = [0x60, 0x00, 0x03, 0x00, 0x00]
    static let unionPayHeader: [UInt8] = [0x60, 0x31, 0x00, 0x31, 0x01, 0x00]

    /// The message behind a transport header and a length header.
    func framed(_ header: TransportHeader, _ length: FrameLengthBytes) -> [UInt8] {
        let transport: [UInt8] =
            switch header {
            case .none: []
            case .tpdu: Sample.tpdu
            case .tpduAndUnionPay: Sample.tpdu + Sample.unionPayHeader
            }
        let frame = transport + bytes
        return length.bytes(frame.count) + frame
    }
}

/// A length header as it is written.
enum FrameLengthBytes: String, CaseIterable, Sendable {
    case none, binary, binaryInclusive = "binary-inclusive", little, littleInclusive = "little-inclusive", bcd, ascii

    func bytes(_ count: Int) -> [UInt8] {
        let digits = (0..<4).map { place in UInt8(count / [1000, 100, 10, 1][place] % 10) }
        return switch self {
        case .none: []
        case .binary: [UInt8(count >> 8), UInt8(count & 255)]
        case .binaryInclusive: [UInt8((count + 2) >> 8), UInt8((count + 2) & 255)]
        case .little: [UInt8(count & 255), UInt8(count >> 8)]
        case .littleInclusive: [UInt8((count + 2) & 255), UInt8((count + 2) >> 8)]
        case .bcd: [digits[0] << 4 | digits[1], digits[2] << 4 | digits[3]]
        case .ascii: digits.map { $0 + 0x30 }
        }
    }
}
