/// The drivers that this program measures; others are programs of their own that take the same words.
enum DriverName: String, CaseIterable {
    case floor
    case blocking = "ours-blocking"
    case task = "ours-async"

    func run(_ work: Work, on path: String) throws {
        switch self {
        case .floor: try FloorDriver.run(work, on: path)
        case .blocking: try BlockingDriver.run(work, on: path)
        case .task: try SerialBench.waiting { try await AsyncDriver.run(work, on: path) }
        }
    }
}
