/// Blocks and records of either byte order, made by hand from the format's documents.
struct Builder {
    var isBigEndian: Bool
    var bytes: [UInt8] = []

    init(big: Bool) { isBigEndian = big }

    mutating func add<Value: FixedWidthInteger & UnsignedInteger>(_ value: Value) {
        let big = (0..<Value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> (Value.bitWidth - 8 - 8 * $0)) }
        bytes += isBigEndian ? big : big.reversed()
    }

    func encoded<Value: FixedWidthInteger & UnsignedInteger>(_ value: Value) -> [UInt8] {
        var other = Builder(big: isBigEndian)
        other.add(value)
        return other.bytes
    }

    mutating func pad() { while !bytes.count.isMultiple(of: 4) { bytes.append(0) } }

    mutating func block(_ type: UInt32, _ body: (inout Builder) -> Void) {
        var inner = Builder(big: isBigEndian)
        body(&inner)
        inner.pad()
        add(type)
        add(UInt32(inner.bytes.count + 12))
        bytes += inner.bytes
        add(UInt32(inner.bytes.count + 12))
    }

    mutating func option(_ code: UInt16, _ value: [UInt8]) {
        add(code)
        add(UInt16(value.count))
        bytes += value
        pad()
    }

    mutating func section() {
        block(0x0A0D_0D0A) {
            $0.add(0x1A2B_3C4D as UInt32)
            $0.add(1 as UInt16)
            $0.add(0 as UInt16)
            $0.add(UInt64.max)
        }
    }

    mutating func interface(_ linkType: UInt16, snap: UInt32 = 0, _ options: [(UInt16, [UInt8])] = []) {
        block(1) {
            $0.add(linkType)
            $0.add(0 as UInt16)
            $0.add(snap)
            for (code, value) in options { $0.option(code, value) }
        }
    }

    mutating func enhanced(
        _ interface: UInt32, _ time: UInt64, _ frame: [UInt8], original: Int? = nil, _ options: [(UInt16, [UInt8])] = []
    ) {
        block(6) {
            $0.add(interface)
            $0.add(UInt32(time >> 32))
            $0.add(UInt32(truncatingIfNeeded: time))
            $0.add(UInt32(frame.count))
            $0.add(UInt32(original ?? frame.count))
            $0.bytes += frame
            $0.pad()
            for (code, value) in options { $0.option(code, value) }
        }
    }

    mutating func simple(_ frame: [UInt8], original: Int? = nil) {
        block(3) {
            $0.add(UInt32(original ?? frame.count))
            $0.bytes += frame
        }
    }

    mutating func obsolete(_ interface: UInt16, _ time: UInt64, _ frame: [UInt8]) {
        block(2) {
            $0.add(interface)
            $0.add(0 as UInt16)
            $0.add(UInt32(time >> 32))
            $0.add(UInt32(truncatingIfNeeded: time))
            $0.add(UInt32(frame.count))
            $0.add(UInt32(frame.count))
            $0.bytes += frame
        }
    }

    mutating func pcapHeader(_ linkType: UInt32, nanoseconds: Bool) {
        add((nanoseconds ? 0xA1B2_3C4D : 0xA1B2_C3D4) as UInt32)
        add(2 as UInt16)
        add(4 as UInt16)
        add(0 as UInt64)
        add(65_535 as UInt32)
        add(linkType)
    }

    mutating func record(_ seconds: UInt32, _ fraction: UInt32, _ frame: [UInt8], original: Int? = nil) {
        add(seconds)
        add(fraction)
        add(UInt32(frame.count))
        add(UInt32(original ?? frame.count))
        bytes += frame
    }
}

/// Frames made by hand. Checksums are left at zero: no reader of captures may insist on them.
enum Frames {
    private static func big16(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)] }

    static func big32(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }

    static func tcp(
        _ payload: [UInt8], from: Int = 40_000, to: Int = 8583, sequence: UInt32 = 1, flags: UInt8 = 0x18,
        options: [UInt8] = []
    ) -> [UInt8] {
        big16(from) + big16(to) + big32(sequence) + big32(0) + [
            UInt8(5 + options.count / 4) << 4, flags, 1, 0, 0, 0, 0, 0,
        ]
            + options + payload
    }

    static func udp(_ payload: [UInt8]) -> [UInt8] {
        big16(5000) + big16(5001) + big16(8 + payload.count) + [0, 0] + payload
    }

    static func ipv4(
        _ number: UInt8, _ payload: [UInt8], options: [UInt8] = [], fragment: [UInt8] = [0, 0],
        from: [UInt8] = [10, 0, 0, 1], to: [UInt8] = [10, 0, 0, 2]
    ) -> [UInt8] {
        [0x45 + UInt8(options.count / 4), 0] + big16(20 + options.count + payload.count) + [0, 1] + fragment
            + [64, number, 0, 0] + from + to + options + payload
    }

    static func ipv6(_ number: UInt8, _ payload: [UInt8]) -> [UInt8] {
        [0x60, 0, 0, 0] + big16(payload.count) + [number, 64] + [0xFE, 0x80] + [UInt8](repeating: 0, count: 13) + [1]
            + [0xFE, 0x80] + [UInt8](repeating: 0, count: 10) + [1, 0, 0, 2] + payload
    }

    static func ethernet(_ type: [UInt8], _ payload: [UInt8]) -> [UInt8] {
        [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2] + type + payload
    }

    static func cooked(_ packetType: UInt8, _ type: [UInt8], _ payload: [UInt8]) -> [UInt8] {
        [0, packetType, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0] + type + payload
    }

    static func cooked2(_ packetType: UInt8, _ type: [UInt8], _ payload: [UInt8]) -> [UInt8] {
        type + [0, 0, 0, 0, 0, 3, 0, 1, packetType, 6, 2, 0, 0, 0, 0, 1, 0, 0] + payload
    }

    /// Every link type and header that is read, with a name.
    static let all: [(name: String, linkType: UInt16, frame: [UInt8])] = [
        ("Ethernet", 1, ethernet([8, 0], ipv4(6, tcp(Array("one".utf8))))),
        ("Ethernet, padded", 1, ethernet([8, 0], ipv4(6, tcp([])) + [0, 0, 0, 0, 0, 0])),
        ("one VLAN tag", 1, ethernet([0x81, 0, 0x20, 7, 8, 0], ipv4(6, tcp(Array("two".utf8))))),
        ("two VLAN tags", 1, ethernet([0x81, 0, 0, 9, 0x81, 0, 0, 7, 0x86, 0xDD], ipv6(17, udp([1, 2, 3])))),
        ("ARP", 1, ethernet([8, 6], [0, 1, 8, 0, 6, 4, 0, 1] + [UInt8](repeating: 0, count: 20))),
        ("cooked, sent", 113, cooked(4, [8, 0], ipv4(6, tcp([7, 7])))),
        ("cooked, received", 113, cooked(0, [0x86, 0xDD], ipv6(6, tcp([7, 8])))),
        ("cooked 2, sent", 276, cooked2(4, [8, 0], ipv4(17, udp([9])))),
        ("cooked 2, received", 276, cooked2(0, [8, 0], ipv4(6, tcp([9, 9])))),
        ("raw IPv4 with options", 101, ipv4(6, tcp([1], options: [1, 1, 1, 0]), options: [1, 1, 1, 0])),
        ("raw IPv6", 101, ipv6(6, tcp([2]))),
        (
            "hop-by-hop and destination options", 101,
            ipv6(0, [60, 0, 1, 4, 0, 0, 0, 0, 6, 0, 1, 4, 0, 0, 0, 0] + tcp([3]))
        ),
        ("a fragment header of a whole packet", 101, ipv6(44, [6, 0, 0, 0, 0, 0, 0, 1] + tcp([4]))),
        ("loopback, little-endian", 0, [2, 0, 0, 0] + ipv4(6, tcp([5]))),
        ("loopback, big-endian", 0, [0, 0, 0, 30] + ipv6(6, tcp([6]))),
        ("OpenBSD loopback", 108, [0, 0, 0, 24] + ipv6(6, tcp([6, 6]))),
        ("ICMP", 101, ipv4(1, [8, 0, 0, 0, 0, 1, 0, 1])),
        ("USER0", 147, [2, 0, 1, 0x30, 3, 0x32]),
        ("USER15", 162, [1]),
    ]

    /// Captures of both formats and byte orders with all of them.
    static var captures: [(name: String, bytes: [UInt8])] {
        var all: [(String, [UInt8])] = []
        for big in [false, true] {
            var blocks = Builder(big: big)
            for _ in 0..<2 {
                blocks.section()
                for (index, sample) in Frames.all.enumerated() {
                    let options: [(UInt16, [UInt8])] = [
                        (2, Array(sample.name.utf8)), (9, [index.isMultiple(of: 2) ? 9 : 6]),
                        (14, blocks.encoded(UInt64(index))),
                    ]
                    blocks.interface(sample.linkType, options)
                    blocks.block(0x8000_0001) { $0.add(32_473 as UInt32) }
                    blocks.enhanced(
                        UInt32(index), 1_700_000_000_000_000, sample.frame,
                        [(1, Array("note \(index)".utf8)), (2, blocks.encoded(UInt32(index % 3)))])
                }
                blocks.obsolete(0, 1_700_000_000_123_456_789, Frames.all[0].frame)
                blocks.simple(Frames.all[0].frame)
            }
            all.append(("pcapng, \(big ? "big" : "little")-endian", blocks.bytes))
            for (nanoseconds, linkType) in [(false, 1), (true, 101)] as [(Bool, UInt16)] {
                var records = Builder(big: big)
                records.pcapHeader(UInt32(linkType), nanoseconds: nanoseconds)
                for (index, sample) in Frames.all.enumerated() where sample.linkType == linkType {
                    records.record(1_700_000_000 + UInt32(index), 123_456, sample.frame)
                }
                all.append(("pcap, \(big ? "big" : "little")-endian, \(nanoseconds ? "ns" : "us")", records.bytes))
            }
        }
        return all
    }
}
