/// What the firmware tells about a slot.
public struct SlotState: Equatable, Sendable {
    /// 0 for slot A, 1 for slot B.
    public let slot: Int
    /// What the image says of itself.
    public let manifest: ImageManifest
    /// Why the image would not be started; nil when it would.
    public let problem: ImageError?
    /// The next boot swaps to it.
    public let isPending: Bool
    /// It stays, or is the one to go back to.
    public let isConfirmed: Bool
    /// It runs.
    public let isActive: Bool
    /// The next boot swaps to it for good.
    public let isPermanent: Bool

    /// It would be started.
    public var isBootable: Bool { problem == nil }
}

/// What the bootloader remembers, for whoever asks the firmware.
public struct BootFacts: Equatable, Sendable {
    /// Boots so far.
    public let bootCount: UInt32
    /// Why the board started last.
    public let lastReason: BootReason
    /// The security counter that the board has reached.
    public let securityCounter: UInt32
    /// `ImageError.code` of the last refusal of an image in slot B; 0 for none.
    public let refusalCode: UInt8
}
