import ISO8583

/// Finds the secrets of messages wherever they stand once more: in other fields, in other codings, at half a byte.
///
/// Everything is looked for in streams of half bytes: packed digits are themselves in such a stream, digits of ASCII come as
/// 3 and the digit, those of EBCDIC as F and the digit. So a text is searched by the stream of its hexadecimal digits.
struct SecretIndex: Sendable {
    /// A secret in one coding.
    struct Entry: Sendable {
        /// What it looks like.
        var nibbles: ArraySlice<UInt8>
        /// What stands in its place; equal where nothing is hidden.
        var replacement: ArraySlice<UInt8>
    }

    /// What stands in the place of each secret, found by all of it: the numbers of one issuer begin alike, so that a few
    /// digits do not tell which it is.
    private var replacements: [ArraySlice<UInt8>: ArraySlice<UInt8>] = [:]
    /// How long the secrets are that begin with a key; few lengths, however many secrets.
    private var lengths: [UInt32: [Int]] = [:]

    /// Half bytes that tell whether a secret may begin. Shorter secrets are not looked for: they would be found everywhere.
    private static let keyLength = 8

    /// Takes up the account numbers, tracks, PIN blocks and keys of a frame.
    mutating func add(_ reading: FrameReading) { add(reading.message) { reading.secrets(of: $0) } }

    /// Takes up those of a message.
    ///
    /// - Parameter secrets: What of a field must not be seen.
    mutating func add(_ message: Message, secrets: (Int) -> [Secret]) {
        for field in message.fields {
            guard let content = message[bytes: field] else { continue }
            switch field {
            case 2: addNumber(content)
            case 35: addTrack(content)
            case 48 where message.mti.messageClass == 3: addUpload(String(decoding: content, as: UTF8.self))
            case 55: addChip(content)
            case 52: addBytes(content)
            default:
                for secret in secrets(field) {
                    if secret.kind == .key { addBytes(content) }
                    if secret.kind == .accountNumber { addFound(secret, content) }
                }
            }
        }
    }

    /// A number in the free text of a field.
    private mutating func addFound(_ secret: Secret, _ content: [UInt8]) {
        let range = secret.range.lowerBound - 6..<secret.range.upperBound + 4
        if !secret.isInNibbles, range.lowerBound >= 0, range.upperBound <= content.count {
            addNumber(Array(content[range]))
        }
    }

    private mutating func addUpload(_ text: String) {
        do throws(ISO8583Error) {
            for record in try UploadBlock48(text).records { addNumber([UInt8](record.pan.exposed.utf8)) }
        } catch { return }
    }

    private mutating func addChip(_ content: [UInt8]) {
        for object in ChipObject.read(content) ?? [] { addObject(object, content) }
    }

    private mutating func addObject(_ object: ChipObject, _ content: [UInt8]) {
        for child in object.children { addObject(child, content) }
        let digits = content[object.value].flatMap { [HexDigits.digit($0 >> 4), HexDigits.digit($0 & 15)] }
        switch object.tag {
        case 0x5A: addNumber(digits.last == 0x46 ? digits.dropLast() : digits)
        case 0x57, 0x9F6B: addTrack(digits.last == 0x46 ? digits.dropLast() : digits)
        default: break
        }
    }

    /// An account number in ASCII digits.
    mutating func addNumber(_ digits: [UInt8]) {
        guard let pan = PAN(bytes: digits) else { return }
        let clear = pan.exposed.utf8.map { $0 - 0x30 }
        var hidden = clear
        for place in 6..<clear.count - 4 { hidden[place] = Mask.digit(place) }
        add(clear, hidden)
    }

    /// A track in ASCII digits with D or = as its separator.
    private mutating func addTrack(_ characters: [UInt8]) {
        guard let separator = characters.firstIndex(where: { $0 == 0x44 || $0 == 0x3D }) else { return }
        addNumber(Array(characters[..<separator]))
        let rest = characters[(separator + 1)...].compactMap { HexDigits.value($0) }
        add(rest, [UInt8](repeating: 0, count: rest.count))
    }

    /// Bytes of a PIN block or keys: all of them, and each eight, since keys are told in such parts.
    private mutating func addBytes(_ bytes: [UInt8]) {
        for start in stride(from: 0, to: bytes.count, by: 8) {
            let part = bytes[start..<min(start + 8, bytes.count)].flatMap { [$0 >> 4, $0 & 15] }
            add(part, [UInt8](repeating: 0, count: part.count))
        }
    }

    private mutating func add(_ clear: [UInt8], _ hidden: [UInt8]) {
        // Zeros are no secret, and would be found in every field.
        guard clear.count >= SecretIndex.keyLength, Set(clear).count > 1 else { return }
        insert(clear[...], hidden[...])
        let forms: [(UInt8) -> UInt8] = [
            { HexDigits.digit($0) }, { HexDigits.digit($0) | 0x20 }, { EBCDIC.cp037.code(HexDigits.digit($0)) },
        ]
        for form in forms {
            insert(SecretIndex.spread(clear, form)[...], SecretIndex.spread(hidden, form)[...])
        }
    }

    private static func spread(_ digits: [UInt8], _ form: (UInt8) -> UInt8) -> [UInt8] {
        digits.flatMap { [form($0) >> 4, form($0) & 15] }
    }

    private mutating func insert(_ nibbles: ArraySlice<UInt8>, _ replacement: ArraySlice<UInt8>) {
        guard let present = replacements[nibbles] else {
            replacements[nibbles] = replacement
            let key = SecretIndex.key(nibbles)
            if lengths[key]?.contains(nibbles.count) != true { lengths[key, default: []].append(nibbles.count) }
            return
        }
        // The same digits may be two kinds of secret: what either hides is hidden.
        replacements[nibbles] = ArraySlice(
            nibbles.indices.map { present[$0] == nibbles[$0] ? replacement[$0] : present[$0] })
    }

    private static func key(_ nibbles: ArraySlice<UInt8>) -> UInt32 {
        nibbles.prefix(keyLength).reduce(0) { $0 << 4 | UInt32($1 & 15) }
    }

    /// Every place of a stream of half bytes where a secret stands.
    func matches(in stream: [UInt8]) -> [(start: Int, entry: Entry)] {
        guard !replacements.isEmpty, stream.count >= SecretIndex.keyLength else { return [] }
        var matches: [(Int, Entry)] = []
        var key = SecretIndex.key(stream[..<(SecretIndex.keyLength - 1)])
        for end in SecretIndex.keyLength - 1..<stream.count {
            key = key << 4 | UInt32(stream[end] & 15)
            guard let counts = lengths[key] else { continue }
            let start = end + 1 - SecretIndex.keyLength
            for count in counts where start + count <= stream.count {
                let nibbles = stream[start..<start + count]
                guard let replacement = replacements[nibbles] else { continue }
                matches.append((start, Entry(nibbles: ArraySlice(Array(nibbles)), replacement: replacement)))
            }
        }
        return matches
    }
}

/// What stands in the place of hidden digits.
enum Mask {
    /// 0 and 9 by turns, so that a masked number is seen to be one, and still is of digits.
    static func digit(_ place: Int) -> UInt8 { place % 2 == 0 ? 0 : 9 }
}
