import ArgumentParser
import MessageTool

/// Where messages come from, for verbs that take one input.
struct MessageInput: ParsableArguments {
    @Argument(help: "File, hexadecimal digits, or - for standard input. Default: standard input, when it is piped.")
    var input: String?

    /// The input as it came, and what may be messages in it.
    func read(_ guesser: Guesser, as kind: InputKind?) throws -> (bytes: [UInt8], contents: InputContents) {
        let bytes = try InputSource.load(input)
        return (bytes, try InputReader { guesser.isMessage($0) }.read(bytes, as: kind))
    }
}

/// JSON for one result or several: an object, or one line for each.
struct JSONLines {
    private let isSingle: Bool

    /// For so many results.
    init(count: Int) { isSingle = count == 1 }

    func say(_ value: some Encodable) throws { try Talk.json(value, isLine: !isSingle) }
}
