import Foundation
import ISO8583
import Settlement
import Testing

@testable import Procedure

@Suite("A drawn chart")
struct DrawingTests {
    static let all: [(StateChart, Language)] = StateChart.all.flatMap { chart in
        Language.allCases.map { (chart, $0) }
    }

    @Test("no two boxes and labels share a place, and all lie within the picture", arguments: all)
    func overlaps(_ chart: StateChart, _ language: Language) {
        let drawing = ChartDrawing(chart, language)
        let frames =
            drawing.boxes.map { ($0.state.id, $0.frame) }
            + drawing.arrows.map { ("\($0.transition.from) to \($0.transition.to)", $0.labelFrame) }
        for (index, one) in frames.enumerated() {
            #expect(one.1.width > 0 && one.1.x >= 0 && one.1.right <= drawing.width)
            #expect(one.1.y > drawing.head.height && one.1.bottom <= drawing.height)
            for other in frames[(index + 1)...] { #expect(!one.1.overlaps(other.1), "\(one.0) on \(other.0)") }
        }
    }

    @Test("no line runs through a box, nor through the label of another one", arguments: all)
    func lines(_ chart: StateChart, _ language: Language) {
        let drawing = ChartDrawing(chart, language)
        for (index, arrow) in drawing.arrows.enumerated() {
            for point in arrow.path.samples {
                for box in drawing.boxes {
                    #expect(!box.frame.contains(point), "\(arrow.transition) in \(box.state.id)")
                }
                for (other, label) in drawing.arrows.enumerated() where other != index {
                    #expect(
                        !label.labelFrame.contains(point), "\(arrow.transition) in the label of \(label.transition)")
                }
            }
        }
    }

    @Test("every line goes from the edge of its state to the edge of its state", arguments: all)
    func ends(_ chart: StateChart, _ language: Language) throws {
        let drawing = ChartDrawing(chart, language)
        for arrow in drawing.arrows where arrow.isFromEverywhere {
            let frame = try #require(drawing.boxes.first { $0.state.id == arrow.transition.to }?.frame)
            #expect(arrow.path.start.x == arrow.labelFrame.right && arrow.path.end.x == frame.x)
            #expect(arrow.path.end.y > frame.y && arrow.path.end.y < frame.bottom)
        }
        for arrow in drawing.arrows where !arrow.isFromEverywhere {
            for (state, end) in [(arrow.transition.from, arrow.path.start), (arrow.transition.to, arrow.path.end)] {
                let frame = try #require(drawing.boxes.first { $0.state.id == state }?.frame)
                let isOnSide = abs(end.x - frame.right) < 0.1 && end.y > frame.y && end.y < frame.bottom
                let isOnTopOrBottom = abs(end.y - frame.y) < 0.1 || abs(end.y - frame.bottom) < 0.1
                #expect(isOnSide || isOnTopOrBottom && end.x > frame.x && end.x < frame.right)
            }
        }
    }

    @Test("what happens alike in every other state is drawn once")
    func merged() {
        let drawing = ChartDrawing(.forgottenSettlement, .english)
        let merged = drawing.arrows.filter(\.isFromEverywhere)
        #expect(merged.map(\.transition.to).sorted() == ["morning", "quiet"])
        #expect(merged.allSatisfy { $0.transitions.count == drawing.boxes.count - 1 })
        #expect(ChartDrawing(.signOn, .english).arrows.allSatisfy { !$0.isFromEverywhere })
    }

    @Test("every text fits into its box", arguments: all)
    func fits(_ chart: StateChart, _ language: Language) {
        for box in ChartDrawing(chart, language).boxes {
            #expect(box.text.lines.width <= StateText.width, "\(box.text.lines)")
            #expect(box.text.lines.height <= box.frame.height)
        }
    }

    @Test("is well-formed XML with every state and every arrow once", arguments: all)
    func document(_ chart: StateChart, _ language: Language) throws {
        let svg = ChartPicture(chart, language: language).svg
        let parts = try SVGParts(svg)
        #expect(parts.states.sorted() == chart.states.map(\.id).sorted())
        #expect(
            parts.arrows.sorted()
                == chart.transitions.map { "\($0.from) \($0.events.joined(separator: " ")) \($0.to)" }.sorted())
        #expect(parts.durable == Set(chart.states.filter(\.isDurable).map(\.id)))
        #expect(parts.text.contains(chart.title(language)))
        #expect(svg == ChartPicture(chart, language: language).svg)
    }
}
