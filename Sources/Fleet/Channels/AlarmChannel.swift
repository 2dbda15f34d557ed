/// A way to tell somebody.
public protocol AlarmChannel: Sendable {
    /// Its name in the configuration.
    var name: String { get }

    /// Tells it. May take seconds; it is called on a thread for such things.
    ///
    /// - Parameters:
    ///   - report: What is told.
    ///   - key: The same in every try.
    /// - Throws: `ChannelError`.
    func deliver(_ report: AlarmReport, key: String) throws(ChannelError)
}

/// Why a delivery failed.
public struct ChannelError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Why.
    public let why: String
    /// False when it fails again however often it is tried.
    public let mayPass: Bool

    /// A failure.
    public init(_ why: String, mayPass: Bool = true) {
        self.why = why
        self.mayPass = mayPass
    }

    /// Why.
    public var description: String { why }
}
