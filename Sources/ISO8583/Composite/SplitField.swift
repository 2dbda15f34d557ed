extension Dialect {
    /// The parts of a composite field; nil when the field is absent or a plain value.
    ///
    /// - Throws: `ISO8583Error` with the byte offset within the field's content.
    public func subfields(of field: Int, in message: Message) throws(ISO8583Error) -> [SubfieldValue]? {
        guard let layout = self[field]?.layout, let content = message[bytes: field] else { return nil }
        return try layout.split(content, field: field)
    }
}

extension FieldLayout {
    /// Takes the content of a field apart.
    ///
    /// - Parameter field: Number of the field, for errors.
    /// - Throws: `ISO8583Error` with the byte offset within the content.
    public func split(_ content: [UInt8], field: Int) throws(ISO8583Error) -> [SubfieldValue] {
        try content.span.withUnsafeBytes { (buffer) throws(ISO8583Error) in
            guard let base = buffer.baseAddress ?? UnsafeRawPointer(bitPattern: 1) else { return [] }
            let wire = WireBytes(base: base, count: buffer.count)
            switch self {
            case .positional(let parts): return try FieldLayout.positional(parts, wire, field)
            case .tagged(let form, let parts): return try FieldLayout.tagged(form, parts, wire, field)
            case .bitmap(let bytes, let parts): return try FieldLayout.bitmap(bytes, parts, wire, field)
            case .berTLV: return try FieldLayout.objects(content, field)
            }
        }
    }

    private static func positional(
        _ parts: [Subfield], _ wire: WireBytes, _ field: Int
    ) throws(ISO8583Error) -> [SubfieldValue] {
        var offset = 0
        var values: [SubfieldValue] = []
        for part in parts where offset < wire.count {
            values.append(try value(part, FieldPlan(part.format), wire, &offset, field))
        }
        appendRest(wire, offset, to: &values)
        return values
    }

    private static func bitmap(
        _ bytes: Int, _ parts: [Subfield], _ wire: WireBytes, _ field: Int
    ) throws(ISO8583Error) -> [SubfieldValue] {
        guard bytes >= 0, bytes <= wire.count else {
            throw ISO8583Error(.tooShort(needed: bytes, available: wire.count), field: field, offset: 0)
        }
        var offset = bytes
        var values: [SubfieldValue] = []
        for bit in 0..<bytes * 8 where wire.byte(bit / 8) & (0x80 >> UInt8(bit % 8)) != 0 {
            let key = String(bit + 1)
            guard let part = parts.first(where: { $0.key == key }) else {
                throw ISO8583Error(.unknownField, field: field, offset: bit / 8)
            }
            values.append(try value(part, FieldPlan(part.format), wire, &offset, field))
        }
        appendRest(wire, offset, to: &values)
        return values
    }

    private static func tagged(
        _ form: TagForm, _ parts: [Subfield], _ wire: WireBytes, _ field: Int
    ) throws(ISO8583Error) -> [SubfieldValue] {
        var offset = 0
        var values: [SubfieldValue] = []
        while offset < wire.count {
            let key = try readTag(form, wire, &offset, field)
            let part = parts.first { $0.key == key }
            // The element's length counts bytes; an element that nobody knows is kept as bytes.
            let element = FieldFormat(
                .binary, .bytes, .variable(digits: form.lengthDigits, most: form.most), prefix: form.prefix)
            let start = offset
            let slot = try FieldPlan(element).scan(wire, &offset, field: field)
            let (place, count) = (FieldMap.offset(slot), FieldMap.units(slot))
            guard let part else {
                values.append(
                    SubfieldValue(
                        key: key, name: nil, content: wire.bytes(place, count), isSensitive: false, offset: place,
                        form: nil))
                continue
            }
            let plan = try elementPlan(part.format, count, field, at: start)
            var contentOffset = place
            values.append(try value(part, plan, wire, &contentOffset, field))
        }
        return values
    }

    /// How an element of so many bytes is read. Its length counts bytes, so that packed digits may have a spare nibble.
    private static func elementPlan(
        _ format: FieldFormat, _ count: Int, _ field: Int, at offset: Int
    ) throws(ISO8583Error) -> FieldPlan {
        guard var units = format.units(bytes: count) else {
            throw ISO8583Error(
                count == 0 ? .tooShort(needed: 1, available: 0) : .halfByte(length: count), field: field,
                offset: offset)
        }
        let most = format.length.most
        // The spare nibble of the longest odd number; of a signed amount the sign is a byte of its own.
        let isSigned = format.content == .signed && format.coding == .packed
        if units == most + 1, most % 2 == (isSigned ? 0 : 1), isSigned || FieldPlan(format).isPacked { units = most }
        guard units <= most else {
            throw ISO8583Error(.tooLong(length: units, most: most), field: field, offset: offset)
        }
        var plan = FieldPlan(format.fixed(units))
        plan.unit = .bytes
        return plan
    }

    private static func readTag(
        _ form: TagForm, _ wire: WireBytes, _ offset: inout Int, _ field: Int
    ) throws(ISO8583Error) -> String {
        let size =
            switch form.tag {
            case .characters(let count), .binary(let count): max(count, 1)
            }
        guard size <= wire.count - offset else {
            throw ISO8583Error(
                .tooShort(needed: size, available: wire.count - offset), field: field, offset: offset)
        }
        let tag = wire.bytes(offset, size)
        if case .characters = form.tag {
            for (index, byte) in tag.enumerated() where byte < 0x21 || byte > 0x7E {
                throw ISO8583Error(.badCharacter, field: field, offset: offset + index)
            }
        }
        offset += size
        if case .binary = form.tag { return Digits.hex(tag) }
        return Digits.text(tag)
    }

    private static func value(
        _ part: Subfield, _ plan: FieldPlan, _ wire: WireBytes, _ offset: inout Int, _ field: Int
    ) throws(ISO8583Error) -> SubfieldValue {
        let slot = try plan.scan(wire, &offset, field: field)
        let content = [UInt8](unsafeUninitializedCapacity: FieldMap.units(slot) + FieldPlan.slack) { output, count in
            count = FieldMap.units(slot)
            if let target = output.baseAddress { plan.unpack(wire, slot, to: UnsafeMutableRawPointer(target)) }
        }
        return SubfieldValue(
            key: part.key, name: part.name, content: content, isSensitive: part.format.isSensitive,
            offset: FieldMap.offset(slot), form: FieldMap.flags(slot))
    }

    private static func appendRest(_ wire: WireBytes, _ offset: Int, to values: inout [SubfieldValue]) {
        guard offset < wire.count else { return }
        values.append(
            SubfieldValue(
                key: SubfieldValue.rest, name: nil, content: wire.bytes(offset, wire.count - offset),
                isSensitive: false, offset: offset, form: nil))
    }

    /// The objects at the top; those inside of a constructed one are its content.
    private static func objects(_ content: [UInt8], _ field: Int) throws(ISO8583Error) -> [SubfieldValue] {
        var values: [SubfieldValue] = []
        var reader = TLVReader(content)
        do throws(TLVError) {
            while let element = try reader.next() {
                let tag = EMVTag(element.tag)
                values.append(
                    SubfieldValue(
                        key: element.tag.description,
                        name: tag.isKnown ? FieldName(tag.name(.english), tag.name(.chinese)) : nil,
                        content: [UInt8](content[element.value]), isSensitive: tag.isSensitive,
                        offset: element.value.lowerBound, form: UInt8(element.lengthForm.rawValue),
                        padding: element.padding.count))
            }
            let end = reader.trailingPadding
            if !end.isEmpty {
                values.append(
                    SubfieldValue(
                        key: SubfieldValue.rest, name: nil, content: [UInt8](content[end]), isSensitive: false,
                        offset: end.lowerBound, form: nil))
            }
        } catch {
            throw ISO8583Error(.badObject(error), field: field, offset: error.offset)
        }
        return values
    }
}

extension FieldFormat {
    /// Units of content in so many bytes on the wire; nil when they do not come out even.
    func units(bytes: Int) -> Int? {
        switch (content, coding) {
        case (.signed, .packed): bytes == 0 ? nil : 1 + (bytes - 1) * 2
        case (_, .packed): bytes * 2
        case (_, .hex): bytes % 2 == 0 ? bytes / 2 : nil
        default: bytes
        }
    }

    /// The same format with a fixed length.
    func fixed(_ units: Int) -> FieldFormat {
        var format = self
        format.length = .fixed(units)
        return format
    }
}

extension WireBytes {
    func bytes(_ offset: Int, _ count: Int) -> [UInt8] {
        [UInt8](UnsafeRawBufferPointer(start: base + offset, count: count))
    }
}
