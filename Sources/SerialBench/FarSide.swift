import CSerialFloor

/// The far side of the line: the master of a pseudo-terminal, in C.
struct FarSide {
    private enum Part {
        case echo
        case sink(UInt64)
        case source(UInt64)
        case trip(size: Int, count: Int)
    }
    private let part: Part

    init?(_ words: ArraySlice<String>) {
        let numbers = words.dropFirst().compactMap(Int.init)
        switch (words.first, numbers.count) {
        case ("echo", 0): part = .echo
        case ("sink", 1): part = .sink(UInt64(numbers[0]))
        case ("source", 1): part = .source(UInt64(numbers[0]))
        case ("trip", 2) where 1...Int(FLOOR_CHUNK) ~= numbers[0] && numbers[1] > 0:
            part = .trip(size: numbers[0], count: numbers[1])
        default: return nil
        }
    }

    /// Prints the tty's path, then does its part until it is killed, or its round trips are done.
    func run() throws(BenchError) {
        var path = [CChar](repeating: 0, count: 64)
        let line = floor_open_line(&path, path.count)
        guard line >= 0 else { throw .floor(code: -1) }
        print(String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
        floor_flush()
        switch part {
        case .echo: try BenchError.check(floor_echo(line, 0))
        case .sink(let total): try BenchError.check(floor_sink(line, total))
        case .source(let total): try BenchError.check(floor_source(line, total))
        case .trip(let size, let count):
            // The other side says by way of whoever started both that it is there.
            _ = readLine()
            try FloorDriver.trips(line, size: size, count: count)
        }
    }
}
