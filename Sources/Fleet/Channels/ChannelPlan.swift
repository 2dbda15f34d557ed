import CloseWatch

/// Who is told at which step, by the names of channels.
public struct ChannelPlan: Sendable, Equatable {
    /// Steps of each channel.
    public var steps: [String: Set<AlarmStep>]
    /// Channels that make a terminal settle.
    public var settling: [String]

    /// Nobody is told.
    public static let none = ChannelPlan(steps: [:], settling: [])

    /// A plan.
    public init(steps: [String: Set<AlarmStep>], settling: [String]) {
        self.steps = steps
        self.settling = settling.sorted()
    }

    /// Channels of a step, in a steady order.
    public func channels(for step: AlarmStep) -> [String] {
        steps.filter { $0.value.contains(step) }.keys.sorted()
    }
}
