import AcquirerHost
import ISO8583
import Testing

@Suite("Pre-authorizations at the centre")
struct PreAuthorizationTests {
    private var terminal: TestTerminal

    init() throws {
        terminal = try TestTerminal()
        try terminal.signOn()
    }

    /// Holds an amount; its authorization code.
    private mutating func hold(_ trace: UInt32, _ minorUnits: UInt64) throws -> String {
        let response = try #require(
            try terminal.send(try terminal.transaction(.preAuthorization, trace, minorUnits)).response)
        #expect(response[text: 39] == "00")
        return try #require(response[text: 38])
    }

    private mutating func completion(
        _ trace: UInt32, _ minorUnits: UInt64, _ authorization: String?, of original: UInt32? = nil
    ) throws -> Message {
        terminal.named(
            try terminal.transaction(.completion, trace, minorUnits), original: original,
            authorization: authorization, date: "1123")
    }

    private mutating func void(
        _ trace: UInt32, _ minorUnits: UInt64, _ authorization: String?, of original: UInt32?
    ) throws -> Message {
        terminal.named(
            try terminal.transaction(.preAuthorizationVoid, trace, minorUnits), original: original,
            authorization: authorization, date: "1123")
    }

    @Test("a hold moves no money and is in no totals; its completion is a debit and takes the hold")
    mutating func completes() throws {
        let authorization = try hold(1, 10_000)
        #expect(try terminal.postings.isEmpty)
        #expect(try terminal.code(try terminal.totals(90, foreign: .init())) == "00")
        #expect(try terminal.code(try completion(2, 9_000, authorization, of: 1)) == "00")
        #expect(try terminal.postings.map(\.kind) == [.completion])
        #expect(try terminal.holds.map(\.state) == [.completed])
        #expect(try terminal.holds.first?.endedBy == 2)
        #expect(try terminal.code(try completion(3, 1_000, authorization)) == "12")
    }

    @Test("a completion may take 115 % of its hold and no cent more")
    mutating func limit() throws {
        let authorization = try hold(1, 10_000)
        #expect(try terminal.code(try completion(2, 11_501, authorization)) == "61")
        #expect(try terminal.holds.map(\.state) == [.standing])
        #expect(try terminal.code(try completion(3, 11_500, authorization)) == "00")
    }

    @Test("an unknown code, another card or another original is 25; a wrong date is only noted")
    mutating func originals() throws {
        let authorization = try hold(1, 10_000)
        #expect(try terminal.code(try completion(2, 10_000, "999999")) == "25")
        #expect(try terminal.code(try completion(3, 10_000, nil)) == "25")
        #expect(try terminal.code(try completion(4, 10_000, authorization, of: 7)) == "25")
        var other = try completion(5, 10_000, authorization)
        other[text: 2] = try #require(TestCard.named("mastercard-test-1")?.pan).exposed
        #expect(try terminal.code(other) == "25")
        #expect(try terminal.code(try void(6, 10_000, authorization, of: 1)) == "00")
    }

    @Test("a void ends the hold, over its whole amount only; after it a completion is 12")
    mutating func voids() throws {
        let authorization = try hold(1, 10_000)
        #expect(try terminal.code(try void(2, 9_999, authorization, of: 1)) == "64")
        #expect(try terminal.code(try void(3, 10_000, authorization, of: 1)) == "00")
        #expect(try terminal.holds.map(\.state) == [.voided])
        #expect(try terminal.code(try void(4, 10_000, authorization, of: 1)) == "12")
        #expect(try terminal.code(try completion(5, 10_000, authorization)) == "12")
        #expect(try terminal.postings.isEmpty)
    }

    @Test("reversals: of a hold ends it for good, of its void or completion lets it stand again")
    mutating func reversals() throws {
        let first = try hold(1, 10_000)
        #expect(
            try terminal.code(terminal.reversal(of: try terminal.transaction(.preAuthorization, 1, 10_000))) == "00")
        #expect(try terminal.holds.map(\.state) == [.reversed])
        #expect(try terminal.code(try completion(2, 10_000, first)) == "25")

        let second = try hold(3, 5_000)
        let undone = try void(4, 5_000, second, of: 3)
        #expect(try terminal.code(undone) == "00")
        #expect(try terminal.code(terminal.reversal(of: undone)) == "00")
        #expect(try terminal.holds.last?.state == .standing)

        let taken = try completion(5, 5_000, second, of: 3)
        #expect(try terminal.code(taken) == "00")
        #expect(try terminal.code(terminal.reversal(of: taken)) == "00")
        #expect(try terminal.holds.last?.state == .standing)
        #expect(try terminal.postings.map(\.isReversed) == [true])
        #expect(try terminal.code(try completion(6, 5_000, second)) == "00")
    }

    @Test("the void of a completion is a credit, and the hold stands again until that void is reversed")
    mutating func completionVoids() throws {
        let authorization = try hold(1, 5_000)
        #expect(try terminal.code(try completion(2, 5_000, authorization, of: 1)) == "00")
        let void = terminal.named(try terminal.transaction(.completionVoid, 3, 5_000), original: 2)
        #expect(try terminal.code(void) == "00")
        #expect(try terminal.holds.map(\.state) == [.standing])
        let side = ReconciliationTotals48.Side(
            debitAmount: 5_000, debitCount: 1, creditAmount: 5_000, creditCount: 1)
        let totals = try #require(try terminal.send(try terminal.totals(4, foreign: side)).response?[text: 48])
        #expect(try ReconciliationTotals48(totals).foreign.flag == .balanced)
        #expect(try terminal.code(terminal.reversal(of: void)) == "00")
        #expect(try terminal.holds.map(\.state) == [.completed])
        // A void of a sale does not undo a completion.
        #expect(try terminal.code(try terminal.void(5, of: 2, 5_000)) == "25")
    }

    @Test("a hold outlives its batch, and is completed in the next one")
    mutating func nextBatch() throws {
        let authorization = try hold(1, 5_000)
        #expect(try terminal.code(try terminal.totals(2, foreign: .init())) == "00")
        #expect(try terminal.code(terminal.end(3, balanced: true, count: 0)) == "00")
        try terminal.signOn()
        #expect(terminal.batch == 2)
        let answer = try terminal.send(try completion(1, 5_000, authorization))
        #expect(answer.response?[text: 39] == "00")
        #expect(try terminal.holds.first?.endedInBatch == 2)
    }

    @Test("a hold is declined like a sale, answered again like a sale, and has a code of its own")
    mutating func declined() throws {
        #expect(
            try terminal.code(try terminal.transaction(.preAuthorization, 1, 100, card: "visa-declined")) == "51")
        let one = try terminal.send(try terminal.transaction(.preAuthorization, 2, 100)).response
        let again = try terminal.send(try terminal.transaction(.preAuthorization, 2, 100)).response
        #expect(one == again)
        #expect(try terminal.holds.count == 1)
        let other = try hold(3, 100)
        #expect(one?[text: 38] != other)
    }
}
