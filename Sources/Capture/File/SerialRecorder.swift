/// Records one serial line: bytes in any pieces come out as one packet for each frame.
public struct SerialRecorder: Sendable {
    private let file: CaptureFile
    private let line: CaptureWriter.InterfaceID
    private var incoming: SerialFrameSplitter

    /// Adds the line to a capture.
    ///
    /// - Parameters:
    ///   - file: Where it is written.
    ///   - port: Name of the port.
    ///   - baud: Line rate in bits per second.
    ///   - longestPause: Milliseconds after which the rest of a frame is no longer waited for.
    ///   - largestPayload: Bytes of the longest payload that the link takes.
    public init(_ file: CaptureFile, port: String, baud: Int, longestPause: Int, largestPayload: Int = 9999) {
        self.file = file
        line = file.record { writer, _ in writer.addSerialLine(port: port, baud: baud) }
        incoming = SerialFrameSplitter(
            longestPause: Int64(clamping: min(longestPause, 3_600_000)) * 1_000_000, largestPayload: largestPayload)
    }

    /// Bytes that came from the line. A frame gets the time of its last byte.
    public mutating func received(_ bytes: [UInt8]) {
        file.record { writer, time in
            incoming.push(bytes, at: time).flatMap {
                writer.serialFrame($0.bytes, on: line, .inbound, at: $0.time)
            }
        }
    }

    /// Bytes that go out on the line: one frame, or one answer.
    public func sent(_ bytes: [UInt8]) {
        file.record { writer, time in writer.serialFrame(bytes, on: line, .outbound, at: time) }
    }

    /// The line is closed: what was begun and not completed is written as it is.
    public mutating func finish() {
        guard let rest = incoming.flush() else { return }
        file.record { writer, _ in writer.serialFrame(rest.bytes, on: line, .inbound, at: rest.time) }
    }
}
