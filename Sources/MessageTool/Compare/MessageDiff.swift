import ISO8583

/// Two messages compared by meaning: they may be of different dialects, and the same meaning in another spelling is said to
/// be the same.
public struct MessageDiff: Sendable {
    /// A message with its dialect.
    public struct Side: Sendable {
        /// The message.
        public let message: Message
        /// Its dialect.
        public let dialect: Dialect

        /// A side.
        public init(_ message: Message, _ dialect: Dialect) {
            self.message = message
            self.dialect = dialect
        }
    }

    /// The left message.
    public let left: Side
    /// The right message.
    public let right: Side
    /// In what they differ: type first, then by field.
    public let differences: [Difference]

    /// True when both mean the same.
    public var isEqual: Bool { differences.allSatisfy { $0.kind == .spelling } }

    /// Compares two messages.
    ///
    /// - Parameter ignored: Numbers of fields that do not count.
    public init(_ left: Side, _ right: Side, ignoring ignored: Set<Int> = []) {
        self.left = left
        self.right = right
        let fields = Set(left.message.fields).union(right.message.fields).subtracting(ignored)
        let (one, other) = (ShownMessage(left), ShownMessage(right))
        let found = fields.sorted().flatMap { MessageDiff.field($0, (left, one), (right, other)) }
        differences = MessageDiff.types(left, right) + VersionComparison(left, right).judged(found)
    }

    private static func types(_ left: Side, _ right: Side) -> [Difference] {
        let (one, other) = (left.message.mti, right.message.mti)
        guard one != other else { return [] }
        let isSame =
            one.rawValue & 0x0FFF == other.rawValue & 0x0FFF
            && MessageVersion(left.dialect) != MessageVersion(right.dialect)
        return [
            Difference(
                isSame ? .spelling : .changed, field: nil, name: FieldName("message type", "消息类型"),
                left: one.description, right: other.description,
                note: isSame ? FieldName("version of the standard", "标准版本") : nil)
        ]
    }

    private static func field(
        _ field: Int, _ leftSide: (side: Side, shown: ShownMessage), _ rightSide: (side: Side, shown: ShownMessage)
    ) -> [Difference] {
        let (left, right) = (leftSide.side, rightSide.side)
        let name = left.dialect.name(of: field) ?? right.dialect.name(of: field)
        let (before, after) = (leftSide.shown.field(field), rightSide.shown.field(field))
        guard let one = left.message[bytes: field] else {
            return [Difference(.added, field: field, name: right.dialect.name(of: field), left: nil, right: after)]
        }
        guard let other = right.message[bytes: field] else {
            return [Difference(.removed, field: field, name: name, left: before, right: nil)]
        }
        switch Spelling.compare(one, left.dialect.format(of: field), other, right.dialect.format(of: field)) {
        case .identical: return []
        case .same(let note):
            return [Difference(.spelling, field: field, name: name, left: before, right: after, note: note)]
        case .different: break
        }
        if let parts = leftSide.shown.parts(field), let others = rightSide.shown.parts(field) {
            return PartComparison(field: field, name: name).differences(parts, others)
        }
        return [
            Difference(
                .changed, field: field, name: name, left: before, right: after,
                note: before == after ? Difference.hidden : nil)
        ]
    }
}

extension Difference {
    /// Said where masked contents look alike.
    static let hidden = FieldName("the hidden contents differ", "隐藏内容不同")
}
