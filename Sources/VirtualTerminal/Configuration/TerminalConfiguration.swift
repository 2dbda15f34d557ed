import BenchSupport
import Foundation
import ISO8583
import SerialLink
import Settlement
import TerminalFirmware
import Yams

/// A virtual terminal as it is described in a YAML file.
///
/// ```yaml
/// terminal-id: "10000001"       # field 41, 8 characters
/// merchant-id: "104110070110001" # field 42, 15 characters
/// merchant-name: Corner Shop
/// language: en                  # en or zh
/// dialect: unionpay             # unionpay or hypercom
/// nii: 3                        # field 24 of the Hypercom style
/// baud: 115200
/// service-baud: 115200          # rate of the service port, 921600 for a fast one
/// response-timeout: 60          # seconds
/// business-day-begins: "00:00"
/// batch-limit: 500
/// records-per-upload: 8
/// offline-limit: 50000          # largest offline sale in minor units, 0 for none
/// advice-limit: 50              # stored advices at which nothing more is approved offline
/// advice-delay: 3               # seconds before stored advices follow by themselves
/// tip-percent: 30               # tips on a sale at most
/// completion-percent: 115       # a completion at most, of what is held
/// master-key: 0123456789ABCDEFFEDCBA9876543210   # test keys only
/// key-block-key: 8899AABBCCDDEEFF0123456789ABCDEF # protects key blocks of the service port; test keys only
/// ```
/// What is about the day (reminders, automatic settlement, limits, clock) stands in the same file; see ``DaySettings``.
/// Every key may be left out; then the value of the test terminal above stands.
public struct TerminalConfiguration: Codable, Sendable, Equatable {
    /// Field 41.
    public var terminalID = "10000001"
    /// Field 42.
    public var merchantID = "104110070110001"
    /// Name of the shop.
    public var merchantName = "Corner Shop"
    /// `en` or `zh`.
    public var language = "en"
    /// `unionpay` or `hypercom`.
    public var dialect = "unionpay"
    /// Network international identifier, field 24 of the Hypercom style.
    public var nii = 3
    /// Line rate.
    public var baud = 115_200
    /// Rate of the service port.
    public var serviceBaud = 115_200
    /// How long the host may take to answer, in seconds.
    public var responseTimeout = 60.0
    /// How long the line may take to acknowledge a frame, in seconds.
    public var acknowledgeTimeout = 3.0
    /// How often a message that may be repeated is sent before a pause.
    public var attempts = 3
    /// Pause before unfinished work is tried again by itself, in seconds.
    public var retryDelay = 30.0
    /// Time of day at which the business day begins.
    public var businessDayBegins = "00:00"
    /// Records after which the batch must be settled.
    public var batchLimit = 500
    /// Records in one upload message.
    public var recordsPerUpload = 8
    /// Largest offline sale in minor units; 0 for none.
    public var offlineLimit: Int64 = 50_000
    /// Stored advices at which nothing more is approved offline.
    public var adviceLimit = 50
    /// Seconds before stored advices follow an answered transaction by themselves.
    public var adviceDelay = 3.0
    /// Tips on a sale at most, in percent.
    public var tipPercent = 30
    /// A completion at most, in percent of what is held.
    public var completionPercent = 115
    /// Reminders, automatic settlement, limits and the clock.
    public var day = DaySettings()
    /// Terminal master key, 32 hex digits. For test keys only.
    public var masterKey = "0123456789ABCDEFFEDCBA9876543210"
    /// Key block protection key: 32, 48 or 64 hex digits. For test keys only.
    public var keyBlockKey = "8899AABBCCDDEEFF0123456789ABCDEF"

    /// The test terminal.
    public init() {}

    enum CodingKeys: String, CodingKey, CaseIterable {
        case terminalID = "terminal-id"
        case merchantID = "merchant-id"
        case merchantName = "merchant-name"
        case language
        case dialect
        case nii
        case baud
        case serviceBaud = "service-baud"
        case responseTimeout = "response-timeout"
        case acknowledgeTimeout = "acknowledge-timeout"
        case attempts
        case retryDelay = "retry-delay"
        case businessDayBegins = "business-day-begins"
        case batchLimit = "batch-limit"
        case recordsPerUpload = "records-per-upload"
        case offlineLimit = "offline-limit"
        case adviceLimit = "advice-limit"
        case adviceDelay = "advice-delay"
        case tipPercent = "tip-percent"
        case completionPercent = "completion-percent"
        case masterKey = "master-key"
        case keyBlockKey = "key-block-key"
    }

    /// Names of all keys, for error texts.
    public static var keyNames: [String] {
        CodingKeys.allCases.map(\.rawValue) + DaySettings.CodingKeys.allCases.map(\.rawValue)
    }

    /// Takes what is given and leaves the rest as it is for the test terminal.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        try values.take(.terminalID, &terminalID)
        try values.take(.merchantID, &merchantID)
        try values.take(.merchantName, &merchantName)
        try values.take(.language, &language)
        try values.take(.dialect, &dialect)
        try values.take(.nii, &nii)
        try values.take(.baud, &baud)
        try values.take(.serviceBaud, &serviceBaud)
        try values.take(.responseTimeout, &responseTimeout)
        try values.take(.acknowledgeTimeout, &acknowledgeTimeout)
        try values.take(.attempts, &attempts)
        try values.take(.retryDelay, &retryDelay)
        try values.take(.businessDayBegins, &businessDayBegins)
        try values.take(.batchLimit, &batchLimit)
        try values.take(.recordsPerUpload, &recordsPerUpload)
        try values.take(.offlineLimit, &offlineLimit)
        try values.take(.adviceLimit, &adviceLimit)
        try values.take(.adviceDelay, &adviceDelay)
        try values.take(.tipPercent, &tipPercent)
        try values.take(.completionPercent, &completionPercent)
        try values.take(.masterKey, &masterKey)
        try values.take(.keyBlockKey, &keyBlockKey)
        day = try DaySettings(from: decoder)
    }

    /// Reads a configuration.
    ///
    /// - Throws: `BenchError` with what is wrong in the file.
    public static func load(_ path: String) throws -> TerminalConfiguration {
        let text: String
        do { text = try String(contentsOfFile: path, encoding: .utf8) } catch {
            throw BenchError(
                .file, "cannot read the terminal file \(path)", why: FileReason.of(error, at: path),
                next: "name an existing YAML file, or leave --config out for the test terminal")
        }
        return try parse(text, origin: path)
    }

    /// Reads a configuration from YAML text; unknown keys are errors, since a misspelt one would be silently ignored.
    public static func parse(_ text: String, origin: String) throws -> TerminalConfiguration {
        var lines: [String: Int] = [:]
        do {
            if let mapping = try Yams.compose(yaml: text)?.mapping {
                for key in mapping.keys { lines[key.string ?? ""] = key.mark?.line }
                for key in mapping.keys where !keyNames.contains(key.string ?? "") {
                    throw BenchError(
                        .file, "\(origin):\(key.mark?.line ?? 0): unknown key \"\(key.string ?? "?")\"",
                        why: "a terminal has no such setting", next: "use one of: " + keyNames.joined(separator: ", "))
                }
            }
            let configuration = try YAMLDecoder().decode(TerminalConfiguration.self, from: text)
            do { _ = try configuration.parameters() } catch let error as BenchError {
                throw located(error, lines, origin)
            }
            return configuration
        } catch let error as BenchError {
            throw error
        } catch DecodingError.typeMismatch(_, let context), DecodingError.dataCorrupted(let context) {
            let key = context.codingPath.first?.stringValue ?? ""
            throw BenchError(
                .file, "\(origin):\(lines[key] ?? 0): \(key.isEmpty ? "a value" : key) cannot be read",
                why: context.debugDescription, next: "see hardware/parameters/corner-shop.yaml")
        } catch let error as YamlError {
            // What the parser says of a mistake quotes the line, and there may be a key in it.
            throw BenchError(
                .file, "\(origin):\(error.line ?? 1): this is no YAML", why: "the text of the line is not shown",
                next: "see hardware/parameters/corner-shop.yaml")
        } catch {
            throw BenchError(
                .file, "\(origin) is not a terminal file", why: "\(error)",
                next: "see hardware/parameters/corner-shop.yaml")
        }
    }

    /// The error with the line of the file in which its key stands.
    private static func located(_ error: BenchError, _ lines: [String: Int], _ origin: String) -> BenchError {
        let words = error.what.split(whereSeparator: { " :".contains($0) }).map(String.init)
        guard let line = words.lazy.compactMap({ lines[$0] }).first else { return error }
        return BenchError(error.kind, "\(origin):\(line): \(error.what)", why: error.why, next: error.next)
    }

    /// The configuration as a file.
    public func yaml() throws -> String {
        let lines = try (YAMLEncoder().encode(self) + YAMLEncoder().encode(day)).split(separator: "\n")
        return lines.map(TerminalConfiguration.plain).joined(separator: "\n") + "\n"
    }

    /// A line with its number as people write it: the encoder writes 30 as 3e+1.
    private static func plain(_ line: Substring) -> String {
        guard let mark = line.firstRange(of: ": "), let number = Double(line[mark.upperBound...]),
            line[mark.upperBound...].contains("e"), abs(number) < 1e15
        else { return String(line) }
        let text = number == number.rounded() ? "\(Int64(number))" : "\(number)"
        return line[..<mark.upperBound] + text
    }

    /// What the firmware is started with.
    ///
    /// - Throws: `BenchError` for values that no terminal can have.
    public func parameters() throws -> TerminalParameters {
        func require(_ condition: Bool, _ what: String) throws {
            guard condition else { throw BenchError.setting(what) }
        }
        try require(terminalID.utf8.count == 8 && terminalID.allSatisfy(\.isASCII), "terminal-id has 8 characters")
        try require(merchantID.utf8.count == 15 && merchantID.allSatisfy(\.isASCII), "merchant-id has 15 characters")
        try require(language == "en" || language == "zh", "language is en or zh")
        try require((50...4_000_000).contains(baud), "baud is 50 to 4000000")
        try require((50...4_000_000).contains(serviceBaud), "service-baud is 50 to 4000000")
        try require(responseTimeout >= 0.1 && responseTimeout <= 600, "response-timeout is 0.1 to 600 seconds")
        try require(acknowledgeTimeout >= 0.05 && acknowledgeTimeout <= 60, "acknowledge-timeout is 0.05 to 60 seconds")
        // An equal message that comes sooner would be taken for a retransmission of the link.
        try require(
            responseTimeout >= 4 * acknowledgeTimeout,
            "response-timeout is at least four times acknowledge-timeout")
        try require((1...20).contains(attempts), "attempts is 1 to 20")
        try require(retryDelay >= 0.1 && retryDelay <= 3600, "retry-delay is 0.1 to 3600 seconds")
        try require((1...900).contains(batchLimit), "batch-limit is 1 to 900")
        try require((1...8).contains(recordsPerUpload), "records-per-upload is 1 to 8")
        try require(dialect == "unionpay" || dialect == "hypercom", "dialect is unionpay or hypercom")
        try require((0...999).contains(nii), "nii is 0 to 999")
        try require((0...999_999_999_999).contains(offlineLimit), "offline-limit is 0 to 999999999999 minor units")
        try require((0...900).contains(adviceLimit), "advice-limit is 0 to 900")
        try require(adviceDelay >= 0.05 && adviceDelay <= 3600, "advice-delay is 0.05 to 3600 seconds")
        try require((0...100).contains(tipPercent), "tip-percent is 0 to 100")
        try require((100...200).contains(completionPercent), "completion-percent is 100 to 200")
        try require(masterKey.count == 32 && masterKey.allSatisfy(\.isHexDigit), "master-key has 32 hex digits")
        try require(
            [32, 48, 64].contains(keyBlockKey.count) && keyBlockKey.allSatisfy(\.isHexDigit),
            "key-block-key has 32, 48 or 64 hex digits")
        let time = businessDayBegins.split(separator: ":").compactMap { Int($0) }
        let minute =
            time.count == 2 && (0..<24).contains(time[0]) && (0..<60).contains(time[1]) ? time[0] * 60 + time[1] : -1
        guard let businessDay = BusinessDay(cutOverMinute: minute) else {
            throw BenchError(
                .file, "terminal setting is wrong: business-day-begins",
                why: "\"\(businessDayBegins)\" is no time of day",
                next: "write it as \"04:00\"")
        }
        var parameters = TerminalParameters(
            terminalID: terminalID, merchantID: merchantID, merchantName: merchantName)
        parameters.language = language == "zh" ? .chinese : .english
        parameters.responseTimeout = Int(responseTimeout * 1000)
        parameters.link.ackTimeout = Int(acknowledgeTimeout * 1000)
        parameters.attempts = attempts
        parameters.retryDelay = Int(retryDelay * 1000)
        parameters.businessDay = businessDay
        parameters.batchLimit = batchLimit
        parameters.recordsPerUpload = recordsPerUpload
        parameters.style = dialect == "hypercom" ? .hypercom : .unionPay
        parameters.nii = UInt16(nii)
        parameters.offlineLimit = offlineLimit
        parameters.adviceLimit = adviceLimit
        parameters.adviceDelay = Int(adviceDelay * 1000)
        parameters.tipPercent = tipPercent
        parameters.completionPercent = completionPercent
        try day.apply(to: &parameters)
        return parameters
    }
}

extension YamlError {
    /// The line of the mistake, from 1; nil where the parser does not say.
    fileprivate var line: Int? {
        switch self {
        case .reader(_, let offset, _, let text): offset.map { text.utf8.prefix($0).count { $0 == 0x0A } + 1 }
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: nil
        }
    }
}
