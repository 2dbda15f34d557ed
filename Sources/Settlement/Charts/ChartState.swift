/// A state of a chart.
public struct ChartState: Equatable, Sendable {
    /// Stable name, for example `uploading`.
    public let id: String
    /// Its name for staff.
    public let title: Bilingual
    /// What happens there.
    public let meaning: Bilingual
    /// True when flash knows it: a power cut does not end it.
    public let isDurable: Bool
    /// How long it waits for an answer; nil when it waits for nothing.
    public let timeout: ChartTimeout?
    /// What is done when no answer comes, or nothing.
    public let retry: Bilingual?
    /// What a start does that finds this state in flash; nil for a state that flash does not know.
    public let boot: ChartBoot?
    /// Keys that count there.
    public let keys: [ChartKey]

    /// A state.
    public init(
        _ id: String, _ title: Bilingual, _ meaning: Bilingual, isDurable: Bool = true, timeout: ChartTimeout? = nil,
        retry: Bilingual? = nil, boot: ChartBoot? = nil, keys: [ChartKey] = []
    ) {
        self.id = id
        self.title = title
        self.meaning = meaning
        self.isDurable = isDurable
        self.timeout = timeout
        self.retry = retry
        self.boot = boot
        self.keys = keys
    }
}

/// A timer of a state.
public struct ChartTimeout: Equatable, Sendable {
    /// Key of the terminal's settings that sets it, for example `response-timeout`.
    public let parameter: String
    /// Its usual value, in milliseconds.
    public let milliseconds: Int

    /// A timer.
    public init(_ parameter: String, milliseconds: Int) {
        self.parameter = parameter
        self.milliseconds = milliseconds
    }

    /// The wait for the host's answer.
    public static var response: ChartTimeout { ChartTimeout("response-timeout", milliseconds: 60_000) }
}

/// What a start does in a state that it finds in flash.
public struct ChartBoot: Equatable, Sendable {
    /// Type indicator of the first message that leaves, when keys are loaded and the terminal is signed on; nil when none
    /// does.
    public let message: String?
    /// What is done.
    public let text: Bilingual

    /// What a start does.
    public init(sends message: String?, _ text: Bilingual) {
        self.message = message
        self.text = text
    }
}

/// Keys that count in a state.
public struct ChartKey: Equatable, Sendable {
    /// The keys as they are printed on the keypad, one after the other, for example `FUNC 4`.
    public let keys: String
    /// The screen on which they count.
    public let screen: String
    /// What they do.
    public let meaning: Bilingual

    /// Keys.
    public init(_ keys: String, on screen: String, _ meaning: Bilingual) {
        self.keys = keys
        self.screen = screen
        self.meaning = meaning
    }
}
