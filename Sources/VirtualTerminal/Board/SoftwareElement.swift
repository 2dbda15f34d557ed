import Foundation
import ISO8583
import PaymentCrypto
import TerminalFirmware

/// The secure element as software, for test keys only.
///
/// Working keys are kept as they came: enciphered under the master key, in a file that only its owner may read. Keys that were
/// loaded on the service port are kept as their key blocks. Nothing that is stored here is a clear key; the factory's master
/// key and the key block protection key come from the caller at each start.
struct SoftwareElement: SecureElement {
    private let masterKey: SecretKey
    /// It follows from the factory's master key: what the journal holds sealed is opened whatever key is loaded later.
    private let storageKey: SecretKey
    private let file: URL
    private let blocks: KeyBlocks
    private var pinKey: SecretKey?
    private var macKey: SecretKey?
    private var pin: [UInt8] = []

    /// An element with the factory's terminal master key (16 bytes) that keeps its working keys in `file`.
    ///
    /// - Parameter blocks: The keys that were loaded as key blocks; they go before the others.
    init(masterKey: SecretKey, file: URL, blocks: KeyBlocks) throws {
        self.masterKey = try blocks.key(.master) ?? masterKey
        self.file = file
        self.blocks = blocks
        storageKey = try StorageSeal.key(derivedFrom: masterKey)
        if let stored = try? Data(contentsOf: file) { _ = unpack([UInt8](stored)) }
        if let loaded = try blocks.key(.pin) { pinKey = loaded }
        if let loaded = try blocks.key(.mac) { macKey = loaded }
    }

    var hasWorkingKeys: Bool { pinKey != nil && macKey != nil }

    /// The first three bytes of each key's check value; nil for a key that is not loaded.
    var checkValues: [(name: String, value: [UInt8]?)] {
        [("master", masterKey), ("pin", pinKey), ("mac", macKey)].map { name, key in
            (name, key.flatMap { try? TripleDES.checkValue(of: $0) }.map { [UInt8]($0.prefix(3)) })
        }
    }

    mutating func loadWorkingKeys(_ cryptogram: [UInt8]) -> Bool {
        guard unpack(cryptogram) else { return false }
        // A power cut here costs a sign-on, no money: the journal says signed on, the element has no keys, and the
        // firmware signs on again. So the older keys go before the new ones come.
        guard blocks.forgetWorkingKeys(file) else { return false }
        return FileManager.default.createFile(
            atPath: file.path, contents: Data(cryptogram), attributes: [.posixPermissions: 0o600])
    }

    /// Field 62 of a sign-on with double-length keys: PIN key (16), check value (4), MAC key (16), check value (4).
    private mutating func unpack(_ cryptogram: [UInt8]) -> Bool {
        guard cryptogram.count == 40,
            let pinKey = key(cryptogram[0..<16], check: cryptogram[16..<20]),
            let macKey = key(cryptogram[20..<36], check: cryptogram[36..<40])
        else { return false }
        self.pinKey = pinKey
        self.macKey = macKey
        return true
    }

    private func key(_ cipher: ArraySlice<UInt8>, check: ArraySlice<UInt8>) -> SecretKey? {
        guard let clear = try? TripleDES.decryptECB([UInt8](cipher), key: masterKey),
            let key = try? SecretKey(clear), let value = try? TripleDES.checkValue(of: key),
            Authentication.areEqual([UInt8](value.prefix(4)), [UInt8](check))
        else { return nil }
        return key
    }

    func mac(over bytes: [UInt8]) -> [UInt8]? {
        guard let macKey else { return nil }
        return try? UnionPayMAC.compute(key: macKey, over: bytes)
    }

    var pinLength: Int { pin.count }

    mutating func enterPINDigit(_ digit: UInt8) { if pin.count < 12 { pin.append(digit) } }

    mutating func clearPIN() { pin = [] }

    mutating func takePINBlock(for pan: PAN) -> [UInt8]? {
        defer { clearPIN() }
        guard let pinKey, pin.count >= 4, let entered = PIN(digits: pin) else { return nil }
        guard let clear = try? PINBlockISO0.encode(pin: entered, pan: pan.exposed) else { return nil }
        return try? TripleDES.encryptECB(clear, key: pinKey)
    }

    mutating func seal(_ clear: [UInt8]) -> [UInt8]? { try? StorageSeal.seal(clear, key: storageKey) }

    func unseal(_ sealed: [UInt8]) -> [UInt8]? { try? StorageSeal.open(sealed, key: storageKey) }
}
