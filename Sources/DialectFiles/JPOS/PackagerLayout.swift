import ISO8583

/// Turns a field with a packager of its own into a layout.
struct PackagerLayout {
    let fields: PackagerFields

    var log: ProblemLog { fields.log }

    func read(_ element: XMLElement, _ label: String, _ format: FieldFormat) -> (FieldFormat, FieldLayout)? {
        guard let layout = layout(element, label, isSensitive: format.isSensitive) else { return nil }
        guard let (_, why) = layout.objection(in: format) else { return (format, layout) }
        // Parts that are no text can lie in a field that is counted in bytes just as well.
        var bytes = format
        bytes.content = .binary
        if format.content == .text, format.coding == .bytes, layout.objection(in: bytes) == nil {
            log.warn(element.place, "\(label) is taken as bytes", why: why)
            return (bytes, layout)
        }
        log.add(element.place, "\(label) cannot be made of its parts", why: why)
        return nil
    }

    private func layout(_ element: XMLElement, _ label: String, isSensitive: Bool) -> FieldLayout? {
        let packager = element.attributes["packager"] ?? ""
        let simple = packager.split(separator: ".").last ?? ""
        if simple.contains("BERTLV") {
            guard simple == "BERTLVBinaryPackager" else {
                log.add(
                    element.place, "the packager \(simple.prefix(60)) of \(label) cannot be said",
                    why: "a dialect's BER-TLV objects are bytes")
                return nil
            }
            if !element.children.isEmpty {
                log.warn(
                    element.place, "the objects of \(label) are named by EMV's own table",
                    why: "a dialect says of BER-TLV only that it is there")
            }
            return .berTLV
        }
        guard ["GenericSubFieldPackager", "GenericPackager", "GenericTaggedFieldsPackager"].contains(simple) else {
            log.add(
                element.place, "the packager \(packager.prefix(60)) of \(label) is not known here",
                next:
                    "known are GenericSubFieldPackager, GenericPackager, GenericTaggedFieldsPackager and BERTLVBinaryPackager"
            )
            return nil
        }
        if let form = element.children.lazy.compactMap({ fields.tagForm($0) }).first {
            return tagged(form, element, label, isSensitive: isSensitive)
        }
        // A bitmap stands first unless the packager says that there is none.
        let hasBitmap = (element.attributes["emitBitmap"] ?? "true") == "true"
        var parts: [(number: Int, part: Subfield)] = []
        var bitmapBytes: Int?
        var isWhole = true
        for child in element.children {
            guard child.name == "isofield", let number = fields.number(child, "id", 0...FieldNumbers.last) else {
                if child.name != "isofield" {
                    log.add(
                        child.place, "\(label) has a part with parts of its own",
                        why: "a part of a dialect's field has none")
                }
                isWhole = false
                continue
            }
            let name = "part \(number) of \(label)"
            if case .bitmap(let coding, _)? = fields.packagerClass(child) {
                guard hasBitmap, coding == .binary, let bytes = fields.number(child, "length", 1...8) else {
                    log.add(
                        child.place, "the bitmap of \(label) cannot be said",
                        why: "a dialect's layout has a bitmap of 1 to 8 bytes that does not expand",
                        next: "known is IFB_BITMAP")
                    isWhole = false
                    continue
                }
                bitmapBytes = bytes
                continue
            }
            if fields.packagerClass(child) == .absent { continue }
            guard let format = fields.format(child, name, number: nil, isSensitive: isSensitive) else {
                isWhole = false
                continue
            }
            parts.append((number, Subfield("\(number)", format, FieldName(fields.name(child) ?? "part \(number)"))))
        }
        guard isWhole else { return nil }
        parts.sort { $0.number < $1.number }
        let subfields = parts.map(\.part)
        guard hasBitmap else { return .positional(subfields) }
        guard let bitmapBytes else {
            log.add(
                element.place, "\(label) has no bitmap among its parts",
                next: "write emitBitmap=\"false\" when there is none")
            return nil
        }
        return .bitmap(bytes: bitmapBytes, subfields)
    }

    /// Elements that each begin with a tag, which is the number of the part.
    private func tagged(
        _ form: TagForm, _ element: XMLElement, _ label: String, isSensitive: Bool
    ) -> FieldLayout? {
        guard case .characters(let digits) = form.tag else { return nil }
        var parts: [(number: Int, part: Subfield)] = []
        for child in element.children where fields.packagerClass(child) != .absent {
            guard fields.tagForm(child) == form else {
                log.add(
                    child.place, "a part of \(label) has no tag of the same form as the others",
                    why: "in a dialect all elements of a field have tags and lengths of one form")
                return nil
            }
            guard let number = fields.number(child, "id", 0...9_999),
                let count = fields.number(child, "length", 1...99_999)
            else { return nil }
            let tag = String(repeating: "0", count: max(0, digits - String(number).count)) + String(number)
            let most = min(count, form.prefix.greatest(digits: form.lengthDigits))
            let format = FieldFormat(
                .text, .bytes, .variable(digits: form.lengthDigits, most: most), prefix: form.prefix,
                isSensitive: isSensitive)
            parts.append((number, Subfield(tag, format, FieldName(fields.name(child) ?? "part \(number)"))))
        }
        parts.sort { $0.number < $1.number }
        return .tagged(form, parts.map(\.part))
    }
}
