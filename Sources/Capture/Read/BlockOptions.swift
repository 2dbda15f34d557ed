/// Walks the options of a block. Source: draft-ietf-opsawg-pcapng, section 3.5: code, length, value padded to 32 bits.
struct BlockOptions {
    private let bytes: ByteView
    private var offset: Int
    private let end: Int

    init(_ bytes: ByteView, _ range: Range<Int>) {
        self.bytes = bytes
        offset = range.lowerBound
        end = range.upperBound
    }

    /// The next option, or nil at the end.
    ///
    /// - Throws: `CaptureError.Kind.optionLength` for one that reaches beyond the block.
    mutating func next() throws(CaptureError) -> (code: UInt16, value: Range<Int>)? {
        guard end - offset >= 4 else { return nil }
        let code = try bytes.u16(offset)
        let length = try bytes.u16(offset + 2)
        guard code != 0 else { return nil }
        let start = offset + 4
        guard Int(length) <= end - start else { throw CaptureError(.optionLength(length), offset: offset + 2) }
        offset = min(end, start + (Int(length) + 3) / 4 * 4)
        return (code, start..<start + Int(length))
    }
}
