import ISO8583

/// One part of a composite field: what it is compared by, and what may be seen of it.
struct ShownPart: Equatable {
    /// Place or tag; the tags of a data object and of those around it, the outermost first.
    var key: String
    /// Its content, as `Message` has it for fields.
    var content: [UInt8]
    /// The content as it may be seen.
    var shown: String
}

/// The contents of a message as they may be seen: what `Dialect.secrets(of:in:)` says stays hidden, and so do copies of it
/// in other fields.
struct ShownMessage {
    private let message: Message
    private let dialect: Dialect
    private let index: SecretIndex

    init(_ side: MessageDiff.Side) {
        message = side.message
        dialect = side.dialect
        var index = SecretIndex()
        index.add(side.message) { side.dialect.secrets(of: $0, in: side.message) }
        self.index = index
    }

    /// The content of a field; empty when it is absent.
    func field(_ field: Int) -> String {
        guard let content = message[bytes: field] else { return "" }
        let own = ownSecrets(field, content)
        let hidden = hidden(field, content)
        let hasCopy = hidden.indices.contains { hidden[$0] && !own[$0] }
        return hasCopy ? FieldNodes.hiddenText(content.count) : MessageView(message, dialect: dialect).shown(field)
    }

    /// Parts of a field, data objects within others too; nil when it is a plain value, or not of its layout.
    func parts(_ field: Int) -> [ShownPart]? {
        guard let content = message[bytes: field],
            let layout = FieldParts.layout(of: field, dialect, message.mti)
        else { return nil }
        let hidden = hidden(field, content)
        if case .berTLV = layout {
            return ChipObject.read(content).map { objects in
                objects.flatMap { ShownMessage.leaves($0, content, hidden, around: "") }
            }
        }
        let values: [SubfieldValue]
        do { values = try layout.split(content, field: field) } catch { return nil }
        return values.map { value in
            let part = layout.parts.first { $0.key == value.key }
            let count = part.map { FieldPlace.byteCount($0.format, units: value.content.count) } ?? value.content.count
            let range = value.offset * 2..<(value.offset + count) * 2
            let isHidden = value.isSensitive || range.clamped(to: 0..<hidden.count).contains { hidden[$0] }
            return ShownPart(
                key: value.key, content: value.content,
                shown: isHidden ? FieldNodes.hiddenText(value.content.count) : PartNodes.printable(value.content))
        }
    }

    /// The objects that hold values. Chip data is binary: it is not read as text because it happens to look so.
    private static func leaves(
        _ object: ChipObject, _ content: [UInt8], _ hidden: [Bool], around path: String
    ) -> [ShownPart] {
        let key = path + String(object.tag, radix: 16, uppercase: true)
        guard object.children.isEmpty else {
            return object.children.flatMap { leaves($0, content, hidden, around: key + ".") }
        }
        let digits = object.value.lowerBound * 2..<object.value.upperBound * 2
        let shown: String
        if !digits.isEmpty, digits.allSatisfy({ hidden[$0] }) {
            shown = FieldNodes.hiddenText(object.value.count)
        } else {
            let characters = digits.map { place in
                hidden[place]
                    ? 0x2A : HexDigits.digit(place % 2 == 0 ? content[place / 2] >> 4 : content[place / 2] & 15)
            }
            shown = String(decoding: characters, as: UTF8.self)
        }
        return [ShownPart(key: key, content: Array(content[object.value]), shown: shown)]
    }

    /// Half bytes of a field's content that the rule of its dialect hides.
    private func ownSecrets(_ field: Int, _ content: [UInt8]) -> [Bool] {
        var hidden = [Bool](repeating: false, count: content.count * 2)
        for secret in dialect.secrets(of: field, in: message) {
            let width = secret.isInNibbles ? 1 : 2
            let range = secret.range.lowerBound * width..<secret.range.upperBound * width
            for place in range.clamped(to: 0..<hidden.count) { hidden[place] = true }
        }
        return hidden
    }

    /// The same with the copies of secrets of the whole message.
    private func hidden(_ field: Int, _ content: [UInt8]) -> [Bool] {
        var hidden = ownSecrets(field, content)
        for (start, entry) in index.matches(in: content.flatMap({ [$0 >> 4, $0 & 15] })) {
            for place in entry.nibbles.indices where entry.nibbles[place] != entry.replacement[place] {
                hidden[start + place] = true
            }
        }
        return hidden
    }
}
