import Foundation
import ISO8583

/// A tree as JSON. The schema is in this module's documentation; its number changes when a key changes its meaning or goes.
public struct TreeJSON: Encodable, Sendable {
    /// Number of the schema.
    public static let schema = 1

    let schema = TreeJSON.schema
    let line: Int?
    let packet: Int?
    let offset: Int
    let byteCount: Int
    let dialect: String
    let length: String
    let header: String
    let mti: String?
    let isWhole: Bool
    let guess: GuessJSON?
    let nodes: [NodeJSON]
    let notes: [String]
    let error: FailureJSON?
    /// What was expected and is not so; filled by the caller.
    public var unmet: [String] = []

    /// A tree in a language.
    public init(_ tree: MessageTree, _ language: Language = .english) {
        line = tree.line
        packet = tree.packet
        offset = tree.offset
        byteCount = tree.byteCount
        dialect = tree.reading.dialect.id
        length = tree.reading.framing.length.rawValue
        header = tree.reading.framing.header.id
        mti = tree.reading.hasType && !tree.reading.isTypeDoubtful ? tree.reading.message.mti.description : nil
        isWhole = tree.failure == nil
        guess = tree.guess.flatMap { result in
            result.best.map { GuessJSON($0, result.verdict, language) }
        }
        nodes = tree.nodes.map { NodeJSON($0, language) }
        notes = tree.notes.map { $0.text(language) }
        error = tree.failure.map { FailureJSON($0, language) }
    }

    /// A node with all that is inside of it.
    struct NodeJSON: Encodable, Sendable {
        let kind: String
        let id: String
        let name: String
        let value: String
        let meaning: String?
        let start: Int
        let end: Int
        let hex: String
        let isHidden: Bool
        let notes: [String]
        let children: [NodeJSON]

        init(_ node: TreeNode, _ language: Language) {
            kind = node.kind.rawValue
            id = node.id
            name = node.name.text(language)
            value = node.value
            meaning = node.meaning?.text(language)
            start = node.range.lowerBound
            end = node.range.upperBound
            hex = node.hex
            isHidden = node.isHidden
            notes = node.notes.map { $0.text(language) }
            children = node.children.map { NodeJSON($0, language) }
        }
    }

    /// Where the reading stopped.
    struct FailureJSON: Encodable, Sendable {
        let what: String
        let field: Int?
        let offset: Int
        let expected: String?
        let found: String?

        init(_ failure: TreeFailure, _ language: Language) {
            what = failure.words.text(language)
            field = failure.field
            offset = failure.offset
            expected = failure.expected?.text(language)
            found = failure.found?.text(language)
        }
    }
}

/// A guess as JSON.
public struct GuessJSON: Encodable, Sendable {
    let dialect: String
    let name: String
    let length: String
    let header: String
    let score: Int
    let verdict: String
    let isWhole: Bool
    let fieldCount: Int
    let alike: [String]
    let reasons: [ReasonJSON]
    let error: ErrorJSON?

    struct ReasonJSON: Encodable, Sendable {
        let points: Int
        let words: String
    }

    struct ErrorJSON: Encodable, Sendable {
        let what: String
        let field: Int?
        let offset: Int
    }

    /// A guess in a language.
    public init(_ guess: Guess, _ verdict: GuessResult.Verdict, _ language: Language = .english) {
        dialect = guess.dialect.id
        name = guess.dialect.name
        length = guess.framing.length.rawValue
        header = guess.framing.header.id
        score = guess.score
        self.verdict = verdict.rawValue
        isWhole = guess.isWhole
        fieldCount = guess.fieldCount
        alike = guess.alike
        reasons = guess.reasons.map { ReasonJSON(points: $0.points, words: $0.words.text(language)) }
        error = guess.error.map { ErrorJSON(what: $0.kind.words.text(language), field: $0.field, offset: $0.offset) }
    }
}
