/// Something that happened to a port of this machine.
public struct PortEvent: Codable, Equatable, Sendable {
    /// What.
    public enum Action: String, Codable, Sendable {
        /// It is there now.
        case add
        /// It is gone.
        case remove
        /// It is there as before, and something about it may be different: links, rights, names.
        case change
    }

    /// What happened.
    public var action: Action
    /// The port; of a removed one what was known of it before.
    public var port: PortDescription

    /// An event.
    public init(_ action: Action, _ port: PortDescription) {
        self.action = action
        self.port = port
    }
}
