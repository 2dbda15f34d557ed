import ISO8583
import Testing
import TestSupport

@Suite("TLV that another program wrote")
struct TLVVectorTests {
    private static func object(_ tag: UInt32, _ value: [UInt8]) throws -> TLVObject {
        TLVObject(try #require(TLVTag(tag)), value)
    }

    private static func object(_ tag: UInt32, _ objects: [TLVObject]) throws -> TLVObject {
        TLVObject(try #require(TLVTag(tag)), TLVList(objects))
    }

    // The bytes of these tests were made by the Python package pyemv 1.5.0.

    @Test("objects encode as it encodes them")
    func short() throws {
        typealias Of = TLVVectorTests
        let vectors: [([TLVObject], String)] = [
            (
                [
                    try Of.object(0x9C, [1]), try Of.object(0xE0, [try Of.object(0x5F2A, [2, 8])]),
                    try Of.object(0x9F02, [UInt8]()),
                ], "9C0101E0055F2A0202089F0200"
            ),
            (
                [
                    try Of.object(
                        0x6F,
                        [
                            try Of.object(0x84, bytes("A000000333010102")),
                            try Of.object(
                                0xA5,
                                [
                                    try Of.object(0x50, Array("PBOC".utf8)),
                                    try Of.object(
                                        0xBF0C,
                                        [try Of.object(0x9F4D, [0x0B, 0x0A]), try Of.object(0xDF4D, [0x0C, 0x0A])]),
                                ]),
                        ])
                ], "6F1F8408A000000333010102A513500450424F43BF0C0A9F4D020B0ADF4D020C0A"
            ),
            (
                [
                    try Of.object(
                        0x71,
                        [
                            try Of.object(0x9F18, [0, 0, 0, 0]),
                            try Of.object(0x86, bytes("8424000008AABBCCDD11223344")),
                        ]),
                    try Of.object(0x91, bytes("1122334455667788")), try Of.object(0x8A, [0x30, 0x30]),
                ], "71169F180400000000860D8424000008AABBCCDD11223344910811223344556677888A023030"
            ),
            (
                [
                    try Of.object(
                        0xFF8106,
                        [
                            try Of.object(0xDF812A, [UInt8]()),
                            try Of.object(0xDF8115, [UInt8](repeating: 0, count: 6)),
                        ]),
                    try Of.object(0xDF8129, bytes("300000F0F0F0FF00")),
                ], "FF81060EDF812A00DF811506000000000000DF812908300000F0F0F0FF00"
            ),
        ]
        for (objects, hex) in vectors {
            #expect(TLVList(objects).encoded() == bytes(hex))
            #expect(try TLVList(decoding: bytes(hex)) == TLVList(objects))
        }
    }

    @Test(
        "long values have the lengths that it writes",
        arguments: [
            (127, "9F7F7F"), (128, "9F7F8180"), (255, "9F7F81FF"), (256, "9F7F820100"), (65_535, "9F7F82FFFF"),
            (65_536, "9F7F83010000"),
        ])
    func long(_ count: Int, _ header: String) throws {
        let value = [UInt8](repeating: 0, count: count)
        let encoded = TLVList([try TLVVectorTests.object(0x9F7F, value)]).encoded()
        #expect(encoded == bytes(header) + value)
        #expect(try TLVList(decoding: encoded).objects.first?.value == value)
    }

    @Test("lengths grow through the objects around a long value")
    func nested() throws {
        let value = [UInt8](repeating: 0, count: 250)
        let inner = try TLVVectorTests.object(0xE3, [try TLVVectorTests.object(0x9F10, value)])
        let outer = try TLVVectorTests.object(0xE1, [try TLVVectorTests.object(0xE2, [inner])])
        #expect(TLVList([outer]).encoded() == bytes("E1820105E2820101E381FE9F1081FA") + value)
    }
}
