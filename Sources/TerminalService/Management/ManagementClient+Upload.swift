import SMP

extension ManagementClient {
    /// Bytes that a terminal has of an image.
    public struct UploadProgress: Equatable, Sendable {
        /// Bytes that it had before.
        public let resumedAt: Int
        /// Bytes that it has now.
        public let done: Int
        /// All bytes.
        public let total: Int
    }

    /// Sends an image into slot 1, from where an earlier upload of the same bytes stopped.
    ///
    /// As many pieces are on their way as the terminal takes (`buf_count`). A piece that was lost is sent again, with all that
    /// followed it.
    ///
    /// - Parameter onProgress: Is told each time that the terminal has more.
    /// - Throws: `ManagementError`. What the terminal has it keeps; it does not start it.
    public func upload(
        _ file: ImageFile, onProgress: (UploadProgress) -> Void = { _ in }
    ) throws(ManagementError) {
        let total = file.bytes.count
        let parameters = try bufferSizes()
        let first = UploadRequest(offset: 0, data: [], whole: file.whole)
        let firstRoom = ManagementClient.room(parameters, first, wantsDetail: true)
        let room = ManagementClient.room(parameters, UploadRequest(offset: total, data: []))
        guard firstRoom > 0, room > 0 else {
            throw ManagementError(
                .garbled("it takes packets of \(parameters.bufferSize) bytes only"), path: path,
                request: UploadRequest.place.words)
        }
        func begin() throws(ManagementError) -> Int {
            var request = first
            request.data = [UInt8](file.bytes.prefix(firstRoom))
            // The terminal may clear a slot before it answers.
            return try ask(request, within: options.patience * 4, tries: options.tries).offset
        }
        var held = try begin()
        let resumedAt = held <= firstRoom ? 0 : held
        onProgress(UploadProgress(resumedAt: resumedAt, done: held, total: total))
        var next = held
        var furthest = held
        var waiting: [(sequence: UInt8, end: Int)] = []
        var lineBytes = 0
        var failures = 0
        func countLoss(_ offset: Int) throws(ManagementError) {
            failures += 1
            guard failures < ManagementClient.mostLost else {
                throw ManagementError(
                    .garbled("it asks for byte \(offset) again and again"), path: path,
                    request: UploadRequest.place.words)
            }
        }
        while held < total {
            if next == 0 {
                // Only the first piece says what the whole is: who has nothing is told again.
                try countLoss(0)
                held = try begin()
                next = held
                continue
            }
            while waiting.count < max(1, parameters.bufferCount), next < total {
                let end = min(next + room, total)
                // What the terminal can refuse with many words it has refused at the first piece.
                let piece = UploadRequest(offset: next, data: [UInt8](file.bytes[next..<end]))
                let sent = try send(piece, wantsDetail: false)
                waiting.append((sent.sequence, end))
                lineBytes = sent.lineBytes
                next = end
            }
            let limit = ContinuousClock.now + options.patience * 2 + options.lineTime(lineBytes * (waiting.count + 1))
            guard let packet = try receive(until: limit, UploadRequest.place) else {
                failures += 1
                guard failures < options.tries else {
                    throw ManagementError(.silent, path: path, request: UploadRequest.place.words)
                }
                waiting = []
                held = try begin()
                next = held
                continue
            }
            guard let index = waiting.firstIndex(where: { $0.sequence == packet.header.sequence }) else { continue }
            let end = waiting[index].end
            // Pieces before it got no answer: theirs was lost, or they were.
            waiting.removeFirst(index + 1)
            let offset = try answer(packet, to: UploadRequest.self).offset
            guard offset <= total else {
                throw ManagementError(
                    .garbled("it wants byte \(offset) of \(total)"), path: path, request: UploadRequest.place.words)
            }
            if offset != end {
                try countLoss(offset)
                // What is on its way behind the gap is not taken.
                waiting = []
                next = offset
            } else if offset > furthest {
                // A terminal that goes back and forth gains nothing.
                furthest = offset
                failures = 0
            }
            held = offset
            onProgress(UploadProgress(resumedAt: resumedAt, done: held, total: total))
        }
    }

    /// Pieces in a row that may be lost before the line is called unusable.
    private static let mostLost = 50

    private func bufferSizes() throws(ManagementError) -> ParametersAnswer {
        if let parameters { return parameters }
        let answer = try ask(ParametersRequest())
        parameters = answer
        return answer
    }

    /// Bytes of an image that a request has room for: what the framing counts (length and checksum too) is at most the
    /// terminal's buffer. Eight bytes are what most flash is written in.
    private static func room(
        _ parameters: ParametersAnswer, _ request: UploadRequest, wantsDetail: Bool = false
    ) -> Int {
        let empty = request.packet(sequence: 0, wantsDetail: wantsDetail)
        // The head of a byte string may grow by two bytes.
        let used = PacketHeader.byteCount + empty.map.encoded.count + 2 + ConsoleFraming.extra
        return max(0, min(parameters.bufferSize, 0xFFFF) - used) / 8 * 8
    }
}
