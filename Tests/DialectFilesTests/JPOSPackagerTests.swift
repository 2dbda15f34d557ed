import DialectFiles
import ISO8583
import Testing
import TestSupport

@Suite("Packagers of jPOS")
struct JPOSPackagerTests {
    private func packager(_ fields: String, bitmap: String = "length=\"16\" class=\"org.jpos.iso.IFB_BITMAP\"")
        -> String
    {
        """
        <isopackager>
        <isofield id="0" length="4" name="type" class="org.jpos.iso.IFA_NUMERIC"/>
        <isofield id="1" name="bitmap" \(bitmap)/>
        \(fields)
        </isopackager>
        """
    }

    private func problems(_ xml: String) -> [String] {
        do throws(DialectFileError) {
            _ = try JPOSPackager.import(xml: xml)
            return []
        } catch { return lines(error) }
    }

    @Test("a packager becomes a dialect, with packagers inside of fields as layouts")
    func sample() throws {
        let result = try JPOSPackager.import(xml: Samples.jpos, name: "shops/Sample Packager.xml")
        let dialect = result.dialect
        #expect(dialect.id == "sample-packager")
        #expect(result.warnings.map { "\($0.line ?? 0): \($0.what)" } == ["21: field 58 (never) is left out"])
        #expect(dialect.typeCoding == .packed && dialect.bitmapCoding == .binary && dialect.bitmapLimit == 2)
        #expect(dialect.fields == [2, 22, 23, 28, 35, 41, 48, 52, 55, 60, 64])
        #expect(dialect.name(of: 22) == FieldName("entry & mode"))
        #expect(dialect.format(of: 22)?.filling == .right && dialect.format(of: 23)?.filling == .left)
        #expect(dialect.format(of: 35)?.content == .track && dialect.format(of: 35)?.isSensitive == true)
        #expect(dialect[55]?.layout == .berTLV)
        guard case .positional(let parts)? = dialect[48]?.layout,
            case .bitmap(let bytes, let bits)? = dialect[60]?.layout
        else {
            Issue.record("the layouts are not there")
            return
        }
        #expect(parts.map(\.name.english) == ["first", "second"])
        #expect(parts[0].format.length == .fixed(3) && parts[1].format.length == .variable(digits: 2, most: 10))
        #expect(bytes == 2 && bits.map(\.key) == ["3"])
    }

    @Test(
        "each class writes a field as its name says",
        arguments: [
            ("IF_CHAR", 4, "AB", "41422020"), ("IFA_NUMERIC", 4, "12", "30303132"), ("IFB_NUMERIC", 3, "123", "1230"),
            ("IFE_NUMERIC", 3, "123", "F1F2F3"), ("IFE_CHAR", 4, "AB", "C1C24040"),
            ("IFA_LLNUM", 9, "123", "3033313233"),
            ("IFA_LCHAR", 9, "AB", "324142"), ("IFA_LLLCHAR", 9, "AB", "3030324142"), ("IFB_LLNUM", 9, "123", "031230"),
            ("IFB_LLLNUM", 9, "1234", "00041234"), ("IFB_LLCHAR", 9, "AB", "024142"),
            ("IFB_LLLCHAR", 9, "AB", "00024142"),
            ("IFB_LLHNUM", 200, "1234", "041234"), ("IFB_LLHCHAR", 200, "ABCDEFGHIJ", "0A4142434445464748494A"),
            ("IFB_LLLHCHAR", 400, "AB", "00024142"), ("IFB_LLHBINARY", 200, "AB", "024142"),
            ("IFB_LLHECHAR", 200, "AB", "02C1C2"),
            ("IFE_LLNUM", 9, "123", "F0F3F1F2F3"), ("IFE_LLLCHAR", 9, "AB", "F0F0F2C1C2"),
            ("IFE_LLBINARY", 9, "AB", "F0F24142"),
            ("IFEB_LLNUM", 9, "123", "F0F2123F"), ("IFA_BINARY", 2, "AB", "34313432"),
            ("IFA_LLABINARY", 4, "AB", "303234313432"), ("IFB_BINARY", 2, "AB", "4142"),
            ("IFA_LLBINARY", 9, "AB", "30324142"), ("IFB_LLBINARY", 9, "AB", "024142"),
            ("IFB_LLLBINARY", 9, "AB", "00024142"),
            ("IFA_AMOUNT", 4, "D123", "44313233"), ("IFB_AMOUNT", 5, "C1234", "431234"),
            ("IFE_AMOUNT", 4, "D123", "C4F1F2F3"),
        ])
    func classes(_ name: String, _ length: Int, _ content: String, _ wire: String) throws {
        let xml = packager("<isofield id=\"3\" length=\"\(length)\" name=\"x\" class=\"org.jpos.iso.\(name)\"/>")
        let dialect = try JPOSPackager.import(xml: xml).dialect
        var message = Message(.networkRequest)
        message[text: 3] = content
        let encoded = try dialect.encode(message)
        #expect(Array(encoded.dropFirst(12)) == bytes(wire))
        #expect(try dialect.encode(dialect.decode(encoded)) == encoded)
    }

    @Test("the length of the bitmap says how many there are; a bitmap at field 65 is the third one")
    func bitmaps() throws {
        func dialect(_ bitmap: String, _ fields: String = "") throws -> Dialect {
            try JPOSPackager.import(xml: packager(fields, bitmap: bitmap)).dialect
        }
        #expect(try dialect("length=\"8\" class=\"org.jpos.iso.IFB_BITMAP\"").bitmapLimit == 1)
        #expect(try dialect("length=\"16\" class=\"org.jpos.iso.IFA_BITMAP\"").bitmapLimit == 2)
        #expect(try dialect("length=\"24\" class=\"org.jpos.iso.IFE_BITMAP\"").bitmapLimit == 3)
        let third = try dialect(
            "length=\"16\" class=\"org.jpos.iso.IFB_BITMAP\"",
            "<isofield id=\"65\" length=\"8\" class=\"org.jpos.iso.IFB_BITMAP\"/><isofield id=\"130\" length=\"8\" class=\"org.jpos.iso.IFA_NUMERIC\"/>"
        )
        #expect(third.bitmapLimit == 3 && third.fields == [130])
    }

    @Test("a class that is not known is an error with the line, the class and the classes that are")
    func unknown() throws {
        let error = #expect(throws: DialectFileError.self) {
            try JPOSPackager.import(
                xml: packager("<isofield id=\"3\" length=\"6\" name=\"code\" class=\"org.jpos.iso.IFX_LLNUM\"/>"),
                name: "p.xml")
        }
        let problem = try #require(error?.problems.first)
        #expect(problem.line == 4 && problem.column == 1 && error?.problems.count == 1)
        #expect(problem.what == "the class org.jpos.iso.IFX_LLNUM of field 3 (code) is not known here")
        #expect(problem.next.contains("IFA_LLNUM"))
        #expect(
            problems(packager("<isofield id=\"3\" length=\"6\" class=\"com.example.IFA_LLNUM\"/>"))
                == ["4: the class com.example.IFA_LLNUM of field 3 is not known here"])
    }

    @Test(
        "what cannot be said is an error with the line",
        arguments: [
            (
                "<isofield id=\"3\" length=\"6\" class=\"org.jpos.iso.IFMC_LLCHAR\"/>",
                "the class org.jpos.iso.IFMC_LLCHAR of field 3 cannot be said"
            ),
            ("<isofield id=\"3\" length=\"6\" class=\"org.jpos.iso.IFA_BITMAP\"/>", "field 3 is a bitmap"),
            (
                "<isofield id=\"3\" length=\"x\" class=\"org.jpos.iso.IF_CHAR\"/>",
                "`length` of isofield must be a number from 1 to 99999"
            ),
            (
                "<isofield id=\"300\" length=\"6\" class=\"org.jpos.iso.IF_CHAR\"/>",
                "`id` of isofield must be a number from 0 to 192"
            ),
            ("<isofield id=\"130\" length=\"6\" class=\"org.jpos.iso.IF_CHAR\"/>", "there can be no field 130"),
            ("<isofield id=\"1\" length=\"6\" class=\"org.jpos.iso.IF_CHAR\"/>", "field 1 is defined twice"),
            ("<field id=\"3\"/>", "the element field is not known here"),
            (
                "<isofieldpackager id=\"3\" length=\"6\" class=\"org.jpos.iso.IFA_LLCHAR\" packager=\"a.B\"/>",
                "the packager a.B of field 3 is not known here"
            ),
            (
                "<isofieldpackager id=\"3\" length=\"6\" class=\"org.jpos.iso.IFA_LLCHAR\" packager=\"org.jpos.iso.packager.GenericSubFieldPackager\"/>",
                "field 3 has no bitmap among its parts"
            ),
            (
                "<isofieldpackager id=\"3\" length=\"6\" class=\"org.jpos.iso.IFA_LLCHAR\" emitBitmap=\"false\" packager=\"org.jpos.iso.packager.GenericSubFieldPackager\"><isofield id=\"1\" length=\"7\" class=\"org.jpos.iso.IF_CHAR\"/></isofieldpackager>",
                "field 3 cannot be made of its parts"
            ),
        ])
    func errors(_ field: String, _ expected: String) {
        #expect(problems(packager(field)) == ["4: " + expected])
    }

    @Test("parts that write a tag before their length become tagged elements")
    func tagged() throws {
        let xml = packager(
            """
            <isofieldpackager id="48" length="999" name="data" class="org.jpos.iso.IFA_LLLCHAR" emitBitmap="false"
                packager="org.jpos.iso.packager.GenericSubFieldPackager">
              <isofield id="158" length="12" name="second" class="org.jpos.iso.IFIPM_LLLCHAR"/>
              <isofield id="2" length="3" name="first" class="org.jpos.iso.IFIPM_LLLCHAR"/>
            </isofieldpackager>
            """)
        let dialect = try JPOSPackager.import(xml: xml).dialect
        guard case .tagged(let form, let parts)? = dialect[48]?.layout else {
            Issue.record("field 48 has no tags")
            return
        }
        #expect(form == TagForm(tag: .characters(4), prefix: .ascii, lengthDigits: 3))
        #expect(parts.map(\.key) == ["0002", "0158"] && parts.map(\.format.length.most) == [3, 12])
        let mixed = xml.replacing(
            "length=\"3\" name=\"first\" class=\"org.jpos.iso.IFIPM_LLL",
            with: "length=\"3\" class=\"org.jpos.iso.IFA_L")
        #expect(problems(mixed) == ["7: a part of field 48 (data) has no tag of the same form as the others"])
        #expect(
            problems(packager("<isofield id=\"3\" length=\"4\" class=\"org.jpos.iso.IFB_AMOUNT\"/>"))
                == ["4: the odd number of digits of field 3 cannot be filled at the right"])
    }

    @Test("what is left out or taken in another way is warned of")
    func warnings() throws {
        let result = try JPOSPackager.import(
            xml: packager(
                """
                <isofield id="3" length="200" class="org.jpos.iso.IFA_LLNUM" trim="true"/>
                <isofieldpackager id="48" length="9" class="org.jpos.iso.IFA_LLCHAR" emitBitmap="false"
                    packager="org.jpos.iso.packager.GenericSubFieldPackager">
                  <isofield id="1" length="4" class="org.jpos.iso.IFB_NUMERIC"/>
                </isofieldpackager>
                """))
        #expect(
            result.warnings.map { "\($0.line ?? 0): \($0.what)" } == [
                "4: the attribute trim=\"true\" of field 3 is not read", "4: field 3 is taken to hold up to 99",
                "5: field 48 is taken as bytes",
            ])
        #expect(result.dialect.format(of: 48)?.content == .binary)
    }
}
