/// What a board is, for the question whether an image is for it.
public struct BootIdentity: Equatable, Sendable {
    /// Board id in ASCII.
    public let board: [UInt8]
    /// Keys whose images the board takes.
    public let keys: [ImageKey]
    /// Format of the journal that is in flash; nil when there is none to be read.
    public var journalFormat: UInt16?

    /// An identity.
    public init(board: [UInt8], keys: [ImageKey], journalFormat: UInt16?) {
        self.board = board
        self.keys = keys
        self.journalFormat = journalFormat
    }
}
