import ISO8583

/// One part of a composite field.
struct FieldPart: Equatable {
    /// Place or tag.
    var key: String
    /// Its content, as `Message` has it for fields.
    var content: [UInt8]
}

/// What composite fields are made of: by the dialect's own layouts, and by those that a field has only in
/// messages of a class.
enum FieldParts {
    /// Content of a field from its parts.
    ///
    /// - Throws: `ISO8583Error` when a part does not fit, or the field has no parts (`badLayout`).
    static func join(
        _ parts: [FieldPart], field: Int, _ dialect: Dialect, _ mti: MTI
    ) throws(ISO8583Error) -> [UInt8] {
        guard let layout = layout(of: field, dialect, mti) else {
            throw ISO8583Error(.badLayout, field: field, offset: 0)
        }
        return try layout.join(parts.map { SubfieldValue(key: $0.key, content: $0.content) }, field: field)
    }

    /// What a field is made of.
    static func layout(of field: Int, _ dialect: Dialect, _ mti: MTI) -> FieldLayout? {
        if let layout = dialect[field]?.layout { return layout }
        switch (dialect.responseTable, field, mti.messageClass) {
        case (.unionPay, 48, 5): return digits([12, 3, 12, 3, 1, 12, 3, 12, 3, 1])
        case (.hypercom, 60, 3): return text([4, 6, 12])
        case (.hypercom, 63, 5): return digits([3, 12, 3, 12, 3, 12, 3, 12, 3, 12, 3, 12])
        default: return nil
        }
    }

    private static func digits(_ counts: [Int]) -> FieldLayout {
        .positional(
            counts.enumerated().map {
                Subfield(String($0.offset + 1), FieldFormat(.digits, .bytes, .fixed($0.element)), FieldName(""))
            })
    }

    private static func text(_ counts: [Int]) -> FieldLayout {
        .positional(
            counts.enumerated().map {
                Subfield(String($0.offset + 1), FieldFormat(.text, .bytes, .fixed($0.element)), FieldName(""))
            })
    }
}
