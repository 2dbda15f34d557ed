import ISO8583
import PaymentCrypto
import Synchronization
import TerminalFirmware

/// Bytes that look random and follow from a seed: keys and nonces of a run that must come out the same again.
package final class SeededBytes: Sendable {
    private let state: Mutex<ChanceStream>

    /// The bytes of this stream under a seed.
    package init(seed: UInt64, stream: UInt64) { state = Mutex(ChanceStream(seed: seed, stream: stream)) }

    /// The bytes as a source for the cryptography module.
    package var source: RandomSource {
        RandomSource { count in
            self.state.withLock { stream in
                (0..<count).map { _ in UInt8(truncatingIfNeeded: stream.next()) }
            }
        }
    }
}

/// The secure element of a simulated terminal: real cryptography, keys that outlive power cuts.
package final class ElementChip {
    fileprivate let master: SecretKey
    fileprivate let storage: SecretKey
    fileprivate let random: RandomSource
    fileprivate var pinKey: SecretKey?
    fileprivate var macKey: SecretKey?
    fileprivate var pin: [UInt8] = []

    /// An element with a terminal master key.
    package init(master: SecretKey, random: RandomSource) throws(CryptoError) {
        self.master = master
        self.random = random
        storage = try StorageSeal.key(derivedFrom: master)
    }

    /// The power went: what was typed is gone.
    package func losePower() { pin = [] }
}

/// The element as the firmware sees it.
package struct SimulatedElement: SecureElement {
    private let chip: ElementChip

    /// A view of an element.
    package init(_ chip: ElementChip) { self.chip = chip }

    /// True when keys are loaded.
    package var hasWorkingKeys: Bool { chip.macKey != nil }

    /// Field 62 of a sign-on: PIN key (16), check value (4), MAC key (16), check value (4).
    package mutating func loadWorkingKeys(_ cryptogram: [UInt8]) -> Bool {
        guard cryptogram.count == 40, let pinKey = key(cryptogram[0..<16], check: cryptogram[16..<20]),
            let macKey = key(cryptogram[20..<36], check: cryptogram[36..<40])
        else { return false }
        chip.pinKey = pinKey
        chip.macKey = macKey
        return true
    }

    private func key(_ cipher: ArraySlice<UInt8>, check: ArraySlice<UInt8>) -> SecretKey? {
        guard let clear = try? TripleDES.decryptECB([UInt8](cipher), key: chip.master),
            let key = try? SecretKey(clear), let value = try? TripleDES.checkValue(of: key),
            value.elementsEqual(check)
        else { return nil }
        return key
    }

    /// The MAC of a message.
    package func mac(over bytes: [UInt8]) -> [UInt8]? {
        chip.macKey.flatMap { try? UnionPayMAC.compute(key: $0, over: bytes) }
    }

    /// Digits typed so far.
    package var pinLength: Int { chip.pin.count }

    /// Takes a digit.
    package mutating func enterPINDigit(_ digit: UInt8) { if chip.pin.count < 12 { chip.pin.append(digit) } }

    /// Forgets the digits.
    package mutating func clearPIN() { chip.pin = [] }

    /// The PIN block under the PIN key.
    package mutating func takePINBlock(for pan: PAN) -> [UInt8]? {
        defer { chip.pin = [] }
        guard let pinKey = chip.pinKey, chip.pin.count >= 4, let entered = PIN(digits: chip.pin),
            let clear = try? PINBlockISO0.encode(pin: entered, pan: pan.exposed)
        else { return nil }
        return try? TripleDES.encryptECB(clear, key: pinKey)
    }

    /// Seals what is stored.
    package mutating func seal(_ clear: [UInt8]) -> [UInt8]? {
        try? StorageSeal.seal(clear, key: chip.storage, random: chip.random)
    }

    /// Opens what was sealed.
    package func unseal(_ sealed: [UInt8]) -> [UInt8]? { try? StorageSeal.open(sealed, key: chip.storage) }
}
