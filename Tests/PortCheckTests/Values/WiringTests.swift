import PortCheck
import SerialDriver
import Testing

@Suite("Which modem lines a cable joins")
struct WiringTests {
    private typealias Line = Wiring.Line

    /// What would be seen with a cable: each output off and on twice, the others on.
    private func observe(_ outputs: [Line], _ inputs: (_ isOn: (Line) -> Bool) -> Set<Line>) -> [Wiring.Observation] {
        outputs.flatMap { output in
            [false, true, false, true].map { level in
                Wiring.Observation(output, isOn: level, inputs: inputs { $0 == output ? level : true })
            }
        }
    }

    private let outputs = [PairEnd.a, .b].flatMap { end in [ModemLines.rts, .dtr].map { Line(end, $0) } }

    @Test("a full null-modem cable")
    func nullModem() {
        let wiring = Wiring(
            observe(outputs) { isOn in
                var inputs: Set<Line> = []
                for (end, other) in [(PairEnd.a, PairEnd.b), (.b, .a)] {
                    if isOn(Line(end, .rts)) { inputs.insert(Line(other, .cts)) }
                    if isOn(Line(end, .dtr)) { inputs.formUnion([Line(other, .dsr), Line(other, .dcd)]) }
                }
                return inputs
            })
        #expect(
            wiring.joins.map(\.description) == [
                "A.RTS to B.CTS", "A.DTR to B.DSR", "A.DTR to B.DCD", "B.RTS to A.CTS", "B.DTR to A.DSR",
                "B.DTR to A.DCD",
            ])
        #expect(wiring.inverted.isEmpty && wiring.wavering.isEmpty)
    }

    @Test("a cable of three wires joins nothing, whether inputs rest on or off")
    func threeWires() {
        #expect(Wiring(observe(outputs) { _ in [] }).joins.isEmpty)
        let resting = Wiring(observe(outputs) { _ in [Line(.a, .cts), Line(.b, .dcd)] })
        #expect(resting.joins.isEmpty && resting.inverted.isEmpty && resting.wavering.isEmpty)
    }

    @Test("a loopback plug joins a port with itself")
    func loopback() {
        let wiring = Wiring(
            observe(Array(outputs.prefix(2))) { isOn in
                var inputs: Set<Line> = []
                if isOn(Line(.a, .rts)) { inputs.insert(Line(.a, .cts)) }
                if isOn(Line(.a, .dtr)) { inputs.insert(Line(.a, .dsr)) }
                return inputs
            })
        #expect(wiring.joins.map(\.description) == ["A.RTS to A.CTS", "A.DTR to A.DSR"])
    }

    @Test("an input that does the opposite, or changes at will, is no join")
    func faults() {
        let inverted = Wiring(observe([outputs[0]]) { isOn in isOn(outputs[0]) ? [] : [Line(.b, .cts)] })
        #expect(inverted.joins.isEmpty && inverted.inverted.map(\.description) == ["A.RTS to B.CTS"])
        let levels = [false, true, false, true].enumerated().map { index, isOn in
            Wiring.Observation(outputs[0], isOn: isOn, inputs: index == 1 ? [Line(.b, .ri)] : [])
        }
        #expect(Wiring(levels).wavering.map(\.description) == ["A.RTS to B.RI"])
        #expect(Wiring(levels).joins.isEmpty)
    }
}
