import Settlement

extension TerminalParameters {
    /// How full a batch may get, by count, age, space and stored transactions.
    public var limits: BatchLimits {
        var limits = BatchLimits(count: batchLimit)
        if let batchWarning { limits.warnCount = min(batchWarning, batchLimit) }
        limits.warnHours = batchWarnHours
        limits.refuseHours = batchRefuseHours
        limits.mostAdvices = adviceLimit
        return limits
    }

    /// Reminds this terminal, and settles by itself.
    var reminder: SettlementReminder {
        SettlementReminder(policy: settlement, businessDay: businessDay, terminalID: terminalID)
    }
}
