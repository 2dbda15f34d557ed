import ISO8583

/// The tamper-proof part of the terminal that owns the keys: the firmware asks it to compute, and never sees a key.
public protocol SecureElement {
    /// True when working keys (PIN key and MAC key) are loaded.
    var hasWorkingKeys: Bool { get }

    /// Takes the working keys of a sign-on response (field 62), enciphered under the terminal's master key.
    ///
    /// - Returns: False when a key check value is wrong; the keys loaded before are then kept.
    mutating func loadWorkingKeys(_ cryptogram: [UInt8]) -> Bool

    /// Message authentication code (8 bytes) of `bytes` under the MAC key, or nil without one.
    func mac(over bytes: [UInt8]) -> [UInt8]?

    /// Number of PIN digits entered so far.
    var pinLength: Int { get }

    /// Takes one PIN digit, 0 to 9, straight from the keypad. More than 12 digits are ignored (ISO 9564-1).
    mutating func enterPINDigit(_ digit: UInt8)

    /// Forgets the PIN entered so far.
    mutating func clearPIN()

    /// The PIN as an ISO 9564-1 format 0 block (8 bytes), enciphered under the PIN key; the clear PIN is forgotten.
    ///
    /// - Returns: Nil without a PIN of 4 to 12 digits or without a key.
    mutating func takePINBlock(for pan: PAN) -> [UInt8]?

    /// Enciphers what must be stored outside of the element (account numbers in the journal).
    mutating func seal(_ clear: [UInt8]) -> [UInt8]?

    /// Opens what `seal` made; nil when it was made by another element or was changed.
    func unseal(_ sealed: [UInt8]) -> [UInt8]?
}
