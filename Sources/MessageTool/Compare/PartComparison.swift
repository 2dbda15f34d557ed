import ISO8583

/// Composite fields compared part by part, templates by the objects in them; the order of tagged parts is spelling.
struct PartComparison {
    let field: Int
    let name: FieldName?

    func differences(_ left: [ShownPart], _ right: [ShownPart]) -> [Difference] {
        var rest = right
        var found: [Difference] = []
        for part in left {
            guard let index = rest.firstIndex(where: { $0.key == part.key }) else {
                found.append(difference(.removed, part.key, left: part.shown, right: nil))
                continue
            }
            let other = rest.remove(at: index)
            guard other.content != part.content else { continue }
            found.append(
                difference(
                    .changed, part.key, left: part.shown, right: other.shown,
                    note: part.shown == other.shown ? Difference.hidden : nil))
        }
        found += rest.map { difference(.added, $0.key, left: nil, right: $0.shown) }
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
}
