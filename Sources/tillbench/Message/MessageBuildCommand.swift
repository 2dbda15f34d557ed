import ArgumentParser
import Foundation
import ISO8583
import MessageTool

struct MessageBuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Make a message from a file or from flags.",
        discussion: """
            A file is YAML or JSON; - is standard input. Flags add to it and win over it. A view of a message as JSON is a \
            file too; give what it masks with --field. Amounts with a point are in major units, `now` is a date or time, \
            `auto` the trace number. Fields of bytes take hexadecimal digits, or text:... for characters.

            Examples:
              tillbench msg build sale.yaml --at 2026-11-23T09:30:00 --format raw
              tillbench msg build --mti 0820 --field 41=10000001 \\
                --field 42=104110070110001 --field 60=00000001301
              tillbench msg build --dialect iso87-ascii --mti 0800 \\
                --field 7=now --field 70=301 --length
              tillbench msg build sale.yaml --card visa --field 4=99.00

              # sale.yaml
              dialect: unionpay
              mti: "0200"
              header: {tpdu: "6000030000", unionpay: "603100310100"}
              length: true
              fields:
                3: "000000"
                4: 12.50
                11: auto
                55: {9F26: "0102030405060708", 9F02: "000000001250"}
                60: {1: "22", 2: "000001", 3: "000"}
            """)

    @Argument(help: "File with the message (YAML or JSON), or - for standard input.") var file: String?
    @Option(help: "Message type, four digits.") var mti: String?
    @Option(name: .customLong("field"), help: ArgumentHelp("A field.", valueName: "number=value")) var fields:
        [String] = []
    @Option(help: "Dialect: \(DialectChoice.help). Without it, that of the file, or unionpay.") var dialect: String?
    @Option(
        help: """
            A test card for fields 2 and 14: \(ExampleCard.all.map(\.name).joined(separator: ", ")), or test for that of the \
            dialect.
            """)
    var card: String?
    @Flag(help: "The test card is swiped: it goes into field 35.") var swiped = false
    @Option(help: "What `now` means (YYYY-MM-DDTHH:MM:SS); without it, the clock.") var at: String?
    @Option(help: "Trace number, for `auto` and where one is needed.") var stan = 1
    @Option(help: "TPDU before the message, ten hexadecimal digits.") var tpdu: String?
    @Option(help: "UnionPay-style header behind the TPDU, twelve digits.") var unionpayHeader: String?
    @Flag(help: "A length of two bytes before everything.") var length = false
    @Option(help: "How the bytes are printed: hex, raw, base64.") var format = ByteFormat.hex
    @Flag(help: "JSON: the bytes in hexadecimal, and what was put in.") var json = false

    func validate() throws {
        guard (0...999_999).contains(stan) else { throw ValidationError("--stan is 0 to 999999") }
        if swiped, card == nil { throw ValidationError("--swiped needs --card") }
    }

    func run() throws {
        var draft = MessageDraft(origin: "flags")
        if let file {
            let isKnown = file == "-" || FileManager.default.fileExists(atPath: file)
            guard isKnown else {
                throw MessageToolError("there is no file \(TypedText.shown(file))", next: "name a YAML or JSON file")
            }
            let text = String(
                decoding: try file == "-" ? InputSource.load(file) : InputSource.file(file), as: UTF8.self)
            draft = try DraftReader(origin: file == "-" ? "standard input" : file).read(text)
        }
        let id = dialect ?? draft.dialect ?? "unionpay"
        if let mti { draft.mti = mti }
        if let tpdu { draft.tpdu = tpdu }
        if let unionpayHeader { draft.unionPayHeader = unionpayHeader }
        if length { draft.hasLength = true }
        if let card { try put(card, id, &draft) }
        for text in fields { draft.set(try MessageBuildCommand.field(text)) }
        let builder = MessageBuilder(
            try DialectChoice.named(id), at: try LocalMoment.at(at), trace: stan)
        let built = try builder.build(draft)
        for line in built.additions { Talk.error(line) }
        if json {
            return try Talk.json(
                Report(
                    dialect: id, mti: built.message.mti.description, fields: built.message.fields,
                    additions: built.additions, hex: Hexadecimal.upper(built.bytes)))
        }
        try format.write(built.bytes)
    }

    private func put(_ name: String, _ dialect: String, _ draft: inout MessageDraft) throws {
        guard let card = ExampleCard.named(name, dialect: dialect) else {
            throw MessageToolError(
                "no such test card", why: "numbers of real cards do not belong on a command line",
                next: "name one of: test, \(ExampleCard.all.map(\.name).joined(separator: ", "))")
        }
        let values = swiped ? [(35, card.track2)] : [(2, card.number), (14, card.expiry)]
        for (field, value) in values { draft.set(MessageDraft.Field(field, .text(value), origin: "--card")) }
    }

    private static func field(_ text: String) throws -> MessageDraft.Field {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int(parts[0]), (2...192).contains(number) else {
            throw MessageToolError("a --field is not a number, = and a value", next: "write it as --field 3=000000")
        }
        return MessageDraft.Field(number, .text(String(parts[1])), origin: "--field \(number)")
    }

    /// What `--json` prints.
    struct Report: Encodable {
        let schema = 1
        let dialect: String
        let mti: String
        let fields: [Int]
        let additions: [String]
        let hex: String
    }
}
