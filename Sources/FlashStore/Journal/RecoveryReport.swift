/// What opening a journal found.
public struct RecoveryReport: Equatable, Sendable {
    /// A record that was complete once and cannot be read any more, or content that no journal wrote.
    public struct Damage: Equatable, Sendable {
        /// Where it lies, in bytes from the start of the flash.
        public let offset: Int
        /// Its number; nil when it cannot be told: of a record that a compaction had copied, or of a whole sector that failed.
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
