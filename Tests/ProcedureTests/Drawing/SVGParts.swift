import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// What a picture says it holds, read by an XML parser.
final class SVGParts: NSObject, XMLParserDelegate {
    private(set) var states: [String] = []
    private(set) var durable: Set<String> = []
    private(set) var arrows: [String] = []
    private(set) var text = ""

    init(_ svg: String) throws {
        super.init()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = self
        guard parser.parse() else { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
    }

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
        qualifiedName qName: String?, attributes: [String: String]
    ) {
        if let state = attributes["data-state"] {
            states.append(state)
            if attributes["data-durable"] == "true" { durable.insert(state) }
        }
        if let from = attributes["data-from"], let to = attributes["data-to"], let events = attributes["data-events"] {
            // An arrow from every other state names them all.
            for state in from.split(separator: " ") { arrows.append("\(state) \(events) \(to)") }
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}
