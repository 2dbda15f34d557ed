import SerialDriver
import TerminalService

/// A port as `ports list` and `ports watch` tell of it: its description, what it is best known by, and its profile.
struct PortReport: Encodable {
    /// The profile that fits.
    struct Known: Encodable {
        let id: String
        let name: String
        let chineseName: String
        let vendor: String
        let kind: TerminalProfile.Kind
        let line: String
        let notes: String
        let chineseNotes: String
    }

    let port: PortDescription
    let identity: PortIdentity
    let known: Known?

    init(_ port: PortDescription, in list: PortList, _ profiles: [TerminalProfile]) {
        self.port = port
        identity = list.identity(of: port)
        known = profiles.best(for: port).map {
            Known(
                id: $0.id, name: $0.name, chineseName: $0.chineseName, vendor: $0.vendor, kind: $0.kind,
                line: $0.line.description, notes: $0.notes, chineseNotes: $0.chineseNotes)
        }
    }

    private enum Key: String, CodingKey { case identity, known }

    /// The port's own keys, and two beside them.
    func encode(to encoder: any Encoder) throws {
        try port.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(identity, forKey: .identity)
        try container.encodeIfPresent(known, forKey: .known)
    }

    // MARK: In words

    /// Vendor and product id, or what else it hangs on.
    var ids: String { port.vendorID.map { "\($0):\(port.productID ?? "????")" } ?? port.bus ?? "-" }

    /// Vendor's and product's names; a vendor that is part of the product's name only once.
    var device: String {
        let product = port.product ?? ""
        let vendor = port.vendor.flatMap { product.hasPrefix($0) ? nil : $0 }
        let names = [vendor, port.product].compactMap { $0 }
        return names.isEmpty ? "-" : names.joined(separator: " ")
    }

    func name(_ language: LanguageOption) -> String {
        known.map { language == .en ? $0.name : $0.chineseName } ?? "-"
    }

    /// Lines below the table's: what would make it too wide.
    func details(_ language: LanguageOption) -> [String] {
        var lines = port.links.map { "    link:      \($0)" }
        if let interface = port.interface {
            lines.append("    interface: \(interface) \(port.interfaceName ?? "")".trimmingSpaces())
        }
        lines.append("    path:      \(port.physicalPath)" + (port.usbPort.map { " (USB port \($0))" } ?? ""))
        lines.append("    identity:  \(identity)")
        if let known { lines.append("    note:      \(language == .en ? known.notes : known.chineseNotes)") }
        if let hint = port.hint { lines.append("    may not be opened: \(hint)") }
        return lines
    }
}

extension String {
    /// Without blanks at its end.
    func trimmingSpaces() -> String { String(reversed().drop { $0 == " " }.reversed()) }
}
