import SerialDriver

/// Which end of a pair.
public enum PairEnd: String, Sendable {
    /// The first port.
    case a = "A"
    /// The second port.
    case b = "B"
}

/// Which modem lines a cable joins, told from what inputs do when outputs are switched.
public struct Wiring: Equatable, Sendable {
    /// A line of one end.
    public struct Line: Hashable, Sendable, CustomStringConvertible {
        /// The end.
        public let end: PairEnd
        /// The line; one bit.
        public let line: ModemLines
        /// A line.
        public init(_ end: PairEnd, _ line: ModemLines) {
            self.end = end
            self.line = line
        }
        /// For example `A.RTS`.
        public var description: String { "\(end.rawValue).\(line)" }
    }

    /// What the inputs were while an output was on or off.
    public struct Observation: Equatable, Sendable {
        /// The output that was switched.
        public let output: Line
        /// Whether it was on.
        public let isOn: Bool
        /// Inputs that were on.
        public let inputs: Set<Line>
        /// An observation.
        public init(_ output: Line, isOn: Bool, inputs: Set<Line>) {
            self.output = output
            self.isOn = isOn
            self.inputs = inputs
        }
    }

    /// An output and an input that follows it.
    public struct Join: Hashable, Sendable, CustomStringConvertible {
        /// The output.
        public let output: Line
        /// The input.
        public let input: Line
        /// For example `A.RTS to B.CTS`.
        public var description: String { "\(output) to \(input)" }
    }

    /// Inputs that follow an output.
    public private(set) var joins: [Join] = []
    /// Inputs that do the opposite of an output.
    public private(set) var inverted: [Join] = []
    /// Inputs that change, and not as any output does.
    public private(set) var wavering: [Join] = []

    /// Finds the wiring. Each output must have been seen on and off, more than once to tell chance.
    public init(_ observations: [Observation]) {
        var outputs: [Line] = []
        for observation in observations where !outputs.contains(observation.output) {
            outputs.append(observation.output)
        }
        for output in outputs {
            let seen = observations.filter { $0.output == output }
            guard seen.contains(where: \.isOn), seen.contains(where: { !$0.isOn }) else { continue }
            for input in Wiring.inputs {
                let join = Join(output: output, input: input)
                let levels = seen.map { $0.inputs.contains(input) }
                if levels == seen.map(\.isOn) {
                    joins.append(join)
                } else if levels == seen.map({ !$0.isOn }) {
                    inverted.append(join)
                } else if Set(levels).count > 1 {
                    wavering.append(join)
                }
            }
        }
    }

    /// What both ends may see.
    public static let inputs: [Line] = [PairEnd.a, .b].flatMap { end in
        [ModemLines.cts, .dsr, .dcd, .ri].map { Line(end, $0) }
    }

    /// The lines of both ends that are on; with a loopback plug only A has any.
    static func lit(a: ModemLines, b: ModemLines?) -> Set<Line> {
        Set(inputs.filter { ($0.end == .a ? a : b ?? []).contains($0.line) })
    }
}
