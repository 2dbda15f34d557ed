import Foundation

/// One line on standard error that tells how far a run is; only where somebody sees it.
struct ProgressBar: Sendable {
    let isShown = isatty(2) == 1

    /// Draws the line anew.
    ///
    /// - Parameter text: What is counted, how fast, and how long it still takes.
    func show(_ done: Int, of total: Int, _ text: String) {
        guard isShown else { return }
        let percent = total > 0 ? min(100, done * 100 / total) : 100
        let filled = String(repeating: "#", count: percent / 5) + String(repeating: ".", count: 20 - percent / 5)
        write("\r[\(filled)] \(percent) %  \(done) of \(total) \(text)\u{1B}[K")
    }

    /// Takes the line away.
    func clear() { if isShown { write("\r\u{1B}[K") } }

    private func write(_ text: String) {
        // Where talk cannot be written there is nobody to tell.
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
