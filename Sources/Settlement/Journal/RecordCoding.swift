/// Writes the payload of a journal record: little-endian integers, and byte strings behind a one-byte length.
struct RecordWriter {
    private(set) var bytes: [UInt8] = []
    /// Length of a byte string that has no room; nil when all of them have.
    private(set) var tooLong: Int?

    init() { bytes.reserveCapacity(192) }

    mutating func byte(_ value: UInt8) { bytes.append(value) }

    mutating func flag(_ value: Bool) { bytes.append(value ? 1 : 0) }

    mutating func number(_ value: UInt64, byteCount: Int) {
        for index in 0..<byteCount { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index))) }
    }

    /// Texts and byte strings here are short by construction. One of more than 255 bytes makes the whole record unwritable.
    mutating func data(_ value: [UInt8]) {
        if value.count > 255 { tooLong = max(tooLong ?? 0, value.count) }
        bytes.append(UInt8(truncatingIfNeeded: value.count))
        bytes.append(contentsOf: value)
    }

    mutating func text(_ value: String) {
        let kept = value.utf8.prefix(255)
        bytes.append(UInt8(kept.count))
        bytes.append(contentsOf: kept)
    }

    mutating func time(_ value: ClockTime) { number(UInt64(bitPattern: value.secondNumber), byteCount: 8) }

    mutating func date(_ value: CalendarDate) {
        number(UInt64(UInt32(bitPattern: Int32(value.dayNumber))), byteCount: 4)
    }
}

/// Reads what `RecordWriter` wrote. Every read is checked: the bytes come from a memory that may be worn or foreign.
struct RecordReader {
    private let bytes: [UInt8]
    private let kind: UInt8
    private(set) var offset = 0

    init(_ bytes: [UInt8], kind: UInt8) {
        self.bytes = bytes
        self.kind = kind
    }

    func unreadable(_ what: StaticString) -> EntryError { EntryError(kind: kind, offset: offset, expected: what) }

    mutating func byte(_ what: StaticString) throws(EntryError) -> UInt8 {
        guard offset < bytes.count else { throw unreadable(what) }
        defer { offset += 1 }
        return bytes[offset]
    }

    mutating func flag(_ what: StaticString) throws(EntryError) -> Bool {
        let value = try byte(what)
        guard value <= 1 else { throw unreadable(what) }
        return value == 1
    }

    mutating func number(_ what: StaticString, byteCount: Int) throws(EntryError) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<byteCount { value |= UInt64(try byte(what)) << UInt64(8 * index) }
        return value
    }

    mutating func data(_ what: StaticString) throws(EntryError) -> [UInt8] {
        [UInt8](try slice(what))
    }

    mutating func text(_ what: StaticString) throws(EntryError) -> String {
        String(decoding: try slice(what), as: UTF8.self)
    }

    private mutating func slice(_ what: StaticString) throws(EntryError) -> ArraySlice<UInt8> {
        let count = Int(try byte(what))
        guard bytes.count - offset >= count else { throw unreadable(what) }
        defer { offset += count }
        return bytes[offset..<offset + count]
    }

    mutating func trace() throws(EntryError) -> TraceNumber {
        guard let trace = TraceNumber(UInt32(try number("trace number", byteCount: 4))) else {
            throw unreadable("trace number 1 to 999999")
        }
        return trace
    }

    mutating func batch() throws(EntryError) -> BatchNumber {
        guard let batch = BatchNumber(UInt32(try number("batch number", byteCount: 4))) else {
            throw unreadable("batch number 1 to 999999")
        }
        return batch
    }

    mutating func time() throws(EntryError) -> ClockTime {
        let seconds = Int64(bitPattern: try number("time", byteCount: 8))
        let time = ClockTime(secondNumber: seconds)
        guard time.secondNumber == seconds else { throw unreadable("time of the years 1 to 9999") }
        return time
    }

    /// An amount as a message can carry it: 12 digits (field 4).
    mutating func amount() throws(EntryError) -> Int64 {
        let value = try number("amount", byteCount: 8)
        guard value <= 999_999_999_999 else { throw unreadable("amount of 12 digits") }
        return Int64(value)
    }

    mutating func date() throws(EntryError) -> CalendarDate {
        CalendarDate(dayNumber: Int(Int32(bitPattern: UInt32(try number("date", byteCount: 4)))))
    }

    func finish() throws(EntryError) {
        guard offset == bytes.count else { throw unreadable("end of record") }
    }
}
