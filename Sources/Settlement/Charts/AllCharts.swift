extension StateChart {
    /// Every chart, in the order in which staff meet them.
    public static var all: [StateChart] {
        [.closeOfDay] + TransactionKind.allCases.map { .transaction($0) } + [.signOn]
    }
}
