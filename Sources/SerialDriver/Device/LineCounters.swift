import CTermios

/// What a device has counted since it was made. Source: Linux, include/uapi/linux/serial.h (serial_icounter_struct).
public struct LineCounters: Equatable, Sendable {
    /// Bytes received.
    public var received: UInt32
    /// Bytes sent.
    public var sent: UInt32
    /// Characters without a stop bit: wrong speed or form, or noise.
    public var framingErrors: UInt32
    /// Characters with a wrong parity bit.
    public var parityErrors: UInt32
    /// Characters that the chip dropped, since it was not emptied in time.
    public var overruns: UInt32
    /// Characters that the kernel dropped, since nobody read them.
    public var bufferOverruns: UInt32
    /// Breaks received.
    public var breaks: UInt32
    /// Changes of CTS.
    public var ctsChanges: UInt32
    /// Changes of DSR.
    public var dsrChanges: UInt32
    /// Changes of DCD.
    public var dcdChanges: UInt32
    /// Rings.
    public var rings: UInt32

    init(_ found: tb_counters) {
        received = found.received
        sent = found.sent
        framingErrors = found.framing
        parityErrors = found.parity
        overruns = found.overrun
        bufferOverruns = found.buffer_overrun
        breaks = found.breaks
        ctsChanges = found.cts
        dsrChanges = found.dsr
        dcdChanges = found.carrier
        rings = found.ring
    }

    /// What came since `earlier`; counters run on at 2^32.
    public func since(_ earlier: LineCounters) -> LineCounters {
        var difference = self
        difference.received &-= earlier.received
        difference.sent &-= earlier.sent
        difference.framingErrors &-= earlier.framingErrors
        difference.parityErrors &-= earlier.parityErrors
        difference.overruns &-= earlier.overruns
        difference.bufferOverruns &-= earlier.bufferOverruns
        difference.breaks &-= earlier.breaks
        difference.ctsChanges &-= earlier.ctsChanges
        difference.dsrChanges &-= earlier.dsrChanges
        difference.dcdChanges &-= earlier.dcdChanges
        difference.rings &-= earlier.rings
        return difference
    }

    /// Lines among `lines` that changed at least once since `earlier`, also when they changed back.
    func changes(of lines: ModemLines, since earlier: LineCounters) -> ModemLines {
        var changed: ModemLines = []
        if ctsChanges != earlier.ctsChanges { changed.insert(.cts) }
        if dsrChanges != earlier.dsrChanges { changed.insert(.dsr) }
        if dcdChanges != earlier.dcdChanges { changed.insert(.dcd) }
        if rings != earlier.rings { changed.insert(.ri) }
        return changed.intersection(lines)
    }
}
