import ISO8583

/// A frame read in one way: its message as far as it goes, where each field lies, and what must not be seen.
public struct FrameReading: Sendable, CustomStringConvertible, CustomReflectable {
    /// All bytes, headers included.
    let bytes: [UInt8]
    /// How the fields are written.
    public let dialect: Dialect
    /// Other dialects that it may be in as well; what they hold secret is hidden too.
    let alike: [Dialect]
    /// Other readings that may be the right one: what lies secret in them is hidden too.
    let others: [FrameReading]
    /// What stands before the message.
    public let framing: Framing
    /// The fields before the first error.
    public let message: Message
    /// Why the bytes are no message, its offset counted from the first byte of the frame; nil when they are.
    public let error: ISO8583Error?
    /// Where the read fields lie, ascending.
    let places: [FieldPlace]
    /// First byte that was not read.
    let end: Int
    /// True when the type was read.
    let hasType: Bool
    /// Bytes of the bitmaps; empty when they were not read.
    let bitmaps: Range<Int>

    /// Reads a frame as it was guessed.
    init(_ bytes: [UInt8], _ guess: Guess, others: [FrameReading] = []) {
        self.init(bytes, dialect: guess.dialect, framing: guess.framing, alike: guess.likely, others: others)
    }

    /// Reads a frame.
    init(_ bytes: [UInt8], dialect: Dialect, framing: Framing, alike: [Dialect] = [], others: [FrameReading] = []) {
        self.alike = alike
        self.others = others
        self.bytes = bytes
        self.dialect = dialect
        self.framing = framing
        let start = framing.byteCount
        guard start < bytes.count else {
            message = Message(MTI(0))
            error = ISO8583Error(.tooShort(needed: start + 1, available: bytes.count), field: nil, offset: 0)
            (places, end, hasType, bitmaps) = ([], 0, false, 0..<0)
            return
        }
        let body = Array(bytes[start...])
        let (message, failure) = dialect.decodePrefix(body)
        var map = FieldMap()
        // The same input fails in the same way; the map keeps what was read before.
        do throws(ISO8583Error) { try dialect.scan(body.span, into: &map) } catch { assert(error == failure) }
        self.message = message
        error = failure.map { ISO8583Error($0.kind, field: $0.field, offset: $0.offset + start) }
        let typeEnd = start + dialect.typeCoding.byteCount
        let hasBitmaps = failure.map { FrameReading.isBehindBitmaps($0) } ?? true
        hasType = hasBitmaps || (failure?.offset ?? 0) >= dialect.typeCoding.byteCount
        bitmaps = hasBitmaps ? typeEnd..<typeEnd + map.bitmapCount * dialect.bitmapCoding.byteCount : typeEnd..<typeEnd
        places = map.fields.compactMap { field in
            guard let format = dialect.format(of: field), let offset = map.offset(of: field),
                let units = map.length(of: field)
            else { return nil }
            return FieldPlace(field: field, format: format, offset: start + offset, units: units)
        }
        end = hasBitmaps ? start + map.end : hasType ? typeEnd : start
    }

    private static func isBehindBitmaps(_ error: ISO8583Error) -> Bool {
        if case .trailingBytes = error.kind { return true }
        return error.field != nil
    }

    /// Fields that the bitmaps announce.
    var announced: [Int] {
        guard !bitmaps.isEmpty else { return [] }
        let size = dialect.bitmapCoding.byteCount
        var fields: [Int] = []
        for index in 0..<bitmaps.count / size {
            for bit in 0..<64 where isSet(bit, at: bitmaps.lowerBound + index * size) {
                let field = index * 64 + bit + 1
                let announcesMore = bit == 0 && (index == 0 || index < dialect.bitmapLimit - 1)
                if !announcesMore { fields.append(field) }
            }
        }
        return fields
    }

    private func isSet(_ bit: Int, at offset: Int) -> Bool {
        switch dialect.bitmapCoding {
        case .binary: return bytes[offset + bit / 8] & (0x80 >> UInt8(bit % 8)) != 0
        case .hex, .ebcdicHex:
            let byte = bytes[offset + bit / 4]
            let digit = HexDigits.value(dialect.bitmapCoding == .hex ? byte : EBCDIC.cp037.latin1(byte)) ?? 0
            return digit & (8 >> UInt8(bit % 4)) != 0
        }
    }

    /// Secrets of the frame, where they lie in half bytes.
    var secrets: [WireSecret] {
        places.flatMap { place in
            secrets(of: place.field).map {
                WireSecret(kind: $0.kind, nibbles: place.nibbles($0), field: place.field)
            }
        }
    }

    /// What of a field must not be seen, in this dialect or another one that it may be in.
    func secrets(of field: Int) -> [Secret] {
        var secrets = dialect.secrets(of: field, in: message)
        for other in alike {
            for secret in other.secrets(of: field, in: message) where !secrets.contains(secret) {
                secrets.append(secret)
            }
        }
        return secrets
    }

    /// True when the type may be anything: it is none of the standard, or the message is none to the end and nothing was read
    /// behind the bitmap, or an account number goes through what stands there.
    var isTypeDoubtful: Bool {
        if !Plausibility.isKnown(message.mti) { return true }
        return error != nil && (places.isEmpty || hasNumberInFront)
    }

    private var hasNumberInFront: Bool {
        let front = Array(bytes[..<min(max(bitmaps.upperBound, framing.byteCount), bytes.count)])
        let start = framing.byteCount
        return TextNumbers.holdsNumber([UInt8](HexDigits.text(front).utf8), endingBehind: start * 2)
            || TextNumbers.holdsNumber(front, endingBehind: start)
            || TextNumbers.holdsNumber(front.map { EBCDIC.cp037.latin1($0) }, endingBehind: start)
    }

    /// Bytes that may be anything, also a card's number: those that were not read, headers before a message that is none to
    /// the end, and type and bitmap where the type is doubtful.
    var doubtful: [Range<Int>] {
        let typeEnd = hasType ? framing.byteCount + dialect.typeCoding.byteCount : framing.byteCount
        var ranges: [Range<Int>] = []
        if isTypeDoubtful {
            ranges.append(0..<max(typeEnd, bitmaps.upperBound))
        } else if error != nil {
            // The length says nothing but how many bytes there are.
            ranges.append(framing.length.byteCount..<framing.byteCount)
        }
        if error != nil { ranges.append(min(end, bytes.count)..<bytes.count) }
        return ranges.map { $0.clamped(to: 0..<bytes.count) }.filter { !$0.isEmpty }
    }

    /// Half bytes one by one.
    var nibbles: [UInt8] { bytes.flatMap { [$0 >> 4, $0 & 15] } }

    /// Dialect and size; never the content.
    public var description: String { "\(bytes.count) bytes as \(dialect.id)" }

    /// `dump` sees the description only.
    public var customMirror: Mirror { Mirror(self, children: ["frame": description]) }
}

/// A secret part of a frame.
struct WireSecret: Equatable, Sendable {
    var kind: Secret.Kind
    /// Where it lies; 0 is the high half of the first byte.
    var nibbles: Range<Int>
    /// Field that holds it.
    var field: Int
}
