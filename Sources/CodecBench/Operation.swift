import CCodecFloor
import ISO8583

/// What is measured: one call does one message.
enum Operation: String, CaseIterable {
    /// Copy and count bits, in C.
    case copyFloor = "floor-copy"
    /// Find every field, check nothing, in C; packed messages only.
    case sliceFloor = "floor-slice"
    /// Find and check every field in place.
    case scan
    /// Read into a message of its own.
    case decode
    /// Build a message from field values and write it.
    case encode
    /// Write field values straight into bytes.
    case stream
    /// Write a message that is there.
    case write

    /// Does it so many times.
    func run(_ sample: Sample, times: Int) throws(ISO8583Error) {
        switch self {
        case .copyFloor:
            var copy = [UInt8](repeating: 0, count: sample.bytes.count)
            for _ in 0..<times {
                let found = floor_copy(sample.bytes, sample.bytes.count, &copy)
                withUnsafePointer(to: found) { floor_use($0) }
            }
        case .sliceFloor:
            let table = Operation.floorTable(sample.dialect)
            var offsets = [UInt32](repeating: 0, count: 129)
            var lengths = offsets
            for _ in 0..<times {
                let found = floor_slice(sample.bytes, sample.bytes.count, table, &offsets, &lengths)
                withUnsafePointer(to: found) { floor_use($0) }
            }
        case .scan:
            var map = FieldMap()
            for _ in 0..<times {
                try sample.dialect.scan(sample.bytes.span, into: &map)
                withUnsafePointer(to: map) { floor_use($0) }
            }
        case .decode:
            for _ in 0..<times {
                let message = try sample.dialect.decode(sample.bytes)
                withUnsafePointer(to: message) { floor_use($0) }
            }
        case .encode:
            for _ in 0..<times {
                var message = Message(sample.mti)
                for (field, content) in sample.fields { message[bytes: field] = content }
                let bytes = try sample.dialect.encode(message)
                withUnsafePointer(to: bytes) { floor_use($0) }
            }
        case .stream:
            var writer = MessageWriter(sample.dialect)
            let contents = sample.fields.flatMap { $0.1 }
            var values: [(field: Int, range: Range<Int>)] = []
            for (field, content) in sample.fields {
                let start = values.last?.range.upperBound ?? 0
                values.append((field, start..<start + content.count))
            }
            let span = contents.span
            for _ in 0..<times {
                writer.begin(sample.mti)
                for value in values { try writer.put(value.field, span.extracting(value.range)) }
                writer.withBytes { floor_use($0.baseAddress) }
            }
        case .write:
            var message = Message(sample.mti)
            for (field, content) in sample.fields { message[bytes: field] = content }
            for _ in 0..<times {
                let bytes = try sample.dialect.encode(message)
                withUnsafePointer(to: bytes) { floor_use($0) }
            }
        }
    }

    private static func floorTable(_ dialect: Dialect) -> [floor_field] {
        (0...128).map { field in
            guard let format = dialect.format(of: field) else { return floor_field() }
            let isPacked = format.coding == .packed
            switch format.length {
            case .fixed(let count):
                return floor_field(
                    prefix_bytes: 0, counts_digits: 0, fixed_bytes: UInt16(isPacked ? (count + 1) / 2 : count))
            case .variable(let digits, _):
                return floor_field(
                    prefix_bytes: UInt8((digits + 1) / 2), counts_digits: isPacked ? 1 : 0, fixed_bytes: 0)
            }
        }
    }
}
