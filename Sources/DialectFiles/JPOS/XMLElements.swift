/// An element of an XML text with its attributes and the elements in it. Texts between elements are left out.
struct XMLElement {
    let name: String
    let attributes: [String: String]
    let place: Place
    var children: [XMLElement] = []
}

/// Reads elements and attributes, and nothing else of XML: no entities but the five of XML itself, no internal subset of
/// a document type, no files. What the text asks for beyond that is an error, so that no text makes more than it is.
///
/// Foundation's `XMLParser` was tried in its place. On Linux (Swift 6.3) it cannot keep these promises:
/// - It ends the program on valid declarations: `<!DOCTYPE a [<!ATTLIST a z CDATA #IMPLIED>]><a/>` and
///   `<!DOCTYPE a [<!NOTATION n SYSTEM "x">]><a/>` read through a null pointer before a delegate is asked.
/// - A delegate is never told of an entity that is declared, so it cannot refuse one; the value of `&e;` just comes.
/// - The place of an element is the end of its start tag: of one written over four lines, as packagers write their
///   fields, the fourth line.
/// - `parse()` is true for `<a><b>`, and an error has a code without words.
/// - An encoding that the text names is applied to the UTF-8 that a string is handed over as.
struct XMLElements {
    /// The deepest nesting of elements.
    static let mostLevels = YAMLSource.mostLevels

    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var line = 1
    private var lineStart = 0
    private let log: ProblemLog

    /// The root element, or nil after a problem was noted.
    static func root(_ text: String, _ log: ProblemLog) -> XMLElement? {
        guard text.utf8.count <= YAMLSource.mostBytes else {
            log.add(
                nil, "the file has \(text.utf8.count) bytes",
                why: "a file of at most \(YAMLSource.mostBytes) bytes is read")
            return nil
        }
        var reader = XMLElements(text, log)
        return reader.document()
    }

    private init(_ text: String, _ log: ProblemLog) {
        scalars = Array(text.unicodeScalars)
        self.log = log
    }

    private var place: Place { Place(line: line, column: index - lineStart + 1) }

    private mutating func document() -> XMLElement? {
        var open: [XMLElement] = []
        var root: XMLElement?
        if peek("\u{FEFF}") { advance() }
        while true {
            while index < scalars.count, scalars[index] != "<" { advance() }
            guard index < scalars.count else { break }
            if peek("<!--") {
                guard skip(to: "-->", "a comment") else { return nil }
            } else if peek("<?") {
                guard skip(to: "?>", "an instruction") else { return nil }
            } else if peek("<!DOCTYPE") {
                guard skipDoctype() else { return nil }
            } else if peek("<!") {
                return failed(
                    place, "a declaration or a block of characters", why: "a packager has elements and attributes only")
            } else if peek("</") {
                let start = place
                advance(2)
                let name = self.name()
                skipBlanks()
                guard take(">"), let element = open.popLast(), element.name == name else {
                    return failed(start, "an end of an element that was not begun", why: "it is </\(name)>")
                }
                guard close(element, &open, &root) else { return nil }
            } else {
                guard root == nil else { return failed(place, "a second element behind the first one") }
                guard let (element, isEmpty) = start() else { return nil }
                if isEmpty {
                    guard close(element, &open, &root) else { return nil }
                } else {
                    guard open.count < XMLElements.mostLevels else {
                        return failed(
                            element.place, "elements are nested too deeply",
                            why: "at most \(XMLElements.mostLevels) levels are read")
                    }
                    open.append(element)
                }
            }
        }
        if let element = open.last { return failed(element.place, "the element \(element.name) has no end") }
        guard let root else { return failed(nil, "the file has no element") }
        return root
    }

    private func close(_ element: XMLElement, _ open: inout [XMLElement], _ root: inout XMLElement?) -> Bool {
        if open.isEmpty {
            root = element
        } else {
            open[open.count - 1].children.append(element)
        }
        return true
    }

    private func failed(_ place: Place?, _ what: String, why: String = "") -> XMLElement? {
        log.add(place, "not the XML of a packager: \(what)", why: why, next: "correct the file")
        return nil
    }

    // MARK: Parts

    private mutating func start() -> (element: XMLElement, isEmpty: Bool)? {
        let start = place
        advance()
        let name = self.name()
        guard !name.isEmpty else {
            _ = failed(start, "a < that begins no element")
            return nil
        }
        var attributes: [String: String] = [:]
        while true {
            skipBlanks()
            if take(">") { return (XMLElement(name: name, attributes: attributes, place: start), false) }
            if peek("/>") {
                advance(2)
                return (XMLElement(name: name, attributes: attributes, place: start), true)
            }
            let attributePlace = place
            let key = self.name()
            skipBlanks()
            guard !key.isEmpty, take("=") else {
                _ = failed(
                    attributePlace, "an attribute of \(name) that cannot be read",
                    why: "it is written as name=\"value\"")
                return nil
            }
            skipBlanks()
            guard let value = value() else { return nil }
            guard attributes.updateValue(value, forKey: key) == nil else {
                _ = failed(attributePlace, "the attribute \(key) is there twice")
                return nil
            }
        }
    }

    private mutating func value() -> String? {
        let start = place
        guard index < scalars.count, scalars[index] == "\"" || scalars[index] == "'" else {
            _ = failed(start, "a value without quotes")
            return nil
        }
        let quote = scalars[index]
        advance()
        var value = String.UnicodeScalarView()
        while index < scalars.count, scalars[index] != quote {
            let scalar = scalars[index]
            guard scalar != "<" else {
                _ = failed(place, "a < in a value", why: "it is written as &lt;")
                return nil
            }
            if scalar == "&" {
                guard let character = reference() else { return nil }
                value.append(character)
            } else {
                value.append(scalar)
                advance()
            }
        }
        guard take(quote) else {
            _ = failed(start, "a value without an end")
            return nil
        }
        return String(value)
    }

    /// One of XML's own five entities, or a character by its number.
    private mutating func reference() -> Unicode.Scalar? {
        let start = place
        advance()
        var name = ""
        while index < scalars.count, scalars[index] != ";", name.count < 10 {
            name.unicodeScalars.append(scalars[index])
            advance()
        }
        let known: [String: Unicode.Scalar] = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'"]
        let character: Unicode.Scalar?
        if name.hasPrefix("#x") {
            character = UInt32(name.dropFirst(2), radix: 16).flatMap { Unicode.Scalar($0) }
        } else if name.hasPrefix("#") {
            character = UInt32(name.dropFirst()).flatMap { Unicode.Scalar($0) }
        } else {
            character = known[name]
        }
        guard take(";"), let character else {
            _ = failed(start, "an entity that XML does not have", why: "entities of a document type are not read")
            return nil
        }
        return character
    }

    /// The document type of packagers is well known and not read; an internal subset, which could hold entities, is
    /// refused.
    private mutating func skipDoctype() -> Bool {
        let start = place
        var quote: Unicode.Scalar?
        while index < scalars.count {
            let scalar = scalars[index]
            if let open = quote {
                if scalar == open { quote = nil }
            } else if scalar == "\"" || scalar == "'" {
                quote = scalar
            } else if scalar == "[" {
                _ = failed(place, "a document type with declarations of its own", why: "entities are not read")
                return false
            } else if scalar == ">" {
                advance()
                return true
            }
            advance()
        }
        _ = failed(start, "a document type without an end")
        return false
    }

    private mutating func skip(to end: String, _ what: String) -> Bool {
        let start = place
        while index < scalars.count, !peek(end) { advance() }
        guard index < scalars.count else {
            _ = failed(start, "\(what) without an end")
            return false
        }
        advance(end.unicodeScalars.count)
        return true
    }

    private mutating func name() -> String {
        var name = String.UnicodeScalarView()
        while index < scalars.count, XMLElements.isNameCharacter(scalars[index]), name.count < 100 {
            name.append(scalars[index])
            advance()
        }
        return String(name)
    }

    private static func isNameCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", ":": true
        default: false
        }
    }

    private mutating func skipBlanks() {
        while index < scalars.count, scalars[index].properties.isWhitespace { advance() }
    }

    private func peek(_ text: String) -> Bool {
        var place = index
        for scalar in text.unicodeScalars {
            guard place < scalars.count, scalars[place] == scalar else { return false }
            place += 1
        }
        return true
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard index < scalars.count, scalars[index] == scalar else { return false }
        advance()
        return true
    }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where index < scalars.count {
            if scalars[index] == "\n" {
                line += 1
                lineStart = index + 1
            }
            index += 1
        }
    }
}
