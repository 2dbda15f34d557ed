import Foundation
import ISO8583
import MessageTool
import Testing
import TestSupport

@Suite("Every field that may hold a card's number")
struct SecretFieldTests {
    private static let number = "6212345678901232"
    private static let contents: [Int: [UInt8]] = [
        34: [UInt8](number.utf8), 36: [UInt8]("\(number)D3012201000000123".utf8),
        45: [UInt8]("B\(number)^LI/ALICE^30122010000012345".utf8),
        55: bytes("771F701D5A08\(number)" + "570C\(number)D3012201" + "9F3602" + "0007"),
        63: [UInt8]("card \(number)d30122010000, again".utf8),
    ]

    @Test(
        "it is in no view, masked copy or comparison, in any dialect that has the field",
        arguments: [34, 36, 45, 55, 63])
    func everywhere(_ field: Int) throws {
        let content = try #require(SecretFieldTests.contents[field])
        var seen = 0
        for dialect in Dialect.builtIn {
            let message = Samples.message(0x0200, [3: "000000", 11: "000001"], bytes: [field: content])
            let frame: [UInt8]
            do { frame = try dialect.encode(message) } catch { continue }
            seen += 1
            let secrets = Secrets(message, dialect)
            #expect(!secrets.values.isEmpty)
            let tree = MessageTree(Candidate(frame), dialect: dialect, framing: Framing())
            let lines = TreeText(showsHex: true).lines(tree).joined(separator: "\n")
            #expect(tree.failure == nil && secrets.leaks(in: lines).isEmpty, "\(dialect.id)")
            let contents = InputContents(kind: .binary, candidates: [Candidate(frame)])
            let copy = Redactor(Guesser(), dialect: dialect).mask(frame, contents)
            #expect(copy.unreadCount == 0 && secrets.leaks(in: copy.output).isEmpty, "\(dialect.id)")
            let other = Samples.message(0x0200, [3: "000000", 11: "000001"])
            for (left, right) in [(message, other), (other, message)] {
                let diff = MessageDiff(MessageDiff.Side(left, dialect), MessageDiff.Side(right, dialect))
                #expect(!diff.isEqual && secrets.leaks(in: diff.text(.english)).isEmpty, "\(dialect.id)")
            }
        }
        #expect(seen > 0)
    }
}
