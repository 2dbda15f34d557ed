/// What is wrong with a command to virtual lines.
public struct LineCommandError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What happened.
    public let what: String
    /// Why.
    public let why: String
    /// What to do.
    public let nextStep: String

    init(_ what: String, why: String, next: String = "type help to see what there is") {
        self.what = what
        self.why = why
        nextStep = next
    }

    /// What, why, next, in one line each.
    public var description: String { "\(what)\n  why:  \(why)\n  next: \(nextStep)" }
}
