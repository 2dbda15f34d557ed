extension StateChart {
    /// Every chart, in the order in which staff meet them.
    public static var all: [StateChart] {
        let unionPay = TransactionKind.allCases.map { transaction($0, .unionPay) }
        let others = TransactionKind.allCases.map { transaction($0, .hypercom) }.filter { other in
            !unionPay.contains { $0.id == other.id }
        }
        return [.closeOfDay, .forgottenSettlement] + unionPay + others + [.reversal, .balance, .signOn]
    }
}
