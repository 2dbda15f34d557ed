extension SQLiteLedger {
    /// All messages that the host answered, of all terminals, in the order in which it answered them.
    ///
    /// - Throws: What SQLite says.
    public func messages() throws -> [AnsweredMessage] {
        try inTransaction { try $0.messages() }
    }
}
