import SMP
import Settlement

/// What the management server asks of the terminal that it stands beside.
///
/// The server holds no state of the terminal: it asks at every request.
public protocol ManagedTerminal {
    /// The state of the terminal's money.
    var book: BatchBook { get }
    /// What its clock shows.
    var now: ClockTime { get }
    /// The business day.
    var today: CalendarDate { get }
    /// ISO 4217 numeric code of its amounts.
    var currency: UInt16 { get }
    /// True while it talks to the host or prints.
    var isBusy: Bool { get }
    /// Who it is. Boots, slots and the form of the journal are the server's to say.
    var identity: TerminalIdentity { get }
    /// The keys of its secure element, by their check values.
    var keys: [KeyStates.KeyState] { get }
    /// How far its self-test is.
    var selfTest: SelfTestState { get }
    /// Lines of its log since its start.
    var logCount: Int { get }
    /// Counters, in groups.
    var statistics: [Statistics] { get }

    /// What it does and shows.
    var work: WorkState { get }
    /// True when it has a supervisor's password.
    var hasSupervisor: Bool { get }

    /// True for the supervisor's password.
    func isSupervisor(_ password: String) -> Bool
    /// Why it does not begin this work now; nil when it does.
    func refusal(of request: WorkRequest) -> String?
    /// An amount in words, for example `45.10 CNY`.
    func shown(_ minorUnits: Int64) -> String
    /// A line of its log; nil when it is not kept any more, or not there yet.
    func logLine(_ number: Int) -> EventLog.Line?
    /// Its settings, in an order that stays. No keys and no passwords.
    func settings() -> [AllSettings.Setting]
    /// Bytes of a file; nil when there is no such file.
    func size(ofFile name: String) -> Int?
    /// A piece of a file; nil when it cannot be read.
    func bytes(ofFile name: String, from offset: Int, count: Int) -> [UInt8]?
    /// Keeps changes of settings for good. They count after the firmware was started anew.
    ///
    /// - Returns: Why not; nil when they are kept.
    mutating func keep(_ changes: [SettingChange]) -> String?
    /// Hands a key block to the secure element. It counts after the firmware was started anew.
    ///
    /// - Throws: Why it was not taken.
    mutating func loadKey(_ request: LoadKeyRequest) throws(KeyRefusal)
}

/// A change of one setting.
public struct SettingChange: Equatable, Sendable {
    /// Its name.
    public let name: String
    /// Its new value; nil for the one of the factory.
    public let value: String?

    /// A change.
    public init(name: String, value: String?) {
        self.name = name
        self.value = value
    }
}

/// What is to be done after bytes were taken, in this order.
public enum ManagementEffect: Equatable, Sendable {
    /// Send bytes on the service port.
    case send([UInt8])
    /// Start the board anew, when everything was sent.
    case reset(toRecovery: Bool)
    /// Start the firmware anew with the settings and keys that were kept, when everything was sent.
    case applySettings
    /// Set the clock.
    case setClock(ClockTime)
    /// Test parts.
    case test(StartSelfTestRequest)
    /// Begin work on the batch; with the acquirer's confirmation number and the batch or transaction that it is for, or nothing.
    case work(TerminalWork, confirmation: String, subject: UInt32)
    /// A line for the terminal's log.
    case log(code: String, text: String)
}
