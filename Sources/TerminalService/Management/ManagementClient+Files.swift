import Crypto
import SMP

extension ManagementClient {
    /// How often a file that changes while it is read is read anew.
    private static let rounds = 3
    /// Bytes that a file may have: the largest memory of a board, and what a file that grows while it is read ends at.
    private static let longestFile = 64 << 20

    /// A whole file of the terminal, compared by its hash with what the terminal holds.
    ///
    /// - Parameters:
    ///   - name: `/journal` or `/log`.
    ///   - progress: Told bytes so far, and all of them.
    /// - Throws: `ManagementError`; of kind `check` when the file changed each time while it was read.
    public func file(
        _ name: String, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(ManagementError) -> [UInt8] {
        for _ in 0..<ManagementClient.rounds {
            let bytes = try pieces(of: name, progress)
            let hash = try ask(FileHashRequest(name: name))
            if hash.count == bytes.count, hash.hash == Array(SHA256.hash(data: bytes)) { return bytes }
        }
        throw ManagementError(
            .check(
                "\(name) changed each time while it was read", next: "wait until the terminal is idle, then try again"),
            path: path, request: "reading \(name)")
    }

    private func pieces(
        of name: String, _ progress: (Int, Int) -> Void
    ) throws(ManagementError) -> [UInt8] {
        var bytes: [UInt8] = []
        var total = try ask(FileStatusRequest(name: name)).count
        while bytes.count < total {
            guard total <= ManagementClient.longestFile else {
                throw ManagementError(
                    .garbled("\(name) is said to have \(total) bytes"), path: path, request: "reading \(name)")
            }
            let piece = try ask(DownloadRequest(name: name, offset: bytes.count))
            if let count = piece.count { total = count }
            guard piece.offset == bytes.count, !piece.data.isEmpty else {
                throw ManagementError(
                    .garbled("a piece of \(name) begins at \(piece.offset) and has \(piece.data.count) bytes"),
                    path: path, request: "reading \(name)")
            }
            bytes += piece.data
            progress(bytes.count, total)
        }
        return bytes
    }
}

extension ManagementClient {
    /// Waits a moment, unless it is told to stop.
    ///
    /// - Throws: `ManagementError` of kind `interrupted`.
    public func rest(_ time: Duration) throws(ManagementError) { try pause(time, WorkStateRequest.place) }
}
