import Foundation
import SerialDriver
import TerminalService
import Testing
import TestSupport

@Suite("Profiles of terminals and cables")
struct ProfileTests {
    private let repository = Place.repository + "/hardware/terminals"

    private func load(_ files: [String: String]) throws -> [TerminalProfile] {
        let folder = try Place.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for (name, text) in files { try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8) }
        return try ProfileLibrary.load(folder: folder)
    }

    private let good = """
        name: A terminal
        name-zh: 终端
        vendor: Maker
        kind: terminal
        match:
          - {vendor: "11CA", product: "0220"}
        stable-name: maker
        line: 9600 7E1
        notes: Look at it.
        notes-zh: 请查看。
        """

    private func port(_ vendor: String, _ product: String, name: String? = nil, maker: String? = nil) throws
        -> PortDescription
    {
        let names = [name.map { "\"product\":\"\($0)\"," }, maker.map { "\"vendor\":\"\($0)\"," }].compactMap { $0 }
        let text = """
            {"node": "/dev/ttyACM0", "links": [], "bus": "usb", "vendorID": "\(vendor)", "productID": "\(product)",
             \(names.joined()) "interface": "00", "physicalPath": "1-2:1.0", "sysfsPath": "/sys/x", "mayOpen": true}
            """
        return try JSONDecoder().decode(PortDescription.self, from: Data(text.utf8))
    }

    @Test("those of the repository are read, each has both languages, and every vendor of the list is there")
    func repositoryProfiles() throws {
        let profiles = try ProfileLibrary.load(folder: repository)
        #expect(
            Set(profiles.map(\.id)) == [
                "ingenico", "verifone", "pax", "newland", "sunmi", "ftdi", "cp210x", "ch340", "pl2303",
            ])
        for profile in profiles {
            #expect(profile.chineseName.unicodeScalars.contains { $0.value > 0x2E80 })
            #expect(profile.chineseNotes.unicodeScalars.contains { $0.value > 0x2E80 })
        }
    }

    @Test(
        "a place that is no folder of profiles is refused in plain words",
        arguments: [("/dev/null", "it is no folder"), ("/nowhere/x", "No such file or directory")])
    func noFolder(folder: String, why: String) throws {
        let error = try #require(throws: ProfileError.self) { _ = try ProfileLibrary.load(folder: folder) }
        #expect(error.description.contains("why:  \(why)"), "\(error)")
    }

    @Test("an empty folder of profiles is told, and the list comes all the same")
    func emptyFolder() throws {
        let folder = try Place.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let result = try BenchProgram.run(Place.tillbench, ["ports", "list", "--json", "--profiles", folder])
        #expect(result.code == 0)
        #expect(result.err.hasPrefix("the folder of profiles \(folder) has no file that ends in .yaml"))
    }

    @Test("every file says in a comment where its ids are from")
    func sources() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: repository) {
            let text = try String(contentsOfFile: repository + "/" + name, encoding: .utf8)
            let comment = text.prefix { $0 != "n" || !text.hasPrefix("name") }.split(separator: "\n").prefix {
                $0.hasPrefix("#")
            }
            #expect(comment.joined().contains("usb.ids"), "\(name)")
        }
    }

    @Test("a file is read with all its parts")
    func parts() throws {
        let profile = try #require(try load(["maker.yaml": good]).first)
        #expect(profile.id == "maker")
        #expect(profile.kind == .terminal)
        #expect(profile.matches == [TerminalProfile.Match(vendorID: "11ca", productID: "0220")])
        #expect(profile.line == LineSettings(baud: 9600, dataBits: .seven, parity: .even))
        #expect(profile.chineseNotes == "请查看。")
    }

    @Test("of two profiles that fit the more precise one counts, of equal ones the first")
    func precision() throws {
        let general = TerminalProfile(
            id: "a", name: "a", chineseName: "a", vendor: "a", kind: .cable, matches: [.init(vendorID: "0403")],
            stableName: "a", line: LineSettings(baud: 9600), notes: "a", chineseNotes: "a")
        var precise = general
        precise.id = "b"
        precise.matches = [.init(vendorID: "0403", productName: "Till * cable")]
        var twin = general
        twin.id = "c"
        let all = [general, precise, twin]
        #expect(all.best(for: try port("0403", "6001", name: "Till 5 cable"))?.id == "b")
        #expect(all.best(for: try port("0403", "6001", name: "Another"))?.id == "a")
        #expect(all.best(for: try port("0403", "6001"))?.id == "a")
        #expect(all.best(for: try port("1a86", "7523", name: "Till 5 cable")) == nil)
    }

    @Test("a device without an id of its vendor's is known by the maker's name that it tells itself")
    func maker() throws {
        let profiles = try ProfileLibrary.load(folder: repository)
        #expect(profiles.best(for: try port("18d1", "4ee7", maker: "SUNMI"))?.id == "sunmi")
        #expect(profiles.best(for: try port("18d1", "4ee7", maker: "Other")) == nil)
    }

    @Test("all mistakes of all files are said at once, each with its line")
    func mistakes() throws {
        let bad = """
            name: A terminal
            vendor: Maker
            kind: modem
            match:
              - {vendor: "11c", product: "0220"}
              - {interface: "00"}
              - {vendor: "11ca", product-name: "a|b"}
            stable-name: Not/Fit
            line: 9600 9X9
            notes: [a]
            colour: red
            """
        let error = try #require(throws: ProfileError.self) {
            _ = try load(["a.yaml": bad, "b.yaml": "name: [", "c.yaml": good, "d.yaml": good])
        }
        let said = error.problems.map { problem in
            "\(URL(fileURLWithPath: problem.file).lastPathComponent):\(problem.line.map(String.init) ?? "-")"
        }
        #expect(
            Set(said) == [
                "a.yaml:1", "a.yaml:3", "a.yaml:5", "a.yaml:6", "a.yaml:7", "a.yaml:8", "a.yaml:9", "a.yaml:10",
                "a.yaml:11", "b.yaml:2", "d.yaml:-",
            ])
        for text in ["unknown key \"colour\"", "`kind` cannot be \"modem\"", "`name-zh` is missing", "is taken"] {
            #expect(error.description.contains(text), "\(error)")
        }
    }

    @Test("the folder is the one that is named, else that of the environment, else beside the program")
    func folders() throws {
        func folder(_ named: String?, _ environment: [String: String], _ program: String) -> String? {
            ProfileLibrary.folder(named: named, environment: environment, executable: program)
        }
        #expect(folder("/a", ["TILLBENCH_HARDWARE": "/b"], Place.tillbench) == "/a")
        #expect(folder(nil, ["TILLBENCH_HARDWARE": "/b"], Place.tillbench) == "/b/terminals")
        let root = try Place.folder()
        defer { try? FileManager.default.removeItem(atPath: root) }
        #expect(folder(nil, [:], root + "/bin/tillbench") == nil)
        let installed = root + "/share/tillbench/hardware/terminals"
        try FileManager.default.createDirectory(atPath: installed, withIntermediateDirectories: true)
        #expect(folder(nil, [:], root + "/bin/tillbench") == installed)
    }

    @Test("the program says mistakes with file and line, and ends with 2")
    func program() throws {
        let folder = try Place.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try "name: x\n".write(toFile: folder + "/x.yaml", atomically: true, encoding: .utf8)
        let result = try BenchProgram.run(Place.tillbench, ["ports", "list", "--profiles", folder])
        #expect(result.code == 2)
        #expect(result.err.hasPrefix("error: \(folder)/x.yaml:1: `vendor` is missing"))
        let missing = try BenchProgram.run(Place.tillbench, ["ports", "list", "--profiles", folder + "/no"])
        #expect(missing.code == 2)
        #expect(missing.err.contains("cannot be read"))
    }
}
