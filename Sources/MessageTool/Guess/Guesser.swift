import ISO8583

/// Finds out which dialect, length header and transport header bytes are.
public struct Guesser: Sendable {
    /// Dialects that are tried; the first of two that are equally good wins.
    public let dialects: [Dialect]

    /// A guesser over the built-in dialects and others.
    public init(others: [Dialect] = []) { dialects = others + Dialect.builtIn }

    /// A guesser over these dialects only.
    public init(only dialects: [Dialect]) { self.dialects = dialects }

    /// Readings closer than this are nearly as good as each other.
    static let margin = 4
    /// More are not worth telling.
    private static let most = 8

    /// True when the bytes are a whole message in some reading.
    public func isMessage(_ bytes: [UInt8]) -> Bool {
        for framing in framings(bytes, length: nil, header: nil) {
            let body = Array(bytes[framing.byteCount...])
            for dialect in dialects {
                var map = FieldMap()
                do throws(ISO8583Error) {
                    try dialect.scan(body.span, into: &map)
                } catch { continue }
                if !map.fields.isEmpty, Plausibility.isKnown(map.mti) { return true }
            }
        }
        return false
    }

    /// Readings of bytes, the best first; where the caller knows the length or the header, only those with it.
    public func guess(_ bytes: [UInt8], length: FrameLength? = nil, header: TransportHeader? = nil) -> GuessResult {
        var whole: [(guess: Guess, message: Message)] = []
        var broken: [Guess] = []
        for framing in framings(bytes, length: length, header: header) {
            let body = Array(bytes[framing.byteCount...])
            for dialect in dialects {
                let (message, error) = dialect.decodePrefix(body)
                let guess = judged(bytes, body, dialect, framing, message, error)
                if guess.isWhole {
                    whole.append((guess, message))
                } else {
                    broken.append(guess)
                }
            }
        }
        let known = whole.filter { Plausibility.isKnown($0.message.mti) && $0.guess.fieldCount > 0 }
        guard !known.isEmpty else { return closest(broken) }
        var guesses = merged(Guesser.sorted(known) { $0.guess.score })
        let isAmbiguous = guesses.count > 1 && guesses[0].score - guesses[1].score < Guesser.margin
        // A broken reading is told only where no whole one is.
        guesses = Array(guesses.prefix(Guesser.most))
        return GuessResult(guesses: guesses, verdict: isAmbiguous ? .ambiguous : .clear)
    }

    /// Readings of the same framing that find the same contents become one, which names the others.
    private func merged(_ sorted: [(guess: Guess, message: Message)]) -> [Guess] {
        var kept: [(guess: Guess, message: Message)] = []
        for next in sorted {
            let same = kept.firstIndex {
                $0.guess.framing == next.guess.framing && $0.message == next.message
            }
            if let same {
                kept[same].guess.same.append((next.guess.dialect, next.guess.score))
            } else {
                kept.append(next)
            }
        }
        return kept.map(\.guess)
    }

    /// Of several broken readings those with a known type and the most bytes read.
    private func closest(_ broken: [Guess]) -> GuessResult {
        var sorted = Guesser.sorted(broken) { $0.score }
        if let best = sorted.first, best.score > 0 { sorted.removeAll { $0.score == 0 } }
        return GuessResult(guesses: Array(sorted.prefix(3)), verdict: .none)
    }

    /// The best first; of equal ones the order of the dialects counts.
    private static func sorted<Reading>(_ readings: [Reading], by score: (Reading) -> Int) -> [Reading] {
        readings.enumerated().sorted {
            (score($1.element), $0.offset) < (score($0.element), $1.offset)
        }.map(\.element)
    }

    private func judged(
        _ bytes: [UInt8], _ body: [UInt8], _ dialect: Dialect, _ framing: Framing, _ message: Message,
        _ error: ISO8583Error?
    ) -> Guess {
        var reasons = FrameReasons.reasons(bytes, framing, message, dialect)
        var score = 0
        if let error {
            let isKnown = Plausibility.isKnown(message.mti)
            if isKnown { reasons += Plausibility.type(message.mti, dialect) }
            let read = body.isEmpty ? 0 : error.offset * 40 / body.count
            reasons.append(
                Guess.Reason(
                    points: isKnown ? read : 0,
                    words: FieldName(
                        "\(message.fieldCount) fields read, then: \(error.kind.words.english)",
                        "读到\(message.fieldCount)个域, 然后: \(error.kind.words.chinese)")))
            score = isKnown ? min(49, max(1, reasons.reduce(0) { $0 + $1.points })) : 0
        } else {
            reasons.append(
                Guess.Reason(
                    points: 40,
                    words: FieldName(
                        "all \(message.fieldCount) fields are read to the last byte",
                        "\(message.fieldCount)个域全部读到最后一个字节")))
            reasons += Plausibility.type(message.mti, dialect) + Plausibility.contents(message, dialect)
            score = min(100, max(1, reasons.reduce(0) { $0 + $1.points }))
        }
        let moved = error.map { ISO8583Error($0.kind, field: $0.field, offset: $0.offset + framing.byteCount) }
        return Guess(
            dialect: dialect, framing: framing, score: score, reasons: reasons, error: moved,
            fieldCount: message.fieldCount)
    }

    /// Headers that the bytes may begin with.
    private func framings(_ bytes: [UInt8], length: FrameLength?, header: TransportHeader?) -> [Framing] {
        var framings: [Framing] = []
        for candidate in length.map({ [$0] }) ?? FrameLength.allCases {
            guard candidate.byteCount < bytes.count else { continue }
            if length == nil, !FrameReasons.isPlausible(candidate, bytes) { continue }
            for transport in header.map({ [$0] }) ?? TransportHeader.allCases {
                let framing = Framing(length: candidate, header: transport)
                guard framing.byteCount < bytes.count else { continue }
                if header == nil, !FrameReasons.isPlausible(framing, bytes) { continue }
                framings.append(framing)
            }
        }
        return framings
    }
}
