/// Where bytes come from that are about to be written.
public enum CaptureSource: Equatable, Sendable {
    /// A frame of a serial line, by the name of its port.
    case serial(port: String, CaptureDirection)
    /// Bytes of a TCP conversation, sent by `sender`.
    case network(client: CaptureEndpoint, server: CaptureEndpoint, sender: ConversationSide)
}

/// Changes bytes before they are written; an empty result leaves the packet out. The length may change.
///
/// A capture holds what went over the wire: account numbers, tracks, PIN blocks. Whether that is wanted only the caller
/// knows, so the caller decides; without a redaction every byte is written.
public typealias CaptureRedaction = @Sendable ([UInt8], CaptureSource) -> [UInt8]
