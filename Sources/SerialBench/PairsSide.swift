import CSerialFloor
import SerialDriver
import VirtualLine

/// Many virtual pairs in a process of their own, so that their time is not the driver's.
enum PairsSide {
    /// Says `ready`, then answers each line of input with the processor time so far.
    static func run(_ count: Int, in folder: String) throws {
        let loop = try SerialLoop(name: "pairs")
        var pairs: [VirtualPair] = []
        for index in 0..<count {
            pairs.append(
                try VirtualPair(
                    PairConfiguration(linkA: "\(folder)/A\(index)", linkB: "\(folder)/B\(index)"), loop: loop))
        }
        print("ready")
        floor_flush()
        while readLine() != nil {
            print(floor_cpu())
            floor_flush()
        }
        let lost = pairs.reduce(0) { $0 + $1.status.a.sent.overrun + $1.status.b.sent.overrun }
        for pair in pairs { pair.close() }
        print(lost)
    }
}
