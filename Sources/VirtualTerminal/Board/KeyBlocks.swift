import Foundation
import PaymentCrypto
import SMP
import TerminalManagement

/// Keys that were loaded on the service port: kept as the key blocks in which they came (ANSI X9.143, formerly TR-31), in the
/// region of flash for keys. Opened they are at each start, under the key block protection key.
final class KeyBlocks {
    /// A key that may be loaded.
    enum Name: String, CaseIterable {
        /// Enciphers the working keys of a sign-on.
        case master
        /// Enciphers PINs.
        case pin
        /// Makes MACs.
        case mac

        /// What the block must say that the key is for.
        var usages: [String] {
            switch self {
            case .master: ["K0"]
            case .pin: ["P0"]
            // Of the dialect's MAC no block knows a name: those of the kindred triple DES ones are taken.
            case .mac: ["M0", "M1", "M3"]
            }
        }

        /// What the block must allow.
        var modes: [TR31ModeOfUse] {
            switch self {
            case .master: [.bothWays, .decryptOnly, .unrestricted]
            case .pin: [.bothWays, .encryptOnly, .unrestricted]
            case .mac: [.generateAndVerify, .generateOnly, .unrestricted]
            }
        }
    }

    private let program: ProgramChip
    private let protectionKey: SecretKey

    /// The keys of a board; nil when the configuration holds no protection key.
    init?(_ program: ProgramChip, _ configuration: TerminalConfiguration) {
        guard let key = try? SecretKey(hex: configuration.keyBlockKey) else { return nil }
        self.program = program
        protectionKey = key
    }

    /// A key that was loaded; nil when none was, or when the protection key is another one since.
    func key(_ name: Name) throws -> SecretKey? {
        guard let block = try program.keyBlocks().values.first(where: { $0.name == name.rawValue })?.value else {
            return nil
        }
        do throws(KeyRefusal) { return try open(block, as: name) } catch { return nil }
    }

    /// Checks a block and keeps it.
    ///
    /// - Throws: Why not. Nothing is changed then.
    func load(_ request: LoadKeyRequest) throws(KeyRefusal) {
        guard let name = Name(rawValue: request.name) else {
            throw KeyRefusal(
                .noSuchKey,
                "there is no key of that name; there are "
                    + Name.allCases.map(\.rawValue).joined(separator: ", "))
        }
        let key = try open(request.block, as: name)
        if let wanted = request.checkValue { try KeyBlocks.compare(wanted, key, .legacy) }
        do {
            var store = try program.keyBlocks()
            guard try store.keep([SettingChange(name: name.rawValue, value: request.block)]) else {
                throw KeyRefusal(.keyNotKept, "there is no room for this key block")
            }
        } catch let refusal as KeyRefusal { throw refusal } catch { throw KeyRefusal(.keyNotKept, "\(error)") }
    }

    /// Forgets working keys that were loaded before a sign-on brought new ones.
    ///
    /// - Parameter file: The working keys of the sign-on before, which go as well: never may older keys be left alone.
    /// - Returns: False when they cannot be forgotten.
    func forgetWorkingKeys(_ file: URL) -> Bool {
        do {
            var store = try program.keyBlocks()
            let names = [Name.pin.rawValue, Name.mac.rawValue].filter { name in
                store.values.contains { $0.name == name }
            }
            guard !names.isEmpty else { return true }
            if FileManager.default.fileExists(atPath: file.path) { try FileManager.default.removeItem(at: file) }
            return try store.keep(names.map { SettingChange(name: $0, value: nil) })
        } catch { return false }
    }

    private func open(_ block: String, as name: Name) throws(KeyRefusal) -> SecretKey {
        let unwrapped: TR31KeyBlock.Unwrapped
        do throws(TR31Error) {
            unwrapped = try TR31KeyBlock.unwrap([UInt8](block.utf8), under: protectionKey)
        } catch {
            throw KeyRefusal(
                error.reason == .notAuthentic ? .keyBlockNotAuthentic : .keyBlockMalformed, error.description)
        }
        let header = unwrapped.header
        guard name.usages.contains(header.keyUsage.code), name.modes.contains(header.modeOfUse) else {
            throw KeyRefusal(
                .keyUsage,
                "the block holds a key for \(header.keyUsage) \(letter(header.modeOfUse.rawValue)); the \(name.rawValue) key is for "
                    + name.usages.joined(separator: ", ") + " with "
                    + name.modes.map { letter($0.rawValue) }.joined(separator: ", "))
        }
        guard let key = unwrapped.key else {
            throw KeyRefusal(.keyUsage, "the block holds a component of a key, and no key")
        }
        guard header.algorithm == .tripleDES, key.count == 16 else {
            throw KeyRefusal(
                .keyLength,
                "the \(name.rawValue) key is triple DES of 16 bytes; the block holds \(letter(header.algorithm.rawValue)) of \(key.count)"
            )
        }
        try KeyBlocks.checkInside(header, key)
        return key
    }

    private func letter(_ code: UInt8) -> String { String(decoding: [code], as: UTF8.self) }

    /// The check value that a block itself may tell, optional block KC: 00 or 01 for the way, then hexadecimal digits.
    /// Source: ANSI X9.143-2021, 6.3.6.6.
    private static func checkInside(_ header: TR31Header, _ key: SecretKey) throws(KeyRefusal) {
        guard let told = header.optionalBlocks.first(where: { $0.id == "KC" })?.data else { return }
        let methods: [String: KeyCheckValue.Method] = ["00": .legacy, "01": .tripleDESCMAC]
        guard let method = methods[String(told.prefix(2))], let value = Hex.bytes(String(told.dropFirst(2))) else {
            throw KeyRefusal(.keyBlockMalformed, "the check value in the block cannot be read")
        }
        try compare(value, key, method)
    }

    private static func compare(
        _ wanted: [UInt8], _ key: SecretKey, _ method: KeyCheckValue.Method
    ) throws(KeyRefusal) {
        let value: KeyCheckValue
        do throws(CryptoError) { value = try KeyCheckValue(of: key, method: method) } catch {
            throw KeyRefusal(.keyLength, error.description)
        }
        // Fewer than two bytes prove nothing.
        guard wanted.count >= 2, value.bytes.starts(with: wanted) else {
            throw KeyRefusal(
                .keyCheckValue, "the key has the check value \(value), not \(Hex.text(wanted))")
        }
    }
}

extension SoftwareElement {
    /// The element of a board.
    init(_ program: ProgramChip, _ folder: TerminalFolder, _ configuration: TerminalConfiguration) throws {
        guard let blocks = KeyBlocks(program, configuration) else {
            throw BenchError.setting("key-block-key has 32, 48 or 64 hex digits")
        }
        try self.init(
            masterKey: try SecretKey(hex: configuration.masterKey), file: URL(fileURLWithPath: folder.element),
            blocks: blocks)
    }
}
