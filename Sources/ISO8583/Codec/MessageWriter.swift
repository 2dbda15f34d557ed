/// Writes a message straight into its bytes, field after field: no message is built first, nothing is allocated for a field.
///
/// ```swift
/// var writer = MessageWriter(dialect)
/// writer.begin(.financialRequest)
/// try writer.put(3, text: "000000")
/// try writer.put(4, number: 1250)
/// let bytes = writer.finish()
/// ```
///
/// A writer can be used for one message after another; `withBytes` shows what was written without a copy.
public struct MessageWriter: ~Copyable {
    private let dialect: Dialect
    private var output: UnsafeMutableRawBufferPointer
    private var end = 0
    private var bitmapCount = 1
    private var present = BitmapWords()
    private var last = 1

    /// A writer for a dialect.
    ///
    /// - Parameter capacity: Bytes that are set aside at first; more are taken when a message needs them.
    public init(_ dialect: Dialect, capacity: Int = 512) {
        self.dialect = dialect
        output = UnsafeMutableRawBufferPointer.allocate(byteCount: max(capacity, 128), alignment: 8)
    }

    deinit { output.deallocate() }

    /// Begins a message and forgets the one before.
    ///
    /// - Parameter bitmaps: Bitmaps that the message has, 1 to 3: a field beyond them is an error.
    public mutating func begin(_ mti: MTI, bitmaps: Int = 1) {
        bitmapCount = min(max(bitmaps, 1), dialect.bitmapLimit)
        present = BitmapWords()
        last = 1
        end = dialect.typeCoding.byteCount + bitmapCount * dialect.bitmapCoding.byteCount
        guard let base = output.baseAddress else { return }
        dialect.writeType(mti, to: base)
    }

    /// Writes a field. Fields come in ascending order.
    ///
    /// - Throws: `ISO8583Error` for content that does not fit, as `Dialect.encode` does, and for a field out of order or
    ///   beyond the bitmaps. What was written before stays.
    public mutating func put(_ field: Int, _ content: Span<UInt8>) throws(ISO8583Error) {
        guard field > last, field <= bitmapCount &* 64, end > 0 else {
            throw ISO8583Error(field > 1 && field <= last ? .notAscending : .unknownField, field: field, offset: 0)
        }
        try content.withUnsafeBytes { (buffer) throws(ISO8583Error) in
            guard let base = buffer.baseAddress ?? UnsafeRawPointer(bitPattern: 1) else { return }
            try write(field, WireBytes(base: base, count: buffer.count))
        }
        present.insert(field)
        last = field
    }

    /// Writes a field from text.
    public mutating func put(_ field: Int, text: String) throws(ISO8583Error) {
        try put(field, text.utf8.span)
    }

    /// Writes a field from a number; a fixed field is filled with zeros.
    public mutating func put(_ field: Int, number: UInt64) throws(ISO8583Error) {
        try put(field, text: String(number))
    }

    /// The bytes of the message.
    public mutating func finish() -> [UInt8] {
        complete()
        return [UInt8](UnsafeRawBufferPointer(rebasing: output[..<end]))
    }

    /// Shows the bytes of the message in place.
    public mutating func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        complete()
        return body(UnsafeRawBufferPointer(rebasing: output[..<end]))
    }

    private func complete() {
        guard let base = output.baseAddress else { return }
        var fields = present
        if bitmapCount > 1 { fields.first |= 1 << 63 }
        if bitmapCount > 2 { fields.second |= 1 << 63 }
        for index in 0..<bitmapCount {
            dialect.write(
                bitmap: fields[word: index], isLowerCase: false,
                to: base + dialect.typeCoding.byteCount + index * dialect.bitmapCoding.byteCount)
        }
    }

    @inline(__always)
    private mutating func write(_ field: Int, _ content: WireBytes) throws(ISO8583Error) {
        // Room for the longest that the short way writes: two bytes of length before the content, or eight for digits.
        if output.count &- end < content.count &+ 32 { grow(by: content.count &+ 32) }
        guard let base = output.baseAddress else { return }
        end = try dialect.plans.withUnsafeBufferPointer { (rows) throws(ISO8583Error) in
            guard let table = rows.baseAddress else { return end }
            let next = FieldPlan.packShortcut(table + field, content, 0, content.count, isPlain: true, to: base + end)
            if let next { return next - base }
            return try writeSlowly(field, rows[field], content)
        }
    }

    @inline(never)
    private mutating func writeSlowly(
        _ field: Int, _ row: FieldPlan, _ content: WireBytes
    ) throws(ISO8583Error) -> Int {
        let slot = Message.Slot(offset: 0, count: UInt32(clamping: content.count), form: 0, isRead: false)
        let size = try row.byteCount(of: slot, field: field)
        if output.count &- end < size &+ FieldPlan.slack { grow(by: size &+ FieldPlan.slack) }
        guard let base = output.baseAddress else { return end }
        return try row.pack(content, slot, field: field, to: base + end) - base
    }

    @inline(never)
    private mutating func grow(by size: Int) {
        let larger = UnsafeMutableRawBufferPointer.allocate(
            byteCount: output.count * 2 + size, alignment: 8)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: output[..<end]))
        output.deallocate()
        output = larger
    }
}
