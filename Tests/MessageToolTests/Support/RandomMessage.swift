import ISO8583
import TestSupport

extension Random {
    /// A message with some fields of a dialect filled with contents that fit, without MAC and bitmaps.
    mutating func message(_ type: UInt16, _ dialect: Dialect) -> Message {
        var message = Message(MTI(type))
        for field in dialect.fields where ![64, 65, 128].contains(field) && Bool.random(using: &self) {
            guard let format = dialect.format(of: field) else { continue }
            let count: Int
            switch format.length {
            case .fixed(let size): count = size
            case .variable(_, let most): count = Int.random(in: 1...min(most, 40), using: &self)
            }
            message[bytes: field] = (0..<count).map { place in
                switch format.content {
                case .digits, .track: UInt8.random(in: 0x30...0x39, using: &self)
                case .signed: place == 0 ? 0x43 : UInt8.random(in: 0x30...0x39, using: &self)
                case .text: UInt8.random(in: 0x41...0x5A, using: &self)
                case .binary: UInt8.random(in: 0...255, using: &self)
                }
            }
        }
        return message
    }
}
