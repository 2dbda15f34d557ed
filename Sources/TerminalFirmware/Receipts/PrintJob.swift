import Settlement

/// Something to print. The lines follow from the journal alone, so a job can be made again byte for byte.
public struct PrintJob: Equatable, Sendable {
    /// What is printed.
    public enum Content: Equatable, Sendable {
        /// Receipt of one transaction.
        case receipt(BatchNumber, TraceNumber)
        /// Settlement slip of a batch.
        case slip(BatchNumber)
        /// Reminder that a batch is open.
        case reminder(BatchNumber)
    }

    /// Number of the job since power-up, which the board's answer names.
    public let number: UInt32
    /// What is printed.
    public let content: Content
    /// Lines of at most 32 columns.
    public let lines: [String]

    /// Columns of the paper.
    public static let columns = 32
}
