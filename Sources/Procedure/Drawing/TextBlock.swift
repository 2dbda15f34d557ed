/// A line of text in a drawing.
struct TextLine: Equatable {
    enum Style: Equatable {
        case title, name, plain, condition, heading
    }

    /// Set in bold before the text.
    var lead = ""
    var text: String
    var style: Style

    /// Size of the letters.
    var size: Double {
        switch style {
        case .heading: 20
        case .title: 15
        case .name: 10.5
        case .plain, .condition: 12
        }
    }

    /// From one baseline to the next.
    var height: Double { (size * 1.35).rounded() }

    var isBold: Bool { style == .title || style == .heading }

    /// How wide it is drawn.
    var width: Double {
        TextWidth.of(lead, size: size, isBold: true) + TextWidth.of(text, size: size, isBold: isBold)
    }
}

extension [TextLine] {
    /// Adds a text in as many lines as it needs.
    mutating func add(_ text: String, _ style: TextLine.Style, lead: String = "", width: Double) {
        let form = TextLine(text: "", style: style)
        let indent = TextWidth.of(lead, size: form.size, isBold: true)
        let lines = TextWidth.wrap(text, width: width, size: form.size, isBold: form.isBold, indent: indent)
        for (index, line) in lines.enumerated() {
            append(TextLine(lead: index == 0 ? lead : "", text: line, style: style))
        }
    }

    /// Height of all lines.
    var height: Double { reduce(0) { $0 + $1.height } }

    /// Width of the widest line.
    var width: Double { map(\.width).max() ?? 0 }
}
