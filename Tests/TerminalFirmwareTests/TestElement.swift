import ISO8583
import TerminalFirmware

/// A secure element that computes something checkable without cryptography: these tests are about the firmware.
struct TestElement: SecureElement {
    var hasWorkingKeys = false
    private var pin: [UInt8] = []

    mutating func loadWorkingKeys(_ cryptogram: [UInt8]) -> Bool {
        hasWorkingKeys = cryptogram.count == 40
        return hasWorkingKeys
    }

    func mac(over bytes: [UInt8]) -> [UInt8]? {
        let sum = bytes.reduce(UInt8(0)) { $0 &+ $1 }
        return [UInt8](repeating: 0x30 + sum % 10, count: 8)
    }

    var pinLength: Int { pin.count }
    mutating func enterPINDigit(_ digit: UInt8) { if pin.count < 12 { pin.append(digit) } }
    mutating func clearPIN() { pin = [] }
    mutating func takePINBlock(for pan: PAN) -> [UInt8]? {
        defer { pin = [] }
        return pin.count >= 4 ? [UInt8](repeating: 0xEE, count: 8) : nil
    }
    mutating func seal(_ clear: [UInt8]) -> [UInt8]? { clear.map { $0 ^ 0x5A } }
    func unseal(_ sealed: [UInt8]) -> [UInt8]? { sealed.map { $0 ^ 0x5A } }
}
