import ISO8583

/// Composite fields compared part by part; the order of tagged parts is spelling.
struct PartComparison {
    let field: Int
    let name: FieldName?

    func differences(_ left: [FieldPart], _ right: [FieldPart]) -> [Difference] {
        var rest = right
        var found: [Difference] = []
        for part in left {
            guard let index = rest.firstIndex(where: { $0.key == part.key }) else {
                found.append(difference(.removed, part.key, left: shown(part), right: nil))
                continue
            }
            let other = rest.remove(at: index)
            guard other.content != part.content else { continue }
            let (before, after) = (shown(part), shown(other))
            found.append(
                difference(
                    .changed, part.key, left: before, right: after, note: before == after ? Difference.hidden : nil))
        }
        found += rest.map { difference(.added, $0.key, left: nil, right: shown($0)) }
        guard found.isEmpty else { return found }
        let isOrder = left.map(\.key) != right.map(\.key)
        return [
            Difference(
                .spelling, field: field, name: name, left: nil, right: nil,
                note: isOrder
                    ? FieldName("order of the parts", "子域顺序") : FieldName("form of tags and lengths", "标签或长度的形式"))
        ]
    }

    private func difference(
        _ kind: Difference.Kind, _ key: String, left: String?, right: String?, note: FieldName? = nil
    ) -> Difference {
        Difference(kind, field: field, part: key, name: name, left: left, right: right, note: note)
    }

    private func shown(_ part: FieldPart) -> String {
        if part.isSensitive { return "<\(part.content.count) hidden>" }
        let isText = !part.content.isEmpty && part.content.allSatisfy { (0x20..<0x7F).contains($0) }
        // Chip data is binary: it is not read as text because it happens to look so.
        return isText && field != 55 ? String(decoding: part.content, as: UTF8.self) : Hexadecimal.upper(part.content)
    }
}
