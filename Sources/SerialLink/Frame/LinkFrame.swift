/// A frame of the serial link: `STX | length | payload | ETX | LRC`.
///
/// - The length is four decimal digits in two bytes (packed BCD), and counts the payload.
/// - The check byte (LRC) is the exclusive-or of everything after STX, ETX included.
public enum LinkFrame {
    /// The longest payload that four digits can say, in bytes.
    public static let largestPayload = 9999

    /// The frame of a payload.
    ///
    /// - Throws: `LinkError.payloadLength` when the payload is empty or longer than 9999 bytes.
    public static func encode(_ payload: [UInt8]) throws(LinkError) -> [UInt8] {
        guard (1...largestPayload).contains(payload.count) else { throw .payloadLength(payload.count) }
        var frame: [UInt8] = []
        frame.reserveCapacity(payload.count + 5)
        frame.append(ControlByte.stx)
        frame.append(packedDecimal(payload.count / 100))
        frame.append(packedDecimal(payload.count % 100))
        frame.append(contentsOf: payload)
        frame.append(ControlByte.etx)
        frame.append(check(frame[1...]))
        return frame
    }

    /// Exclusive-or of all bytes.
    static func check(_ bytes: ArraySlice<UInt8>) -> UInt8 { bytes.reduce(0) { $0 ^ $1 } }

    private static func packedDecimal(_ value: Int) -> UInt8 { UInt8((value / 10) << 4 | (value % 10)) }

    /// Two decimal digits in one byte, or nil when a nibble is no digit.
    static func decimal(_ byte: UInt8) -> Int? {
        let high = Int(byte >> 4)
        let low = Int(byte & 0x0F)
        return high < 10 && low < 10 ? high * 10 + low : nil
    }
}

/// What cannot be sent.
public enum LinkError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A payload of this many bytes fits no frame.
    case payloadLength(Int)
    /// So many frames wait already.
    case queueFull(Int)

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .payloadLength(let count): "a payload of \(count) bytes fits no frame; send 1 to 9999 bytes"
        case .queueFull(let count): "\(count) frames wait already; wait until the line has taken one"
        }
    }
}
