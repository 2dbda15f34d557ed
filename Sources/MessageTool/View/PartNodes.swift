import ISO8583

/// Nodes of what is inside of a field.
struct PartNodes {
    let reading: FrameReading
    let hidden: HiddenBytes
    let place: FieldPlace

    /// Parts of the field; none for a plain value, and none where a part that must not be seen cannot be told apart.
    func all(isSecret: Bool) -> [TreeNode] {
        guard let content = reading.message[bytes: place.field] else { return [] }
        if place.field == 55 { return (ChipObject.read(content) ?? []).map { object($0, content) } }
        if let values = layoutParts(content) { return values }
        guard !isSecret, reading.dialect.responseTable == .unionPay else { return [] }
        switch place.field {
        case 60:
            return slices(
                content,
                [
                    ("60.1", 2, FieldName("transaction type", "交易类型码")), ("60.2", 6, FieldName("batch", "批次号")),
                    ("60.3", 3, FieldName("network code", "网络管理信息码")), ("60.4", 1, FieldName("reader", "终端读取能力")),
                    ("60.5", 1, FieldName("chip condition", "IC卡条件代码")),
                ])
        case 61:
            return slices(
                content,
                [
                    ("61.1", 6, FieldName("original batch", "原批次号")), ("61.2", 6, FieldName("original trace", "原流水号")),
                    ("61.3", 4, FieldName("original date", "原交易日期")),
                ])
        case 48 where reading.message.mti.messageClass == 5 && content.count == ReconciliationTotals48.digitCount:
            return slices(content, PartNodes.totals)
        default: return []
        }
    }

    private static let totals: [(String, Int, FieldName)] = ["domestic", "foreign"].enumerated().flatMap {
        place, side in
        let chinese = place == 0 ? "内卡" : "外卡"
        return [
            ("48.\(place * 5 + 1)", 12, FieldName("\(side) debit amount", "\(chinese)借记总金额")),
            ("48.\(place * 5 + 2)", 3, FieldName("\(side) debit count", "\(chinese)借记总笔数")),
            ("48.\(place * 5 + 3)", 12, FieldName("\(side) credit amount", "\(chinese)贷记总金额")),
            ("48.\(place * 5 + 4)", 3, FieldName("\(side) credit count", "\(chinese)贷记总笔数")),
            ("48.\(place * 5 + 5)", 1, FieldName("\(side) flag", "\(chinese)对账应答码")),
        ]
    }

    /// Parts of fixed lengths one behind another; the content may end before any of them.
    private func slices(_ content: [UInt8], _ parts: [(String, Int, FieldName)]) -> [TreeNode] {
        var nodes: [TreeNode] = []
        var start = 0
        for (id, count, name) in parts where start < content.count {
            let units = start..<min(start + count, content.count)
            nodes.append(node(.part, id, name, String(decoding: content[units], as: UTF8.self), units))
            start = units.upperBound
        }
        return nodes
    }

    /// Parts of the dialect's own layout; nil when it has none for the field or the content is not of it.
    private func layoutParts(_ content: [UInt8]) -> [TreeNode]? {
        guard let layout = reading.dialect[place.field]?.layout, !layout.parts.isEmpty else { return nil }
        let values: [SubfieldValue]
        do { values = try layout.split(content, field: place.field) } catch { return nil }
        return values.map { value in
            let part = layout.parts.first { $0.key == value.key }
            let count = part.map { FieldPlace.byteCount($0.format, units: value.content.count) } ?? value.content.count
            let units = value.offset..<min(value.offset + count, content.count)
            return node(
                .part, "\(place.field).\(value.key)", value.name ?? FieldName("unknown part", "未知子域"),
                value.isSensitive ? FieldNodes.hiddenText(value.content.count) : PartNodes.printable(value.content),
                units
            )
        }
    }

    private func object(_ object: ChipObject, _ content: [UInt8]) -> TreeNode {
        let units = object.offset..<object.value.upperBound
        let tag = String(object.tag, radix: 16, uppercase: true)
        var node = node(.object, tag, FieldWords.chipName(object.tag), "", units)
        let value = place.nibbles(object.value)
        if object.children.isEmpty {
            node.value = hidden.hex(value.lowerBound / 2..<value.upperBound / 2)
            if place.format.coding == .hex {
                node.value =
                    node.isHidden
                    ? FieldNodes.hiddenText(object.value.count) : HexDigits.text(content[object.value])
            }
            if !node.isHidden { node.meaning = FieldWords.chip(object.tag, Array(content[object.value])) }
        } else {
            node.children = object.children.map { self.object($0, content) }
        }
        return node
    }

    private func node(
        _ kind: TreeNode.Kind, _ id: String, _ name: FieldName, _ value: String, _ units: Range<Int>
    ) -> TreeNode {
        let range = place.bytes(units)
        let isHidden = hidden.isHidden(place.nibbles(units))
        return TreeNode(
            kind: kind, id: id, name: name,
            value: isHidden && kind == .part ? FieldNodes.hiddenText(units.count) : value,
            meaning: nil, range: range, hex: hidden.hex(range), isHidden: isHidden)
    }

    /// Text, or hexadecimal digits where it is none.
    static func printable(_ content: [UInt8]) -> String {
        content.allSatisfy { (0x20..<0x7F).contains($0) }
            ? String(decoding: content, as: UTF8.self) : HexDigits.text(content)
    }
}
