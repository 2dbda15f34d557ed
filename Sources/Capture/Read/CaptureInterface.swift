/// An interface that packets were captured on.
public struct CaptureInterface: Equatable, Sendable {
    /// Section that it belongs to, from 1. Always 1 in a pcap file.
    public internal(set) var section: Int
    /// What its packets begin with.
    public internal(set) var linkType: LinkType
    /// The most bytes that were kept of a packet; 0 for no limit.
    public internal(set) var snapLength: UInt32
    /// Name (if_name), or nil.
    public internal(set) var name: String?
    /// Description (if_description), or nil.
    public internal(set) var description: String?
    /// Bits in a second (if_speed), or nil.
    public internal(set) var speed: UInt64?
    /// Unit of its timestamps.
    public internal(set) var resolution = TimestampResolution.microseconds
    /// Seconds that are added to every timestamp (if_tsoffset).
    public internal(set) var timestampOffset: Int64 = 0

    /// Nanoseconds since 1970-01-01 00:00 UTC, or nil when they do not fit 64 bits.
    func nanoseconds(_ units: UInt64) -> Int64? {
        guard let own = resolution.nanoseconds(units) else { return nil }
        let (shift, isTooFar) = timestampOffset.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, isTooLarge) = own.addingReportingOverflow(shift)
        return isTooFar || isTooLarge ? nil : sum
    }
}

/// Unit of timestamps. Source: pcapng, option if_tsresol: a negative power of 10, or of 2 when the top bit is set.
public struct TimestampResolution: Equatable, Sendable {
    /// The option's byte.
    public let code: UInt8

    /// The resolution of that byte.
    public init(code: UInt8) { self.code = code }

    /// Millionths of a second: what holds when nothing is said.
    public static let microseconds = TimestampResolution(code: 6)
    /// Billionths of a second.
    public static let nanoseconds = TimestampResolution(code: 9)

    /// So many units in nanoseconds, rounded down, or nil when they do not fit 63 bits.
    func nanoseconds(_ units: UInt64) -> Int64? {
        let power = Int(code & 0x7F)
        if code & 0x80 != 0 {
            let (high, low) = units.multipliedFullWidth(by: 1_000_000_000)
            // The 128-bit product, `power` bits to the right.
            guard power < 64 else { return Int64(exactly: high >> UInt64(power - 64)) }
            guard power > 0 else { return high == 0 ? Int64(exactly: low) : nil }
            guard high >> UInt64(power) == 0 else { return nil }
            return Int64(exactly: high << UInt64(64 - power) | low >> UInt64(power))
        }
        var scaled = units
        if power <= 9 {
            for _ in power..<9 {
                let (product, isTooLarge) = scaled.multipliedReportingOverflow(by: 10)
                if isTooLarge { return nil }
                scaled = product
            }
        } else {
            for _ in 9..<power { scaled /= 10 }
        }
        return Int64(exactly: scaled)
    }
}
