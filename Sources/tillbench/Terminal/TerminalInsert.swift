import AcquirerHost
import ArgumentParser
import Scenario
import VirtualTerminal

struct TerminalInsert: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "insert", abstract: "Put a card's chip into the reader.",
        discussion: "Cards with a chip: " + chipCards.joined(separator: ", ") + ".")

    private static let chipCards = TestCard.all.filter { $0.chip != nil }.map(\.name)

    @OptionGroup var folder: FolderOption
    @Flag(help: "JSON instead of text.") var json = false
    @Argument(help: "Name of a test card.") var card: String

    func run() throws {
        guard let test = TestCard.named(card), let chip = test.chip else {
            throw BenchError(
                .file,
                TestCard.named(card) == nil ? "there is no card \"\(card)\"" : "the card \"\(card)\" has no chip",
                why: "", next: "use one of " + TerminalInsert.chipCards.joined(separator: ", "))
        }
        try DisplayPrinter.show(
            try folder.client.ask(.insert(track2: test.track2, chip: chip)).display, asJSON: json)
    }
}
