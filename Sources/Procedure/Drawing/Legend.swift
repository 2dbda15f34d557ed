import ISO8583
import Settlement

/// What the forms of a chart mean, below it.
struct Legend {
    private let drawing: ChartDrawing

    init(_ drawing: ChartDrawing) { self.drawing = drawing }

    /// Height that it takes.
    var height: Double { 104 }

    private static let durable = Bilingual("Kept in flash: a power cut does not end it", "存于闪存: 断电后仍在")
    private static let volatile = Bilingual("Not kept: a power cut ends it", "不保存: 断电即失")
    private static let begins = Bilingual("The chart begins here", "流程起点")
    private static let arrow = Bilingual("What happens [only if]", "发生的事 [前提]")
    private static let refused = Bilingual("What has no arrow is refused.", "没有箭头的操作一律拒绝。")

    func svg(_ writer: SVGWriter) -> String {
        let language = drawing.language
        let left = ChartDrawing.margin
        let top = drawing.height
        let second = left + 320
        func words(_ text: Bilingual, _ x: Double, _ y: Double, _ style: TextLine.Style = .plain) -> String {
            writer.text([TextLine(text: text(language), style: style)], at: Point(x: x, y: y - 8))
        }
        func sample(_ y: Double, isDurable: Bool) -> String {
            writer.frame(
                Rect(x: left, y: y - 11, width: 74, height: 22), isDurable: isDurable,
                tag: (isDurable ? Words.durable : Words.volatile)(language))
        }
        let rule =
            "<path class=\"line\" d=\"M\(writer.number(left)) \(writer.number(top)) "
            + "L\(writer.number(drawing.width - left)) \(writer.number(top))\"/>"
        let parts = [
            rule, words(Words.legend, left, top + 16, .title), sample(top + 46, isDurable: true),
            words(Legend.durable, left + 84, top + 46), sample(top + 76, isDurable: false),
            words(Legend.volatile, left + 84, top + 76),
            "<circle class=\"dot\" cx=\"\(writer.number(second + 20))\" cy=\"\(writer.number(top + 46))\" r=\"6\"/>",
            words(Legend.begins, second + 44, top + 46),
            "<path class=\"line\" d=\"M\(writer.number(second)) \(writer.number(top + 76)) "
                + "L\(writer.number(second + 36)) \(writer.number(top + 76))\" marker-end=\"url(#head)\"/>",
            words(Legend.arrow, second + 44, top + 76), words(Legend.refused, second, top + 16),
        ]
        return "<g class=\"legend\">" + parts.joined(separator: "\n") + "</g>"
    }
}
