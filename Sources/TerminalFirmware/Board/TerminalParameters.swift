import ISO8583
import SerialLink
import Settlement

/// What makes a terminal this shop's terminal.
public struct TerminalParameters: Sendable {
    /// Card acceptor terminal identification, field 41: 8 characters.
    public var terminalID: String
    /// Card acceptor identification, field 42: 15 characters.
    public var merchantID: String
    /// Name of the shop, for display and receipts.
    public var merchantName: String
    /// Operator number, two digits, field 63 of management messages.
    public var operatorNumber = "01"
    /// Currency of all amounts.
    public var currency = Currency.cny
    /// Language of display and receipts.
    public var language = Language.english
    /// The dialect that it speaks, and the rules by which its batches are settled.
    public var style = SettlementStyle.unionPay
    /// Network international identifier, field 24 of the Hypercom style: 0 to 999.
    public var nii: UInt16 = 3
    /// Transport address of the host and of this terminal.
    public var tpdu = TPDU(protocolID: 0x60, destination: 0x0003, origin: 0x0000)
    /// UnionPay-style header of requests.
    public var header = UnionPayHeader.terminalRequest
    /// Timers and retries of the serial link.
    public var link = LinkParameters()
    /// How long the host may take to answer, in milliseconds.
    public var responseTimeout = 60_000
    /// How often a message that may be repeated is sent before the terminal pauses, 1 or more.
    public var attempts = 3
    /// Pause before an unfinished reversal, advice or close is tried again by itself, in milliseconds; doubled after
    /// each failure, at most sixteenfold.
    public var retryDelay = 30_000
    /// Pause before stored advices follow an answered transaction by themselves, in milliseconds.
    public var adviceDelay = 3_000
    /// Stored advices at which the terminal approves nothing more by itself.
    public var adviceLimit = 50
    /// Largest offline sale in minor units; 0 when the terminal may not approve sales by itself.
    public var offlineLimit: Int64 = 50_000
    /// Tips on a sale at most, in percent of it.
    public var tipPercent = 30
    /// A completion at most, in percent of what the pre-authorization holds.
    ///
    /// Source: card schemes' rule for completions in China, 115 percent.
    public var completionPercent = 115
    /// How long a result stays on the display, in milliseconds.
    public var resultTime = 5_000
    /// When the business day begins.
    public var businessDay = BusinessDay.calendar
    /// Records after which the batch must be settled, at most 900: field 48 counts to 999, voids included.
    public var batchLimit = 500
    /// Records from which the operator is warned; nil for nine tenths of the limit.
    public var batchWarning: Int?
    /// Hours after the oldest record from which the operator is warned; nil for no warning.
    public var batchWarnHours: Int? = 26
    /// Hours after the oldest record at which new sales are refused; nil for never.
    public var batchRefuseHours: Int?
    /// Reminders, automatic settlement, and what the next morning brings.
    public var settlement = SettlementPolicy()
    /// Digits with which a supervisor may put a settlement off; empty when nobody may.
    public var supervisorPassword = ""
    /// What the terminal does with its clock and with the host's.
    public var clock = ClockRules()
    /// Records in one upload message, 1 to 8.
    public var recordsPerUpload = 8
    /// First six digits of domestic cards begin with one of these; all others are foreign.
    public var domesticPrefixes = ["62"]

    /// Parameters of a terminal, with the usual values for what is not named.
    public init(terminalID: String, merchantID: String, merchantName: String) {
        self.terminalID = terminalID
        self.merchantID = merchantID
        self.merchantName = merchantName
    }
}
