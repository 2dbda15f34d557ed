/// Values of chip data in words, for logs and screens: nothing that must stay secret is in any text that comes from here.
public enum EMVMeaning {
    /// What a value says, one text for each thing that it says.
    ///
    /// A value of a wrong length or form gives a text that says so. Account numbers show their first six and last four
    /// digits; other sensitive values and those of unknown tags show how many bytes they have (see ``EMVTag/isSensitive``).
    ///
    /// - Parameter currency: the currency of amounts (tag 5F2A beside them); without one they are in minor units.
    public static func words(
        tag: TLVTag, value: [UInt8], language: Language, currency: Currency? = nil
    ) -> [String] {
        let known = EMVTag(tag)
        if known.isSensitive { return [concealed(known, value, language)] }
        guard known.lengths.contains(value.count) else {
            return [wrongLength(value.count, known.lengths).text(language)]
        }
        guard !value.isEmpty else { return [FieldName("empty", "空").text(language)] }
        return flags(tag, value, language) ?? decoded(tag, value, language)
            ?? plain(tag, value, language, currency) ?? byFormat(known.format, value, language)
    }

    /// A sensitive value: as much of it as people may see.
    static func concealed(_ tag: EMVTag, _ value: [UInt8], _ language: Language) -> String {
        switch tag.tag.rawValue {
        case 0x57, 0x5A, 0x9F6B:
            var digits: [UInt8] = []
            for byte in value {
                for nibble in [byte >> 4, byte & 0x0F] { digits.append(Digits.hexDigit(Int(nibble))) }
            }
            // D separates the account number from the rest of a track, F fills it up.
            let separator: UInt8 = tag.tag.rawValue == 0x5A ? 0x46 : 0x44
            let end = digits.firstIndex(of: separator)
            if tag.tag.rawValue == 0x5A || end != nil, let pan = PAN(bytes: [UInt8](digits[..<(end ?? digits.count)])) {
                return pan.masked
            }
        default: break
        }
        return FieldName("<\(value.count) hidden>", "<\(value.count)字节不显示>").text(language)
    }

    private static func wrongLength(_ count: Int, _ lengths: ClosedRange<Int>) -> FieldName {
        lengths.lowerBound == lengths.upperBound
            ? FieldName("length \(count), must be \(lengths.lowerBound)", "长度\(count), 应为\(lengths.lowerBound)")
            : FieldName(
                "length \(count), must be \(lengths.lowerBound) to \(lengths.upperBound)",
                "长度\(count), 应为\(lengths.lowerBound)至\(lengths.upperBound)")
    }

    private static func flags(_ tag: TLVTag, _ value: [UInt8], _ language: Language) -> [String]? {
        let words: [String]? =
            switch tag.rawValue {
            case 0x95, 0x9F0D...0x9F0F, 0xDF8120...0xDF8122: TerminalVerificationResults(value)?.words(language)
            case 0x9B: TransactionStatusInformation(value)?.words(language)
            case 0x82: ApplicationInterchangeProfile(value)?.words(language)
            case 0x9F07: ApplicationUsageControl(value)?.words(language)
            case 0x9F33: TerminalCapabilities(value)?.words(language)
            case 0x9F40: AdditionalTerminalCapabilities(value)?.words(language)
            case 0x9F66: TerminalTransactionQualifiers(value)?.words(language)
            case 0x9F6C: CardTransactionQualifiers(value)?.words(language)
            default: nil
            }
        guard let words else { return nil }
        return words.isEmpty ? [FieldName("no bit set", "无置位").text(language)] : words
    }

    private static func decoded(_ tag: TLVTag, _ value: [UInt8], _ language: Language) -> [String]? {
        switch tag.rawValue {
        case 0x8E: CardholderVerificationList(value)?.words(language)
        case 0x9F34: CardholderVerificationResults(value)?.words(language)
        case 0x9F27: CryptogramInformation(value[0]).words(language)
        case 0x9F35: [TerminalType(value[0]).words(language)]
        case 0x94: FileLocator(value)?.words(language)
        default: nil
        }
    }

    private static func byFormat(_ format: EMVTag.Format, _ value: [UInt8], _ language: Language) -> [String] {
        switch format {
        case .n, .cn: [digits(value) ?? FieldName("not digits", "不是数字").text(language)]
        case .a, .an, .ans: [printable(value)]
        case .b: [Digits.hex(value)]
        case .objects: [objects(value, language)]
        case .dol: wanted(value, language)
        }
    }

    private static func objects(_ value: [UInt8], _ language: Language) -> String {
        var reader = TLVReader(value)
        var count = 0
        do {
            while try reader.next() != nil { count += 1 }
        } catch {
            return FieldName("not TLV objects", "不是TLV对象").text(language)
        }
        return FieldName("\(count) object(s)", "\(count)个对象").text(language)
    }

    private static func wanted(_ value: [UInt8], _ language: Language) -> [String] {
        do {
            return try DOL(decoding: value).entries.map { entry in
                entry.tag.description + " " + EMVTag(entry.tag).name(language) + ": " + String(entry.length)
            }
        } catch {
            return [FieldName("not a list of tags and lengths", "不是标签和长度列表").text(language)]
        }
    }

    /// Text in another character set is shown as hexadecimal: a log must not guess.
    static func printable(_ value: [UInt8]) -> String {
        value.allSatisfy { (0x20..<0x7F).contains($0) } ? Digits.text(value) : Digits.hex(value)
    }

    /// The digits in the nibbles, or nil when one is no digit.
    static func digits(_ value: [UInt8]) -> String? {
        guard value.allSatisfy({ $0 >> 4 < 10 && $0 & 0x0F < 10 }) else { return nil }
        return Digits.hex(value)
    }
}
