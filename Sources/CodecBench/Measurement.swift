import CCodecFloor
import ISO8583

/// Median of several timed rounds, after one that warms up.
struct Measurement {
    let nanoseconds: Double
    let allocations: Double

    init(_ operation: Operation, _ sample: Sample) throws(ISO8583Error) {
        let clock = ContinuousClock()
        try operation.run(sample, times: 2000)
        var times: [Double] = []
        let count = 20_000
        for _ in 0..<9 {
            let start = clock.now
            try operation.run(sample, times: count)
            let (seconds, attoseconds) = (clock.now - start).components
            times.append((Double(seconds) * 1e9 + Double(attoseconds) / 1e9) / Double(count))
        }
        nanoseconds = times.sorted()[times.count / 2]
        let before = floor_allocations()
        try operation.run(sample, times: 1000)
        let once = floor_allocations()
        try operation.run(sample, times: 2000)
        // What a run allocates once, whatever its length, falls out.
        allocations = Double(Int64(floor_allocations() - once) - Int64(once - before)) / 1000
    }

    func line(_ sample: Sample, _ operation: Operation, floor: Double?) -> String {
        let speed = Double(sample.bytes.count) / nanoseconds * 1000
        let ratio = floor.map { "  " + Measurement.text(nanoseconds / $0, 2) + " x slice floor" } ?? ""
        return Measurement.pad(sample.name, 16) + Measurement.pad(operation.rawValue, 12)
            + Measurement.text(nanoseconds, 1) + " ns  " + Measurement.text(allocations, 1) + " allocations  "
            + Measurement.text(speed, 0) + " MB/s" + ratio
    }

    func json(_ sample: Sample, _ operation: Operation) -> String {
        #"{"sample":"\#(sample.name)","operation":"\#(operation.rawValue)","bytes":\#(sample.bytes.count),"#
            + #""nanoseconds":\#(Measurement.text(nanoseconds, 1)),"allocations":\#(Measurement.text(allocations, 1))}"#
    }

    /// A number that is not negative, with so many decimals.
    private static func text(_ value: Double, _ decimals: Int) -> String {
        var scale = 1
        for _ in 0..<decimals { scale *= 10 }
        let scaled = Int(value * Double(scale) + 0.5)
        guard decimals > 0 else { return String(scaled) }
        let fraction = String(scaled % scale)
        return String(scaled / scale) + "." + String(repeating: "0", count: decimals - fraction.count) + fraction
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
