/// One end of a line.
public enum LineSide: String, CaseIterable, Sendable, Codable {
    /// The first end.
    case a
    /// The second end.
    case b

    /// The end at the other side.
    public var other: LineSide { self == .a ? .b : .a }
}
