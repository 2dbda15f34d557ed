import Foundation

/// Measures for `scripts/bench watch`; results are lines of JSON.
@main
enum WatchBench {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        func number(_ index: Int, _ usual: Int) -> Int {
            index < arguments.count ? Int(arguments[index]) ?? usual : usual
        }
        switch arguments.first {
        case "rules":
            let isHarsh = arguments.last == "harsh"
            let result = Contest.run(
                seed: UInt64(number(1, 1)), shops: number(2, 300), days: number(3, 180),
                rates: isHarsh ? .harsh : ShopDays.Rates())
            try say(result.summary(isHarsh: isHarsh))
        case "store":
            let folder = FileManager.default.temporaryDirectory.appending(path: "watch-bench-\(UUID().uuidString)").path
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try say(
                try StoreMeasure.run(
                    terminals: number(1, 10_000), days: number(2, 28), sales: number(3, 8), folder: folder))
        default:
            let usage = """
                usage: WatchBench rules SEED SHOPS DAYS [harsh]
                       WatchBench store TERMINALS DAYS SALES

                """
            FileHandle.standardError.write(Data(usage.utf8))
            exit(2)
        }
    }

    static func say(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try FileHandle.standardOutput.write(contentsOf: try encoder.encode(value) + [0x0A])
    }
}
