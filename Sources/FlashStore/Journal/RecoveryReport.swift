/// What opening a journal found.
public struct RecoveryReport: Equatable, Sendable {
    /// A record that was complete once and cannot be read any more.
    public struct Damage: Equatable, Sendable {
        /// Where it lies, in bytes from the start of the flash.
        public let offset: Int
        /// Its number; nil for a record that a compaction had copied.
        public let number: UInt32?
    }

    /// True when the flash was blank and was formatted.
    public internal(set) var wasFormatted = false
    /// Valid records.
    public internal(set) var recordCount = 0
    /// Bytes of records that a power cut left unfinished; they were never acknowledged.
    public internal(set) var tornBytes = 0
    /// Records that rotted. A journal with one is not to be trusted with money: its owner has to decide.
    public internal(set) var damaged: [Damage] = []

    /// So many damages of one gap are listed.
    static let mostDamages: UInt32 = 1000
}
