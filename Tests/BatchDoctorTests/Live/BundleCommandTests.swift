import AcquirerHost
import BatchDoctor
import BatchEvidence
import Foundation
import Settlement
import TestSupport
import Testing
import VirtualTerminal

extension LiveTests {
    @Suite("doctor bundle: it replays to the same verdict, and nothing in it must stay in the house")
    struct BundleCommandTests {
        @Test("live terminal, ledger and settings, both dialects", arguments: [SettlementStyle.unionPay, .hypercom])
        func replays(_ style: SettlementStyle) throws {
            let shop = try LiveShop(style, rules: ["  - {name: blocked, when: {mti: \"0500\"}, do: {answer: \"03\"}}"])
            for amount in [1_250, 88_401, 7] as [Int64] { try shop.sell(amount) }
            #expect(try shop.settle() == "close-refused")
            let path = shop.folder.path + "/case.tar.gz"
            let made = try shop.doctor("bundle", "--output", path, "--json")
            #expect(made.status == 0, "\(made.complaint)")
            let live = try report(try shop.doctor("batch", "--json"))
            let replayed = try FinishedRun(["doctor", "batch", "--bundle", path, "--json"])
            #expect(replayed.status == 1 && replayed.complaint.isEmpty, "\(replayed.complaint)")
            var again = try report(replayed)
            // It is looked at when it was packed.
            again.at = live.at
            #expect(again == live && live.findings.map(\.cause) == ["merchant-blocked"])
            try holdsNothing(path)
        }

        private func report(_ program: FinishedRun) throws -> DiagnosisReport {
            try JSONDecoder().decode(DiagnosisReport.self, from: program.output)
        }

        /// Nothing of the cards that were drawn, and no key: as text, packed, or hidden in Base64.
        private func holdsNothing(_ path: String) throws {
            let names = try FinishedRun(["tf", path], program: ["/usr/bin/env", "tar"]).text.split(separator: "\n").map(
                String.init)
            #expect(
                names.contains("tillbench-case/evidence.json") && names.contains("tillbench-case/configuration.json"))
            var contents: [[UInt8]] = []
            for name in names where !name.hasSuffix("/") {
                contents.append(
                    [UInt8](try FinishedRun(["xOf", path, name], program: ["/usr/bin/env", "tar"]).output))
                if name.hasSuffix("evidence.json") {
                    let bundle = try JSONDecoder().decode(CaseBundle.self, from: Data(contents[contents.count - 1]))
                    contents += try #require(bundle.terminal).entries.map { [UInt8]($0.content) }
                }
            }
            for card in TestCard.all {
                let track = [UInt8](card.track2.utf8)
                let number = Array(track.prefix { $0 != 0x3D })
                for form in [number, track, packed(number), packed([0x30] + number)] {
                    #expect(!contents.contains { contains($0, form) }, "\(card.name)")
                }
            }
            let key = "0123456789ABCDEFFEDCBA9876543210"
            let password = [UInt8](("\"" + LiveShop.supervisor + "\"").utf8)
            let forms = [[UInt8](key.utf8), [UInt8](key.lowercased().utf8), bytes(key), password]
            for form in forms {
                #expect(!contents.contains { contains($0, form) })
            }
        }

        private func packed(_ digits: [UInt8]) -> [UInt8] {
            stride(from: 0, to: digits.count - 1, by: 2).map { (digits[$0] - 0x30) << 4 | (digits[$0 + 1] - 0x30) }
        }

        private func contains(_ hay: [UInt8], _ needle: [UInt8]) -> Bool {
            // A test number that is nearly all zeros looks, packed, like any small number.
            guard Set(needle).count >= 5, hay.count >= needle.count else { return false }
            return (0...hay.count - needle.count).contains { hay[$0..<$0 + needle.count].elementsEqual(needle) }
        }

        @Test("what is no bundle is refused with a reason")
        func noBundle() throws {
            let folder = URL(fileURLWithPath: NSTemporaryDirectory() + "tb-\(UUID())")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let text = folder.appending(path: "text.tar").path
            try Data("no archive".utf8).write(to: URL(fileURLWithPath: text))
            let empty = folder.appending(path: "empty.tar").path
            _ = try FinishedRun(["-C", folder.path, "-cf", empty, "text.tar"], program: ["/usr/bin/env", "tar"])
            for path in [text, empty, folder.path + "/nothing.tar"] {
                let refused = try FinishedRun(["doctor", "batch", "--bundle", path])
                #expect(refused.status == 2 && refused.complaint.contains("error:"), "\(path): \(refused.complaint)")
            }
        }
    }
}

@Suite("The scan of a bundle")
struct BundleScanTests {
    private let scan = BundleScan(known: ["4111111111111111"])

    @Test(
        "account numbers in text, in groups and as digits of packed bytes, tracks and keys are found",
        arguments: [
            ("pan 6217000000000000004 seen", "an account number"), ("5555-5555-5555-4444", "an account number"),
            ("f2=5555555555554444,", "an account number"), ("5555555555554444=30122010000", "a track"),
            ("0200702406C016555555555555444400000000000000125000", "an account number"),
            ("key 0123456789abcdeffedcba9876543210", "a key"),
            ("\"0123456789ABCDEFFEDCBA98765432100123456789ABCDEF\"", "a key"),
        ])
    func found(_ text: String, _ kind: String) {
        #expect(scan.findings(in: "fine\n" + text, file: "f").map(\.description) == ["f:2: \(kind)"])
    }

    @Test(
        "masked numbers, references, merchants, hashes and times are no such thing",
        arguments: [
            "411111******1111", "reference 113002000002", "4111111111111111", "merchant 104110070110001",
            "5555555555554443", "2026-11-30 02:19:10", "\"at\" : 1796004592000",
            "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        ])
    func notFound(_ text: String) { #expect(scan.findings(in: text, file: "f").isEmpty) }
}
