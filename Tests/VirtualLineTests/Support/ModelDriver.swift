import VirtualLine

/// A line model with somebody who always sends as much as it takes, and somebody who always reads.
struct ModelDriver {
    var model: LineModel
    var now: UInt64 = 0
    var got: [UInt8] = []
    var breaks: [Int] = []
    let pace: LinePace?
    let receiver: LinePace?

    init(_ configuration: LineConfiguration = LineConfiguration(), pace: LinePace?, receiver: LinePace? = nil) {
        model = LineModel(configuration)
        self.pace = pace
        self.receiver = receiver
    }

    /// Lets time pass and reads what is there.
    mutating func advance(to time: UInt64) {
        now = time
        model.advance(to: time, receiver: receiver)
        read()
    }

    mutating func read() {
        while let arrival = model.front {
            switch arrival {
            case .bytes(let bytes):
                got += bytes
                model.taken(bytes.count)
            case .breakSignal:
                breaks.append(got.count)
                model.taken(1)
            }
        }
    }

    /// Sends everything, in pieces that the line takes and that `piece` gives, and reads until nothing is under way.
    mutating func carry(_ bytes: [UInt8], piece: () -> Int = { 4096 }) {
        var rest = bytes[...]
        while true {
            if !rest.isEmpty {
                let taken = model.send(Array(rest.prefix(max(1, piece()))), pace: pace, at: now)
                rest = rest.dropFirst(taken)
            }
            read()
            guard let next = model.nextTime else {
                if rest.isEmpty { return }
                continue
            }
            advance(to: max(next, now))
        }
    }
}

/// Bytes by chance.
func someBytes(_ count: Int, seed: UInt64) -> [UInt8] {
    var numbers = SplitMix(seed: seed)
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &numbers) }
}
