import SerialLink
import TerminalFirmware

/// What happens at a moment of simulated time.
enum WorldEvent {
    /// A timer of the terminal; it counts only if nobody started or stopped it since.
    case terminalTimer(TerminalTimer, generation: UInt32)
    /// A timer of the bridge's side of the line.
    case bridgeTimer(LinkTimer, generation: UInt32)
    /// Bytes reach the terminal's line port.
    case toTerminal([UInt8])
    /// Bytes reach the bridge.
    case toBridge([UInt8])
    /// A request reaches the host.
    case request([UInt8])
    /// A response comes back over a connection to the host.
    case reply([UInt8], host: UInt32)
    /// A job came out of the printer.
    case printed(PrintJob, start: UInt32)
    /// The printer stopped.
    case printerStopped(PrintJob, PrinterProblem, start: UInt32)
    /// The clerk looks at the display.
    case look(generation: UInt32)
    /// The shop opens.
    case morning(day: Int)
    /// A customer comes.
    case customer(number: Int, left: Int, gap: Int64)
    /// The shop closes: somebody settles, or forgets to.
    case evening(day: Int)
    /// Everybody went home.
    case night(day: Int)
    /// A moment at which the firmware wants to look at its clock; it counts only if it asked for no other since.
    case tick(generation: UInt32)
    /// The terminal settles by itself from now on, if its shop wants that.
    case windowOpens(day: Int64)
    /// The end of that time.
    case windowEnds(day: Int64)
    /// Somebody pulls the plug.
    case plugPulled
    /// The power comes back.
    case powerBack
    /// After the last day: settle and come to rest.
    case rest(round: Int)
}
