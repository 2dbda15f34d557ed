extension FieldLayout {
    /// Puts the content of a field together from its parts, in the order in which they are given (a tagged layout) or in
    /// that of the layout.
    ///
    /// - Throws: `ISO8583Error` for a part that the layout does not have or whose content does not fit.
    public func join(_ values: [SubfieldValue], field: Int) throws(ISO8583Error) -> [UInt8] {
        switch self {
        case .positional(let parts): return try FieldLayout.joinPositional(parts, values, field)
        case .tagged(let form, let parts): return try FieldLayout.joinTagged(form, parts, values, field)
        case .bitmap(let bytes, let parts): return try FieldLayout.joinBitmap(bytes, parts, values, field)
        case .berTLV: return try FieldLayout.joinObjects(values, field)
        }
    }

    private static func joinPositional(
        _ parts: [Subfield], _ values: [SubfieldValue], _ field: Int
    ) throws(ISO8583Error) -> [UInt8] {
        var output: [UInt8] = []
        var left = values
        for part in parts {
            guard let index = left.firstIndex(where: { $0.key == part.key }) else { break }
            try append(left.remove(at: index), FieldPlan(part.format), field, to: &output)
        }
        return try appendRest(left, field, to: output)
    }

    private static func joinBitmap(
        _ bytes: Int, _ parts: [Subfield], _ values: [SubfieldValue], _ field: Int
    ) throws(ISO8583Error) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: max(bytes, 0))
        var left = values
        for bit in 0..<output.count * 8 {
            let key = String(bit + 1)
            guard let part = parts.first(where: { $0.key == key }),
                let index = left.firstIndex(where: { $0.key == key })
            else { continue }
            output[bit / 8] |= 0x80 >> UInt8(bit % 8)
            try append(left.remove(at: index), FieldPlan(part.format), field, to: &output)
        }
        return try appendRest(left, field, to: output)
    }

    private static func joinTagged(
        _ form: TagForm, _ parts: [Subfield], _ values: [SubfieldValue], _ field: Int
    ) throws(ISO8583Error) -> [UInt8] {
        var output: [UInt8] = []
        for value in values {
            output += try tag(form, value.key, field, at: output.count)
            var element = value.content
            if let part = parts.first(where: { $0.key == value.key }) {
                element = []
                let (count, most) = (value.content.count, part.format.length.most)
                guard count <= most else {
                    throw ISO8583Error(.tooLong(length: count, most: most), field: field, offset: output.count)
                }
                try append(value, FieldPlan(part.format.fixed(value.content.count)), field, to: &element)
            }
            let format = FieldFormat(
                .binary, .bytes, .variable(digits: form.lengthDigits, most: form.most), prefix: form.prefix)
            try append(SubfieldValue(key: value.key, content: element), FieldPlan(format), field, to: &output)
        }
        return output
    }

    private static func tag(
        _ form: TagForm, _ key: String, _ field: Int, at offset: Int
    ) throws(ISO8583Error) -> [UInt8] {
        let bytes: [UInt8]
        let count: Int
        switch form.tag {
        case .characters(let size): (bytes, count) = ([UInt8](key.utf8), size)
        case .binary(let size): (bytes, count) = (Digits.bytes(hex: key) ?? [], size)
        }
        guard bytes.count == count else {
            throw ISO8583Error(.wrongLength(length: bytes.count, expected: count), field: field, offset: offset)
        }
        return bytes
    }

    /// What lies behind the last part may only be the rest; any other part has no place.
    private static func appendRest(
        _ left: [SubfieldValue], _ field: Int, to output: [UInt8]
    ) throws(ISO8583Error) -> [UInt8] {
        guard let first = left.first else { return output }
        guard left.count == 1, first.key == SubfieldValue.rest else {
            throw ISO8583Error(.unknownField, field: field, offset: output.count)
        }
        return output + first.content
    }

    private static func append(
        _ value: SubfieldValue, _ plan: FieldPlan, _ field: Int, to output: inout [UInt8]
    ) throws(ISO8583Error) {
        let slot = Message.Slot(
            offset: 0, count: UInt32(truncatingIfNeeded: value.content.count), form: value.form ?? 0,
            isRead: value.form != nil)
        let size = try plan.byteCount(of: slot, field: field)
        let bytes = try value.content.span.withUnsafeBytes { (buffer) throws(ISO8583Error) in
            try [UInt8](unsafeUninitializedCapacity: size + FieldPlan.slack) { (output, count) throws(ISO8583Error) in
                guard let target = output.baseAddress, let base = buffer.baseAddress ?? UnsafeRawPointer(bitPattern: 1)
                else { return }
                let end = try plan.pack(
                    WireBytes(base: base, count: buffer.count), slot, field: field, to: UnsafeMutableRawPointer(target))
                count = end - UnsafeMutableRawPointer(target)
            }
        }
        output += bytes
    }

    private static func joinObjects(_ values: [SubfieldValue], _ field: Int) throws(ISO8583Error) -> [UInt8] {
        var list = TLVList()
        for (index, value) in values.enumerated() {
            if value.key == SubfieldValue.rest, index == values.count - 1, value.content.allSatisfy({ $0 == 0 }) {
                list.trailingPadding = value.content
                break
            }
            var number: UInt32 = 0
            let digits = Digits.bytes(hex: value.key) ?? []
            for byte in digits.prefix(5) { number = number &* 256 &+ UInt32(byte) }
            guard digits.count <= TLVTag.mostBytes, let tag = TLVTag(number) else {
                throw ISO8583Error(
                    .badObject(TLVError(.badTag, offset: list.encodedCount)), field: field, offset: list.encodedCount)
            }
            list.append(
                TLVObject(
                    tag, .bytes(value.content),
                    lengthForm: TLVLengthForm(rawValue: Int(value.form ?? 0)) ?? .short,
                    padding: [UInt8](repeating: 0, count: value.padding)))
        }
        return list.encoded()
    }
}

extension TagForm {
    /// The longest element that the length can say.
    var most: Int { prefix.greatest(digits: lengthDigits) }
}
