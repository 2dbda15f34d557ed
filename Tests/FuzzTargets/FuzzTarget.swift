import ISO8583

/// What any bytes at all must leave true. `scripts/fuzz` looks for bytes that do not; the tests try those that it kept in
/// `Tests/FuzzTests/Corpus`.
///
/// A target more is a file in this folder and its name in `all`.
struct FuzzTarget: Sendable {
    /// Name for the command line and the folder of its corpus.
    let name: String
    /// What is wrong with the answer to these bytes; nil when it is as promised.
    let problem: @Sendable ([UInt8]) -> String?

    /// Every target.
    static let all: [FuzzTarget] = [
        .decode, .tlv, .composite, .transport, .framing, .capture, .dialectFile, .image,
    ]

    /// The first byte chooses one of several; the others are the input.
    static func choose<Choice>(_ bytes: [UInt8], from choices: [Choice]) -> (choice: Choice, rest: [UInt8])? {
        guard let first = bytes.first, !choices.isEmpty else { return nil }
        return (choices[Int(first) % choices.count], [UInt8](bytes.dropFirst()))
    }
}
