import ISO8583

/// A message as a tree of what it is made of, to the last byte, with nothing in it that must stay secret.
public struct MessageTree: Sendable {
    /// How it was read.
    public let reading: FrameReading
    /// Line of the input on which it stood; nil when the input was no text.
    public let line: Int?
    /// Packet of a capture with which the frame was complete; nil when it comes from elsewhere.
    public let packet: Int?
    /// Byte of the input at which it began.
    public let offset: Int
    /// How the dialect was found; nil when the caller named it.
    public let guess: GuessResult?
    /// Headers, type, bitmap, fields, and what was not read.
    public let nodes: [TreeNode]
    /// Where the reading stopped; nil when it went to the last byte.
    public let failure: TreeFailure?
    /// What is unusual about the whole.
    public let notes: [FieldName]

    /// Bytes of the frame.
    public var byteCount: Int { reading.bytes.count }

    /// A tree of a frame.
    ///
    /// - Parameters:
    ///   - candidate: The bytes, and where they stood.
    ///   - dialect: How the fields are written.
    ///   - framing: What stands before the message.
    ///   - guess: How the dialect was found; nil when the caller named it.
    public init(_ candidate: Candidate, dialect: Dialect, framing: Framing, guess: GuessResult? = nil) {
        let isGuessed = guess?.best.map { $0.dialect.id == dialect.id && $0.framing == framing } ?? false
        let reading =
            (isGuessed ? guess?.reading(of: candidate.bytes) : nil)
            ?? FrameReading(candidate.bytes, dialect: dialect, framing: framing)
        let hidden = HiddenBytes(reading)
        self.reading = reading
        line = candidate.line
        packet = candidate.packet
        offset = candidate.offset
        self.guess = guess
        var nodes = HeaderNodes(reading: reading, hidden: hidden).all()
        nodes += MessageTree.typeAndBitmap(reading, hidden) + FieldNodes(reading, hidden).all()
        if reading.error != nil, reading.end < reading.bytes.count { nodes.append(MessageTree.unread(reading, hidden)) }
        self.nodes = nodes
        failure = reading.error.map { TreeFailure($0, reading, hidden) }
        notes =
            candidate.hasHalfByte
            ? [FieldName("half a byte at the end was left out", "末尾半个字节已舍去")] : []
    }

    /// Content of a field as it may be seen; nil when it is absent.
    public func shown(_ field: Int) -> String? {
        nodes.first { $0.kind == .field && $0.id == String(field) }?.value
    }

    private static func typeAndBitmap(_ reading: FrameReading, _ hidden: HiddenBytes) -> [TreeNode] {
        guard reading.hasType else { return [] }
        let start = reading.framing.byteCount
        let type = start..<start + reading.dialect.typeCoding.byteCount
        var nodes = [
            node(
                .type, "mti", FieldName("message type", "报文类型"), reading.message.mti.description,
                FieldWords.type(reading.message), type, hidden)
        ]
        guard !reading.bitmaps.isEmpty else { return nodes }
        nodes.append(
            node(
                .bitmap, "bitmap", FieldName("bitmap", "位图"), list(reading.announced),
                FieldName("\(reading.announced.count) fields", "\(reading.announced.count)个域"), reading.bitmaps, hidden)
        )
        return nodes
    }

    private static func node(
        _ kind: TreeNode.Kind, _ id: String, _ name: FieldName, _ value: String, _ meaning: FieldName?,
        _ range: Range<Int>, _ hidden: HiddenBytes
    ) -> TreeNode {
        let isHidden = hidden.isHidden(bytes: range)
        return TreeNode(
            kind: kind, id: id, name: name, value: isHidden ? FieldNodes.hiddenText(range.count) : value,
            meaning: isHidden ? nil : meaning, range: range, hex: hidden.hex(range), isHidden: isHidden)
    }

    private static func unread(_ reading: FrameReading, _ hidden: HiddenBytes) -> TreeNode {
        let range = reading.end..<reading.bytes.count
        // The fields say what the bitmap is.
        let announced = hidden.isHidden(bytes: reading.bitmaps) ? [] : reading.announced
        let missing = announced.filter { !reading.message.has($0) }
        var isTrailing = false
        if case .trailingBytes? = reading.error?.kind { isTrailing = true }
        let name =
            isTrailing ? FieldName("bytes after the last field", "最后一个域之后的字节") : FieldName("not read", "未读")
        return TreeNode(
            kind: .unread, id: "unread", name: name, value: FieldNodes.hiddenText(range.count),
            meaning: missing.isEmpty
                ? nil
                : FieldName("fields " + list(missing), "域 " + list(missing)), range: range, hex: hidden.hex(range),
            isHidden: true)
    }

    private static func list(_ fields: [Int]) -> String { fields.map { String($0) }.joined(separator: ", ") }
}
