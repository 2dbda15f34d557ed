/// Records TCP connections of one part of the bench.
public struct NetworkRecorder: Sendable {
    private let file: CaptureFile
    private let network: CaptureWriter.InterfaceID

    /// Adds an interface to a capture.
    ///
    /// - Parameters:
    ///   - file: Where it is written.
    ///   - name: A short name, such as `host`.
    ///   - description: What goes over it.
    public init(_ file: CaptureFile, name: String, description: String) {
        self.file = file
        network = file.record { writer, _ in writer.addNetwork(name: name, description: description) }
    }

    /// A connection came about.
    ///
    /// - Parameters:
    ///   - client: The end that connected.
    ///   - server: The end that listened.
    ///   - captured: Which of them this program is.
    public func open(
        client: CaptureEndpoint, server: CaptureEndpoint, capturedAt captured: ConversationSide
    ) -> ConversationRecorder {
        let network = network
        let id = file.record { writer, time in
            writer.openConversation(on: network, client: client, server: server, capturedAt: captured, at: time)
        }
        return ConversationRecorder(file: file, id: id)
    }
}

/// Records one TCP connection.
public struct ConversationRecorder: Sendable {
    let file: CaptureFile
    let id: CaptureWriter.ConversationID

    /// Bytes that this side sent.
    public func sent(by side: ConversationSide, _ bytes: [UInt8]) {
        file.record { writer, time in writer.segment(id, from: side, bytes, at: time) }
    }

    /// The connection was closed, first by this side. Nothing is written for one that is closed already.
    public func closed(by side: ConversationSide) {
        file.record { writer, time in writer.close(id, by: side, at: time) }
    }
}
