import Capture
import Testing

@Suite("Captures of an independent tool are read as tshark reads them")
struct ReaderTests {
    /// A hex dump in the form of text2pcap.
    private func dump(_ payloads: [[UInt8]]) -> String {
        payloads.enumerated().map { index, payload in
            let time = "2026-11-23 09:00:0\(index).\(100_000_001 * (index + 1))"
            return "\(index.isMultiple(of: 2) ? "I" : "O") \(time)\n0000 "
                + payload.map { lowerHex([$0]) }.joined(separator: " ") + "\n"
        }.joined()
    }

    private func make(_ file: String, _ arguments: [String], in folder: Scratch) throws {
        let text = dump([Array("hello".utf8), Array("world!".utf8), [0], Array(0...255)])
        try folder.write(Array(text.utf8), "dump.txt")
        try Tools.run(
            "text2pcap", ["-q", "-D", "-t", "%Y-%m-%d %H:%M:%S.%f"] + arguments + ["dump.txt", file], in: folder)
    }

    private func compare(_ file: String, withBlocks: Bool, in folder: Scratch) throws {
        let bytes = try folder.read(file)
        let contents = CaptureContents(bytes)
        #expect(contents.problem == nil)
        let theirs = try Tools.fields(
            withBlocks ? Reading.fields + Reading.blockFields : Reading.fields, of: file, in: folder)
        #expect(!theirs.isEmpty)
        expectEqual(try Reading.lines(contents, in: bytes, withBlocks: withBlocks), theirs)
    }

    private func expectEqual(_ ours: [String], _ theirs: [String]) {
        #expect(ours.count == theirs.count)
        for (our, their) in zip(ours, theirs) { #expect(our == their) }
    }

    @Test("TCP and UDP over IPv4 and IPv6, in pcapng, pcap, and pcap with nanoseconds")
    func formats() throws {
        let folder = try Scratch()
        for (index, headers) in [
            ["-T", "40000,8583", "-4", "10.1.1.1,10.2.2.2"], ["-u", "40000,8583", "-4", "10.1.1.1,192.0.2.7"],
            ["-T", "40000,8583", "-6", "fe80::1,2001:db8::1:0:0:2"], ["-u", "5,6", "-6", "::1,1:0:0:2::"],
        ].enumerated() {
            try make("\(index).pcapng", headers, in: folder)
            try compare("\(index).pcapng", withBlocks: true, in: folder)
            for format in ["pcap", "nsecpcap"] {
                try Tools.run(
                    "editcap", ["-F", format, "\(index).pcapng", "\(index).\(format)"], in: folder)
                try compare("\(index).\(format)", withBlocks: false, in: folder)
            }
        }
    }

    @Test("several interfaces, comments, and packets that a snap length cut")
    func interfaces() throws {
        let folder = try Scratch()
        try make("a.pcapng", ["-T", "40000,8583", "-4", "10.1.1.1,10.2.2.2"], in: folder)
        try make("b.pcapng", ["-u", "1,2", "-6", "::1,::2"], in: folder)
        try Tools.run("mergecap", ["-w", "m.pcapng", "a.pcapng", "b.pcapng"], in: folder)
        try compare("m.pcapng", withBlocks: true, in: folder)
        try Tools.run("editcap", ["-a", "2:the second", "-a", "5:第五个", "m.pcapng", "c.pcapng"], in: folder)
        try compare("c.pcapng", withBlocks: true, in: folder)
        try Tools.run("editcap", ["-s", "70", "a.pcapng", "s.pcapng"], in: folder)
        try compare("s.pcapng", withBlocks: true, in: folder)
        try Tools.run("editcap", ["-s", "70", "-F", "pcap", "a.pcapng", "s.pcap"], in: folder)
        try compare("s.pcap", withBlocks: false, in: folder)
    }

    @Test("every link type: frames put into a capture by text2pcap", arguments: Frames.all.indices)
    func linkTypes(_ index: Int) throws {
        let folder = try Scratch()
        let sample = Frames.all[index]
        try folder.write(Array(dump([sample.frame]).utf8), "dump.txt")
        try Tools.run(
            "text2pcap",
            ["-q", "-t", "%Y-%m-%d %H:%M:%S.%f", "-l", "\(sample.linkType)", "dump.txt", "l.pcap", "-F", "pcap"],
            in: folder)
        try compare("l.pcap", withBlocks: false, in: folder)
    }

    @Test("captures of both byte orders made by hand are read by both alike", arguments: Frames.captures.indices)
    func byHand(_ index: Int) throws {
        let folder = try Scratch()
        let sample = Frames.captures[index]
        try folder.write(sample.bytes, "h")
        let contents = CaptureContents(sample.bytes)
        #expect(contents.problem == nil)
        let theirs = try Tools.fields(Reading.fields, of: "h", in: folder)
        expectEqual(try Reading.lines(contents, in: sample.bytes, withBlocks: false), theirs)
    }
}
