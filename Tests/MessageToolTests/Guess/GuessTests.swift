import ISO8583
import MessageTool
import Testing
import TestSupport

@Suite("What bytes are")
struct GuessTests {
    private let guesser = Guesser()

    @Test("a message is its own dialect, or one that reads the very same contents", arguments: Sample.all)
    func bare(_ sample: Sample) throws {
        let result = guesser.guess(sample.bytes)
        let best = try #require(result.best)
        #expect(best.isWhole && best.framing == Framing())
        #expect(([best.dialect.id] + best.alike).contains(sample.dialect.id), "\(best.dialect.id) \(best.reasons)")
    }

    @Test("with any length header and transport header it is found as well", arguments: Sample.all)
    func framed(_ sample: Sample) throws {
        for header in TransportHeader.allCases {
            for length in FrameLengthBytes.allCases {
                let best = try #require(guesser.guess(sample.framed(header, length)).best)
                #expect(best.isWhole && best.framing.header == header, "\(header) \(length) \(best.reasons)")
                #expect(best.framing.length.rawValue == length.rawValue)
                #expect(([best.dialect.id] + best.alike).contains(sample.dialect.id), "\(best.dialect.id)")
            }
        }
    }

    @Test("terminals' own dialects come first where their frames carry their habits")
    func first() {
        let unionPay = Sample.all.filter { $0.dialect.id == "unionpay" }
        for sample in unionPay {
            #expect(guesser.guess(sample.framed(.tpduAndUnionPay, .binary)).best?.dialect.id == "unionpay")
        }
        for sample in Sample.all where sample.dialect.id == "hypercom" {
            #expect(guesser.guess(sample.framed(.tpdu, .binary)).best?.dialect.id == "hypercom", "\(sample)")
        }
    }

    @Test("dialects that read the same are named, and reasons are said in words")
    func reasons() throws {
        let sample = try #require(Sample.all.first { $0.name == "sales_reversal request" })
        let best = try #require(guesser.guess(sample.framed(.tpdu, .bcd)).best)
        #expect(best.alike == ["iso87-binary"])
        let words = best.reasons.map(\.words.english)
        #expect(words.contains("length header equals the bytes that follow"))
        #expect(words.contains("TPDU begins with 60"))
        #expect(words.contains("type 0400 is known"))
        #expect(words.contains("all 12 fields are read to the last byte"))
        #expect(words.contains("field 64 or 128 present, but the dialect names no MAC"))
        #expect(best.reasons.allSatisfy { !$0.words.chinese.isEmpty })
    }

    @Test("a cut message is told by the closest reading, with field and byte of the frame")
    func cut() throws {
        let sample = try #require(Sample.all.first { $0.name == "bench-0200-ascii-hex" })
        let result = guesser.guess(Array(sample.bytes.prefix(100)))
        let best = try #require(result.best)
        #expect(result.verdict == .none && best.dialect.id == "iso87-ascii")
        #expect(best.error?.field != nil)
        let frame = try #require(Sample.all.first { $0.dialect.id == "unionpay" }).framed(.tpduAndUnionPay, .binary)
        let cut = try #require(guesser.guess(Array(frame.dropLast(3))).best)
        #expect(cut.dialect.id == "unionpay" && cut.framing == Framing(length: .binary, header: .tpduAndUnionPay))
        #expect(cut.reasons.contains { $0.words.english.hasPrefix("length header says") })
        #expect((cut.error?.offset ?? 0) > 60)
    }

    @Test("readings of other contents that are as good make it ambiguous, and that is said")
    func ambiguous() throws {
        // Eleven digits of field 32 in six bytes: filled at the left, or at the right.
        let input = bytes("0200" + "2020000100000000" + "000000" + "000001" + "11" + "012345678900")
        let result = guesser.guess(input)
        #expect(result.verdict == .ambiguous)
        let names = result.guesses.prefix(2).map { [$0.dialect.id] + $0.alike }
        #expect(names.contains { $0.contains("hypercom") } && names.contains { $0.contains("iso87-binary") })
        let best = try #require(result.best)
        let tree = MessageTree(Candidate(input), dialect: best.dialect, framing: best.framing, guess: result)
        #expect(TreeText().lines(tree).contains { $0.contains("ambiguous") && $0.contains("--dialect") })
        let contents = InputContents(kind: .binary, candidates: [Candidate(input)])
        #expect(Redactor(guesser).mask(input, contents).notes.contains { $0.english.contains("several ways") })
    }

    @Test("a dialect of the caller is tried before the built-in ones")
    func others() throws {
        let own = Dialect.hypercom.replacing([], id: "shop", name: "the shop's own")
        let sample = try #require(Sample.all.first { $0.dialect.id == "hypercom" })
        let best = try #require(Guesser(others: [own]).guess(sample.bytes).best)
        #expect(best.dialect.id == "shop" && best.alike.contains("hypercom"))
    }

    @Test("cut and changed bytes are guessed without a trap, twice the same", arguments: Sample.all)
    func hostile(_ sample: Sample) {
        let frame = sample.framed(.tpduAndUnionPay, .binary)
        for count in 0..<frame.count {
            let result = guesser.guess(Array(frame.prefix(count)))
            for guess in result.guesses { #expect((0...count).contains(guess.error?.offset ?? 0)) }
        }
        var random = Random(state: UInt64(frame.count))
        for _ in 0..<60 {
            var changed = frame
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                changed[Int.random(in: 0..<changed.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let (one, other) = (guesser.guess(changed), guesser.guess(changed))
            #expect(one.guesses.map(\.score) == other.guesses.map(\.score))
            #expect(one.guesses.map(\.dialect.id) == other.guesses.map(\.dialect.id))
        }
    }

    @Test("bytes that are no message have no clear guess")
    func noise() throws {
        var random = Random(state: 3)
        for _ in 0..<300 {
            let noise = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let result = guesser.guess(noise)
            guard result.verdict == .clear else { continue }
            // By chance noise may be a message after all: then it is the very bytes of one.
            let best = try #require(result.best)
            let body = Array(noise.dropFirst(best.framing.byteCount))
            #expect(try best.dialect.encode(best.dialect.decode(body)) == body)
        }
        #expect(guesser.guess([]).best == nil)
    }
}
