import ISO8583

/// Packagers of jPOS as its `GenericPackager` reads them: XML with one element for each field.
///
/// The mapping is made from the names of the classes and from jPOS's public documentation.
public enum JPOSPackager {
    /// Reads a packager.
    ///
    /// - Parameters:
    ///   - xml: The text, at most 1 MiB. A document type may be named and is not read; entities are not expanded.
    ///   - name: What the text is called in errors, for example its file name.
    /// - Returns: The dialect, and what the packager says that a dialect cannot.
    /// - Throws: `DialectFileError` with every field that cannot be read.
    public static func `import`(xml: String, name: String = "packager.xml") throws(DialectFileError) -> ImportResult {
        let log = ProblemLog(file: name)
        var dialect: Dialect?
        if let root = XMLElements.root(xml, log) { dialect = PackagerReader(log: log, file: name).dialect(root) }
        if let error = log.error { throw error }
        guard let dialect else {
            throw DialectFileError(DialectProblem(file: name, what: "the file describes no dialect"))
        }
        return ImportResult(dialect: dialect, warnings: log.warnings)
    }
}

/// Reads the heading of a packager: message type and bitmap; and its fields.
struct PackagerReader {
    let log: ProblemLog
    let file: String

    func dialect(_ root: XMLElement) -> Dialect? {
        guard root.name == "isopackager" else {
            log.add(root.place, "this is no packager", why: "the element is \(root.name), not isopackager")
            return nil
        }
        for (key, value) in root.attributes.sorted(by: { $0.key < $1.key }) {
            switch (key, value) {
            case ("bitmapField", "1"), ("emitBitmap", "true"), ("headerLength", "0"), ("maxValidField", _): break
            case ("bitmapField", _), ("emitBitmap", _):
                log.add(
                    root.place, "\(key)=\"\(value)\" cannot be said",
                    why: "a dialect's message has its bitmap behind the type")
            default: log.warn(root.place, "the attribute \(key)=\"\(value)\" is not read")
            }
        }
        var rows: [Int: XMLElement] = [:]
        for element in root.children {
            guard element.name == "isofield" || element.name == "isofieldpackager" else {
                log.add(
                    element.place, "the element \(element.name) is not known here",
                    next: "known are isofield and isofieldpackager")
                continue
            }
            guard let number = number(element, "id", 0...FieldNumbers.last) else { continue }
            if let other = rows[number] {
                log.add(
                    element.place, "field \(number) is defined twice", why: "it is on line \(other.place.line) already")
                continue
            }
            rows[number] = element
        }
        let type = typeCoding(rows[0], root)
        let bitmap = bitmap(rows, root)
        var definitions: [FieldDefinition] = []
        let fields = PackagerFields(log: log)
        for number in rows.keys.sorted() where number > 1 {
            guard let element = rows[number] else { continue }
            if number == 65, case .bitmap? = fields.packagerClass(element) { continue }
            guard let definition = fields.definition(number, element) else { continue }
            if let why = FieldNumbers.objection(number, bitmaps: bitmap?.limit ?? 3) {
                log.add(element.place, "there can be no field \(number)", why: why)
            } else {
                definitions.append(definition)
            }
        }
        guard log.error == nil, let type, let bitmap else { return nil }
        let base = file.split(separator: "/").last.map { String($0) } ?? file
        let stem = base.hasSuffix(".xml") ? String(base.dropLast(4)) : base
        return Dialect(
            id: ImportedID.make(stem), name: stem, typeCoding: type, bitmapCoding: bitmap.coding,
            bitmapLimit: bitmap.limit, fields: definitions)
    }

    private func typeCoding(_ element: XMLElement?, _ root: XMLElement) -> Dialect.TypeCoding? {
        guard let element else {
            log.add(root.place, "field 0 is missing", why: "it says how the message type is written")
            return nil
        }
        if case .field(let content, let choices, prefixDigits: 0)? = PackagerFields(log: log).packagerClass(element),
            content == .digits || content == .text, element.attributes["length"] == "4"
        {
            switch choices.coding {
            case .bytes?: return .ascii
            case .packed?: return .packed
            case .ebcdic?: return .ebcdic
            default: break
            }
        }
        log.add(
            element.place, "field 0 is no message type", why: "it is four digits, in ASCII, in EBCDIC or packed",
            next: "known are IFA_NUMERIC, IFB_NUMERIC and IFE_NUMERIC of the length 4")
        return nil
    }

    private func bitmap(_ rows: [Int: XMLElement], _ root: XMLElement) -> (coding: Dialect.BitmapCoding, limit: Int)? {
        guard let element = rows[1] else {
            log.add(root.place, "field 1 is missing", why: "it says how the bitmap is written")
            return nil
        }
        let fields = PackagerFields(log: log)
        guard case .bitmap(let coding, let expands)? = fields.packagerClass(element) else {
            log.add(element.place, "field 1 is no bitmap", next: "known are IFA_BITMAP, IFB_BITMAP and IFE_BITMAP")
            return nil
        }
        guard let length = number(element, "length", 1...48) else { return nil }
        guard expands || length <= 8 else {
            log.add(
                element.place, "a bitmap of \(length) bytes that does not expand cannot be said",
                why: "in a dialect the first bit of a bitmap announces the next one")
            return nil
        }
        // The length counts bytes of bitmap; some files count hexadecimal digits. 16 is two bitmaps either way: the first
        // of 16 digits expands.
        var limit = length <= 8 ? 1 : length <= 16 ? 2 : length <= 24 ? 3 : length <= 32 ? 2 : 3
        if case .bitmap? = rows[65].flatMap({ fields.packagerClass($0) }) { limit = 3 }
        if length > 24 {
            log.warn(
                element.place, "the bitmap is taken as \(limit) bitmaps",
                why: "its length is taken as hexadecimal digits")
        }
        return (coding, limit)
    }

    private func number(_ element: XMLElement, _ key: String, _ range: ClosedRange<Int>) -> Int? {
        PackagerFields(log: log).number(element, key, range)
    }
}
