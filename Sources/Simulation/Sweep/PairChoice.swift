/// Which pairs of faults are played: all, or some by chance; of each the place of the first fault and of the second.
struct PairChoice: Sendable {
    /// For each first fault, how many pairs begin with those before it.
    private let starts: [Int]
    private let chosen: [Int]?
    /// Pairs that there are.
    let possible: Int

    /// - Parameter kind: The sample is shared by the kinds of pairs; and mixed ones are too many to play all of them.
    init(_ counts: [Int], _ settings: SweepSettings, _ kind: PairKind? = nil) {
        var starts: [Int] = []
        var sum = 0
        for count in counts {
            starts.append(sum)
            sum += count
        }
        self.starts = starts
        possible = sum
        let share =
            switch (settings.pairs, kind) {
            case (.sampled, let kind?): settings.sampleShare(kind)
            case (.sampled, nil), (.full, .mixed): settings.samples
            case (.full, _), (.none, _): sum
            }
        guard share < sum else {
            chosen = nil
            return
        }
        var chance = ChanceStream(seed: settings.seed, stream: 8)
        var numbers: Set<Int> = []
        while numbers.count < share { numbers.insert(chance.below(sum)) }
        chosen = numbers.sorted()
    }

    /// Pairs that are played.
    var count: Int { chosen?.count ?? possible }

    subscript(place: Int) -> (first: Int, second: Int) {
        let number = chosen?[place] ?? place
        // The last first fault whose pairs begin at or before this one.
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= number { low = middle } else { high = middle }
        }
        return (low, number - starts[low])
    }
}
