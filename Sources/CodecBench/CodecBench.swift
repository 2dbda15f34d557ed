import CCodecFloor
import ISO8583

/// Measures the codec. `scripts/bench codec` runs it beside other implementations.
@main
struct CodecBench {
    static func main() throws {
        let words = CommandLine.arguments.dropFirst()
        switch words.first {
        case "count":
            // For callgrind: nothing but so many times one operation on one sample.
            let list = Array(words)
            guard list.count == 4, let operation = Operation(rawValue: list[1]), let times = Int(list[3]),
                let sample = try Sample.all().first(where: { $0.name == list[2] })
            else { return usage() }
            try operation.run(sample, times: times)
        case "peer": try peer()
        case "time": try time(isJSON: words.contains("--json"))
        default: usage()
        }
    }

    private static func usage() {
        print(
            """
            usage: codec-bench time [--json]               nanoseconds and allocations for each message
                   codec-bench peer                       samples and their tables as JSON lines, for other codecs
                   codec-bench count OPERATION SAMPLE N    N times one operation, for an instruction counter
            """)
    }

    /// One line for each sample: its bytes, and the formats of its fields.
    private static func peer() throws {
        for sample in try Sample.all() {
            let rows = sample.fields.compactMap { field, _ -> String? in
                guard let format = sample.dialect.format(of: field) else { return nil }
                let length =
                    switch format.length {
                    case .fixed(let count): #""digits":0,"most":\#(count)"#
                    case .variable(let digits, let most): #""digits":\#(digits),"most":\#(most)"#
                    }
                return #""\#(field)":{"content":"\#(format.content)","coding":"\#(format.coding)",\#(length)}"#
            }
            let hex = sample.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            print(
                #"{"sample":"\#(sample.name)","hex":"\#(hex)","isPacked":\#(sample.dialect.typeCoding == .packed),"#
                    + #""fields":{\#(rows.joined(separator: ","))}}"#)
        }
    }

    private static func time(isJSON: Bool) throws {
        for sample in try Sample.all() {
            var slice: Double?
            for operation in Operation.allCases {
                // The slice floor walks packed messages.
                if operation == .sliceFloor, sample.dialect.typeCoding != .packed { continue }
                let result = try Measurement(operation, sample)
                if operation == .sliceFloor { slice = result.nanoseconds }
                print(isJSON ? result.json(sample, operation) : result.line(sample, operation, floor: slice))
            }
        }
        // Twice the size must not cost more than twice the time.
        for count in [1000, 2000, 4000, 8000, 16_000, 32_000, 64_000] {
            let sample = try Sample.long(count)
            let result = try Measurement(.scan, sample)
            print(isJSON ? result.json(sample, .scan) : result.line(sample, .scan, floor: nil))
        }
    }
}
