import Bootloader
import SMP

extension ManagementServer {
    /// Group 8: files can be read, and nothing else.
    func files(_ packet: Packet, _ terminal: some ManagedTerminal) throws(Refusal) -> CBORMap {
        switch CommandPlace(packet.header) {
        case DownloadRequest.place:
            let request = try read(DownloadRequest.self, packet)
            let size = try size(of: request.name, terminal)
            guard request.offset <= size else {
                throw .files(.offsetBeyondEnd, "\(request.name) has \(size) bytes")
            }
            let count = min(ManagementServer.room, size - request.offset)
            let data = try bytes(of: request.name, from: request.offset, count: count, terminal)
            return DownloadAnswer(offset: request.offset, data: data, count: request.offset == 0 ? size : nil).map
        case FileStatusRequest.place:
            let request = try read(FileStatusRequest.self, packet)
            return FileStatus(count: try size(of: request.name, terminal)).map
        case FileHashRequest.place: return try hash(try read(FileHashRequest.self, packet), terminal)
        case CommandPlace(.read, MessageGroup.files, 3): return ManagementServer.checksums
        // To close a file that was never opened: some clients do it at the end.
        case CommandPlace(.write, MessageGroup.files, 4): return CBORMap()
        case CommandPlace(.write, MessageGroup.files, 0):
            throw .files(.readOnly, "files of a terminal can only be read")
        default: throw .unknown
        }
    }

    /// The kinds of checksums: one, of 32 bytes.
    private static var checksums: CBORMap {
        var sha = CBORMap()
        sha["format"] = CBORValue(1)
        sha["size"] = CBORValue(32)
        var types = CBORMap()
        types["sha256"] = .map(sha)
        var map = CBORMap()
        map["types"] = .map(types)
        return map
    }

    private func size(of name: String, _ terminal: some ManagedTerminal) throws(Refusal) -> Int {
        guard let size = terminal.size(ofFile: name) else {
            throw .files(.notFound, "there is no file \(name); files are /log and /journal")
        }
        return size
    }

    private func bytes(
        of name: String, from offset: Int, count: Int, _ terminal: some ManagedTerminal
    ) throws(Refusal) -> [UInt8] {
        guard let bytes = terminal.bytes(ofFile: name, from: offset, count: count) else {
            throw .files(.readFailed, "\(name) cannot be read")
        }
        return bytes
    }

    private func hash(_ request: FileHashRequest, _ terminal: some ManagedTerminal) throws(Refusal) -> CBORMap {
        if let kind = request.kind, !kind.utf8.elementsEqual("sha256".utf8) {
            throw .files(.noSuchChecksum, "the only checksum is sha256")
        }
        let size = try size(of: request.name, terminal)
        guard request.offset <= size else { throw .files(.offsetBeyondEnd, "\(request.name) has \(size) bytes") }
        let count = min(request.count ?? size, size - request.offset)
        var hasher = verifier.makeHasher()
        var offset = request.offset
        while offset < request.offset + count {
            let piece = min(4096, request.offset + count - offset)
            hasher.update(try bytes(of: request.name, from: offset, count: piece, terminal))
            offset += piece
        }
        return FileHash(kind: "sha256", offset: request.offset, count: count, hash: hasher.finish()).map
    }
}

extension Refusal {
    fileprivate static func files(_ code: FilesCode, _ reason: String) -> Refusal {
        .group(MessageGroup.files, code: code.rawValue, reason: reason)
    }
}
