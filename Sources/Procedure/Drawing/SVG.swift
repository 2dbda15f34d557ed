import ISO8583
import Settlement

/// A chart as an SVG picture: black on white, so that it prints; what differs differs by its form, not by its colour alone.
public struct ChartPicture: Sendable {
    /// The picture, a whole SVG document.
    public let svg: String

    /// Draws a chart.
    ///
    /// - Parameters:
    ///   - chart: The chart.
    ///   - language: Language of all texts.
    public init(_ chart: StateChart, language: Language) {
        svg = SVGWriter(ChartDrawing(chart, language)).document
    }
}

/// Writes a drawing as SVG.
struct SVGWriter {
    private let drawing: ChartDrawing
    private static let fonts =
        "'Noto Sans', 'Noto Sans CJK SC', 'Noto Sans SC', 'Microsoft YaHei', 'PingFang SC', Arial, 'DejaVu Sans', sans-serif"

    init(_ drawing: ChartDrawing) { self.drawing = drawing }

    var document: String {
        let legend = Legend(drawing)
        let height = drawing.height + legend.height
        let size = "\(number(drawing.width)) \(number(height))"
        let language = drawing.language == .english ? "en" : "zh-CN"
        return """
            <svg xmlns="http://www.w3.org/2000/svg" xml:lang="\(language)" role="img" \
            width="\(number(drawing.width))" height="\(number(height))" viewBox="0 0 \(size)">
            <title>\(escaped(drawing.chart.title(drawing.language)))</title>
            <desc>\(escaped(drawing.chart.summary(drawing.language)))</desc>
            <defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" \
            markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 L10 5 L0 10 z" fill="#222"/></marker></defs>
            <style>
            text { font-family: \(SVGWriter.fonts); fill: #111; font-size: 12px; }
            .heading { font-size: 20px; font-weight: bold; }
            .title { font-size: 15px; font-weight: bold; }
            .name { font-size: 10.5px; font-family: 'Noto Sans Mono', 'DejaVu Sans Mono', monospace; fill: #555; }
            .condition { font-style: italic; fill: #333; }
            .lead, .tag { font-weight: bold; }
            .tag { font-size: 9.5px; }
            .line { fill: none; stroke: #222; stroke-width: 1.4; }
            .frame { fill: #fff; stroke: #222; stroke-width: 1.4; }
            .inner { fill: #f4f7fa; stroke: #222; stroke-width: 0.8; }
            .volatile { stroke-dasharray: 6 4; }
            .paper { fill: #fff; }
            .dot { fill: #222; }
            </style>
            <rect class="paper" width="\(number(drawing.width))" height="\(number(height))"/>
            \(text(drawing.head, at: Point(x: ChartDrawing.margin, y: ChartDrawing.margin)))
            \(startMark)
            \(drawing.arrows.map { line($0) }.joined(separator: "\n"))
            \(drawing.boxes.map { box($0) }.joined(separator: "\n"))
            \(drawing.arrows.map { label($0) }.joined(separator: "\n"))
            \(legend.svg(self))
            </svg>

            """
    }

    private var startMark: String {
        let start = drawing.start
        return """
            <g class="start"><circle class="dot" cx="\(number(start.x))" cy="\(number(start.y - 4))" r="6"/>\
            <path class="line" d="M\(point(start)) L\(number(start.x)) \(number(start.y + 21))" marker-end="url(#head)"/></g>
            """
    }

    private func line(_ arrow: ChartDrawing.Arrow) -> String {
        "<path class=\"line\" d=\"\(path(arrow.path))\" marker-end=\"url(#head)\"/>"
    }

    private func box(_ box: ChartDrawing.Box) -> String {
        """
        <g class="state" data-state="\(escaped(box.state.id))" data-durable="\(box.state.isDurable)">\
        \(frame(box.frame, isDurable: box.state.isDurable, tag: box.text.tag))
        \(text(box.text.lines, at: Point(x: box.frame.x + ChartDrawing.padding, y: box.frame.y + ChartDrawing.padding)))</g>
        """
    }

    /// The frame of a state: double where flash knows it, dashed where not, and the corner says it in words.
    func frame(_ frame: Rect, isDurable: Bool, tag: String) -> String {
        let tagWidth = StateText.tagWidth(tag)
        let inner =
            isDurable
            ? rect(Rect(x: frame.x + 3, y: frame.y + 3, width: frame.width - 6, height: frame.height - 6), "inner") : ""
        let corner = Rect(x: frame.right - tagWidth - 3, y: frame.y + 3, width: tagWidth, height: 15)
        return rect(frame, isDurable ? "frame" : "frame volatile") + inner
            + rect(corner, isDurable ? "frame" : "frame volatile")
            + "<text class=\"tag\" x=\"\(number(corner.middle))\" y=\"\(number(corner.y + 11))\" "
            + "text-anchor=\"middle\">\(escaped(tag))</text>"
    }

    private func label(_ arrow: ChartDrawing.Arrow) -> String {
        let transition = arrow.transition
        return """
            <g class="transition" data-from="\(escaped(arrow.transitions.map(\.from).joined(separator: " ")))" data-to="\(escaped(transition.to))" \
            data-events="\(escaped(transition.events.joined(separator: " ")))">\(rect(arrow.labelFrame, "paper"))
            \(text(arrow.label, at: Point(x: arrow.labelFrame.x + 4, y: arrow.labelFrame.y + 3)))</g>
            """
    }

    /// Lines of text from a corner down.
    func text(_ lines: [TextLine], at corner: Point) -> String {
        var y = corner.y
        return lines.map { line in
            y += line.height
            let lead = line.lead.isEmpty ? "" : "<tspan class=\"lead\">\(escaped(line.lead))</tspan>"
            let baseline = y - (line.height - line.size) / 2 - line.size * 0.14
            return "<text class=\"\(line.style)\" x=\"\(number(corner.x))\" y=\"\(number(baseline))\" "
                + "xml:space=\"preserve\">\(lead)\(escaped(line.text))</text>"
        }.joined(separator: "\n")
    }

    private func rect(_ rect: Rect, _ kind: String) -> String {
        "<rect class=\"\(kind)\" x=\"\(number(rect.x))\" y=\"\(number(rect.y))\" width=\"\(number(rect.width))\" "
            + "height=\"\(number(rect.height))\" rx=\"\(kind == "paper" ? 0 : 4)\"/>"
    }

    private func path(_ path: Path) -> String {
        path.segments.reduce("M\(point(path.start))") { text, segment in
            switch segment {
            case .line(let end): text + " L\(point(end))"
            case .curve(let one, let two, let end): text + " C\(point(one)) \(point(two)) \(point(end))"
            }
        }
    }

    private func point(_ point: Point) -> String { "\(number(point.x)) \(number(point.y))" }

    /// A tenth is fine enough, and the same on every machine.
    func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(sign)\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}

/// `text` as it stands in XML and HTML.
func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
        switch character {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        default: result.append(character)
        }
    }
    return result
}
