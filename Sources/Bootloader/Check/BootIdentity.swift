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

    /// Whether an image says that it is for this board and its journal, and no downgrade: no hash and no key is needed for it.
    ///
    /// - Parameter reachedCounter: The security counter that the board has reached; 0 when it is not known.
    public func checkFit(_ manifest: ImageManifest, reachedCounter: UInt32) throws(ImageError) {
        guard manifest.board == board else { throw .wrongBoard(image: manifest.board) }
        if let journal = journalFormat {
            guard manifest.oldestJournal <= journal, journal <= manifest.newestJournal else {
                throw .journalFormat(
                    journal: journal, oldest: manifest.oldestJournal, newest: manifest.newestJournal)
            }
        }
        guard manifest.securityCounter >= reachedCounter else {
            throw .downgrade(image: manifest.securityCounter, reached: reachedCounter)
        }
    }
}
