/// What came out of a terminal's printer.
public enum TerminalPapers {
    /// All papers, oldest first.
    ///
    /// - Throws: When the folder cannot be read.
    public static func read(_ folder: TerminalFolder) throws -> [String] { try Printer.papers(in: folder.papers) }
}
