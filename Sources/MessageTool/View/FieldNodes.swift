import ISO8583

/// Nodes of the fields of a message.
struct FieldNodes {
    let reading: FrameReading
    let hidden: HiddenBytes
    private let view: MessageView
    private let meaning: FieldMeaning

    init(_ reading: FrameReading, _ hidden: HiddenBytes) {
        self.reading = reading
        self.hidden = hidden
        view = MessageView(reading.message, dialect: reading.dialect)
        meaning = FieldMeaning(message: reading.message, dialect: reading.dialect)
    }

    /// A node for each field that was read.
    func all() -> [TreeNode] { reading.places.map { node($0) } }

    private func node(_ place: FieldPlace) -> TreeNode {
        let dialect = reading.dialect
        let nibbles = place.range.lowerBound * 2..<place.range.upperBound * 2
        let secrets = dialect.secrets(of: place.field, in: reading.message)
        var node = TreeNode(
            kind: .field, id: String(place.field), name: dialect.name(of: place.field) ?? FieldName("?"),
            value: view.shown(place.field), meaning: meaning.words(place.field), range: place.range,
            hex: hidden.hex(place.range), isHidden: hidden.isHidden(nibbles))
        // A copy of the card's number where no rule looks for one, or a rule of another dialect that this may be.
        let own = secrets.map { place.nibbles($0) }
        if nibbles.contains(where: { nibble in
            hidden.isHidden(nibble..<nibble + 1) && !own.contains { $0.contains(nibble) }
        }) {
            node.value = FieldNodes.hiddenText(place.units)
            node.meaning = nil
        }
        if let note = fillerNote(place) { node.notes.append(note) }
        node.children = PartNodes(reading: reading, hidden: hidden, place: place).all(isSecret: !secrets.isEmpty)
        // Objects show what may be seen; the line above them only how much there is.
        if !node.children.isEmpty, place.format.content == .binary {
            node.value = "\(place.units) bytes"
        }
        return node
    }

    static func hiddenText(_ count: Int) -> String { "<\(count) hidden>" }

    /// An odd number of packed digits whose spare half byte is not what the dialect writes.
    private func fillerNote(_ place: FieldPlace) -> FieldName? {
        guard place.format.coding == .packed, place.format.content != .signed, place.units % 2 == 1 else { return nil }
        let isLeft = place.format.filling == .left
        let byte = reading.bytes[isLeft ? place.offset : place.offset + place.byteCount - 1]
        let spare = isLeft ? byte >> 4 : byte & 15
        guard spare != place.format.filler else { return nil }
        let (found, usual) = (
            String(spare, radix: 16, uppercase: true), String(place.format.filler, radix: 16, uppercase: true)
        )
        return FieldName("filled with \(found) where the dialect writes \(usual)", "填充为\(found), 方言规定为\(usual)")
    }
}
