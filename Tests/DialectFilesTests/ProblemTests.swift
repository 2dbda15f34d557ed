import Foundation
import DialectFiles
import ISO8583
import Testing

@Suite("Mistakes in a dialect file")
struct ProblemTests {
    @Test("all mistakes of a file are said together, in the order of its lines, with columns, why and next")
    func together() throws {
        let error = #expect(throws: DialectFileError.self) {
            try DialectFile.load(
                """
                id: Bad Id
                name: Test
                type: morse
                bitmap: binary
                colour: red
                fields:
                  1: b 8
                  2: n 6.5
                  3: {format: n 6, widht: 3}
                  4: {format: n ..200}
                  200: n 3
                rules:
                  - types: ["0200", 02x0]
                    mandatory: [3, 77]
                mac-types: ["0200"]
                """, name: "bad.yaml")
        }
        let problems = try #require(error?.problems)
        #expect(
            problems.map { "\($0.line ?? 0):\($0.column ?? 0)" } == [
                "1:5", "3:7", "5:1", "7:3", "8:6", "9:20", "10:6", "11:3", "13:21", "14:20", "15:12",
            ])
        #expect(problems.allSatisfy { $0.file == "bad.yaml" })
        #expect(problems[2].what == "unknown key \"colour\" in a dialect")
        #expect(problems[2].next.contains("known keys are id, name, extends, type"))
        #expect(problems[5].what == "unknown key \"widht\" in field 3")
        #expect(problems[6].why == "a length of 2 digits cannot say 200")
        #expect(
            problems[4].description == """
                bad.yaml:8:6: "n 6.5" is no notation of a field
                  why:  a notation is a content, a space and a length, with as many dots as the length has digits
                  next: write it as `n 6`, `n ..19`, `ans ...999`, `b 8`, `z ..37` or `x+n 9`
                """)
    }

    @Test(
        "a table that contradicts itself is refused at the line of the mistake",
        arguments: [
            ("  3: {format: ans 6, coding: packed}\n", "6: this field cannot be"),
            ("  3: {format: b 6, coding: cp037}\n", "6: this field cannot be"),
            ("  3: {format: n 6, coding: hex}\n", "6: this field cannot be"),
            ("  3: n ..100\n", "6: this field cannot be"),
            ("  3: {format: b ..60, unit: nibbles}\n", "6: this field cannot be"),
            ("  3: {format: ans ..60, unit: nibbles}\n", "6: this field cannot be"),
            ("  3: n 0\n", "6: this field cannot be"),
            ("  3: n 999999999\n", "6: this field cannot be"),
            ("  3: n 99999999999999999999\n", "6: \"n 99999999999999999999\" is no notation of a field"),
            ("  3: x+n ..9\n", "6: this field cannot be"),
            ("  3: {format: n 6, padding: spaces}\n", "6: this field cannot be"),
            ("  3: {format: n 6, padding: {side: up, byte: 3}}\n", "6: `side` cannot be \"up\""),
            ("  3: {format: n 6, filler: 16}\n", "6: `filler` cannot be \"16\""),
            ("  3: {format: n 6, length: 6}\n", "6: `length` beside `format` in field 3"),
            ("  3: {content: n}\n", "6: field 3 has no length"),
            ("  3: {content: n, length: {most: 19}}\n", "6: a variable length needs `most` and `digits`"),
            (
                "  3: {content: n, prefix: ascii, length: {most: 19, digits: 2, prefix: hex}}\n",
                "6: `prefix` is said twice"
            ),
            ("  3: [n, 6]\n", "6: field 3 must be a mapping"),
            ("  03: n 6\n", "6: a field must be a number from 0 to 999999999"),
            ("  3: n 6\n  4: n 12\n  3: n 7\n", "8: the key \"3\" is there twice"),
            ("  3: n 6\n  \"3\": n 7\n", "7: field 3 is defined twice"),
            ("  0: n 4\n", "6: there can be no field 0"),
            ("  129: n 4\n", "6: there can be no field 129"),
        ])
    func contradictions(_ fields: String, _ expected: String) {
        let found = problems(dialect(fields))
        #expect(found.contains(expected), "\(found)")
    }

    @Test("numbers of fields follow the bitmaps: bit 65 announces the third one")
    func bitmaps() {
        #expect(problems(dialect("  65: n 4\n", heading: "bitmaps: 3\n")) == ["7: there can be no field 65"])
        #expect(problems(dialect("  65: n 4\n", heading: "bitmaps: 1\n")) == ["7: there can be no field 65"])
        #expect(problems(dialect("  65: n 4\n")) == [])
        #expect(problems(dialect("  192: n 4\n", heading: "bitmaps: 3\n")) == [])
        #expect(
            problems(dialect("  3: n 4\n", heading: "bitmaps: 4\n")) == ["5: `bitmaps` must be a number from 1 to 3"])
    }

    @Test(
        "a layout must fit its field",
        arguments: [
            ("ans 6", "{kind: positional, parts: {A: n 4, B: n 3}}", "6: this layout cannot be"),
            ("ans 6", "{kind: positional, parts: {A: n 7}}", "6: this part cannot be"),
            ("ans ...60", "{kind: positional, parts: {A: n 4, B: ans ..70}}", "6: this part cannot be"),
            ("ans 6", "{kind: positional, parts: {A: {format: n 4, coding: packed}}}", "6: this part cannot be"),
            ("ans 6", "{kind: positional, parts: {A: b 4}}", "6: this part cannot be"),
            ("n 6", "{kind: positional, parts: {A: ans 4}}", "6: this part cannot be"),
            ("ans 6", "ber-tlv", "6: this layout cannot be"),
            ("ans 6", "{kind: bitmap, bytes: 1, parts: {1: n 2}}", "6: this layout cannot be"),
            ("b 60", "{kind: bitmap, bytes: 1, parts: {9: n 2}}", "6: this part cannot be"),
            ("b 60", "{kind: bitmap, bytes: 1, parts: {2: n 2, 1: n 2}}", "6: this part cannot be"),
            ("b 60", "{kind: bitmap, parts: {2: n 2}}", "6: a layout with a bitmap needs `bytes`"),
            (
                "b 60", "{kind: bitmap, bytes: 1, tag: 2 bytes, parts: {2: n 2}}",
                "6: a layout of the kind bitmap has no `tag`"
            ),
            ("b 60", "{kind: heap, parts: {A: n 2}}", "6: a layout needs a kind"),
            ("b 60", "{kind: positional}", "6: a layout needs `parts`"),
            (
                "ans ..60", "{kind: tagged, tag: 2 characters, prefix: ascii, digits: 2, parts: {\"1\": n ..9}}",
                "6: this part cannot be"
            ),
            (
                "ans ..60", "{kind: tagged, tag: 1 bytes, prefix: ascii, digits: 2, parts: {DF: n ..9}}",
                "6: this layout cannot be"
            ),
            (
                "b ..60", "{kind: tagged, tag: 1 bytes, prefix: ascii, digits: 2, parts: {df: n ..9}}",
                "6: this part cannot be"
            ),
            (
                "b ..60", "{kind: tagged, tag: 1 bytes, prefix: ascii, digits: 1, parts: {DF: n ..10}}",
                "6: this part cannot be"
            ),
            (
                "b ..60", "{kind: tagged, tag: 1 bytes, digits: 1, parts: {DF: n ..9}}",
                "6: a tagged layout needs `prefix`"
            ),
            ("b ..60", "{kind: tagged, prefix: hex, digits: 1, parts: {DF: n ..9}}", "6: a tagged layout needs `tag`"),
            (
                "b ..60", "{kind: tagged, tag: 1 bytes, prefix: ascii, digits: 2, parts: {DF: n ..58}}",
                "6: this part cannot be"
            ),
        ])
    func layouts(_ format: String, _ layout: String, _ expected: String) {
        #expect(problems(dialect("  48: {format: \(format), layout: \(layout)}\n")) == [expected])
    }

    @Test(
        "a rule must speak of the dialect's fields, once, and be reachable",
        arguments: [
            ("- {mandatory: [3]}", "8: a rule needs `types`"),
            ("- {types: [], mandatory: [3]}", "8: `types` has no type"),
            ("- {types: [\"0200\", \"0200\"], mandatory: [3]}", "8: a type is there twice"),
            ("- {types: 0200, mandatory: [3, 3]}", "8: field 3 is there twice in `mandatory`"),
            ("- {types: 0200, mandatory: [3], optional: [3]}", "8: field 3 is both mandatory and optional"),
            ("- {types: 0200, mandatory: [5]}", "8: the dialect has no field 5"),
            ("- {types: 0200, mandatory: [3], when: {present: 5}}", "8: the dialect has no field 5"),
            ("- {types: 0200, mandatory: [3], when: {field: 3, begins: \"\"}}", "8: `begins` is empty"),
            ("- {types: 0200, mandatory: [3], when: {field: 3}}", "8: this is no condition"),
            ("- {types: 0200, mandatory: [3], closed: perhaps}", "8: `closed` cannot be \"perhaps\""),
            (
                "- {types: 0200, mandatory: [3], conditional: [{require: 3, forbid: 3}]}",
                "8: a requirement has either `require` or `forbid`"
            ),
            (
                "- {types: 0200, mandatory: [3], conditional: [{forbid: 3}]}",
                "8: field 3 is mandatory and always forbidden"
            ),
            (
                "- {types: 0200, mandatory: [3]}\n- {types: 0200, mandatory: [3], when: {present: 3}}",
                "9: this rule for 0200 is never taken"
            ),
        ])
    func rules(_ rules: String, _ expected: String) {
        #expect(problems(dialect("  3: n 6\nrules:\n" + rules + "\n")) == [expected])
    }

    @Test("a file that extends another one must be able to")
    func extending() {
        let heading = "id: a\nname: A\n"
        #expect(problems(heading + "extends: nobody\n") == ["3: there is no dialect \"nobody\" to extend"])
        #expect(problems(heading + "extends: \"\"\n") == ["3: there is no dialect \"\" to extend"])
        #expect(problems(heading + "extends: unionpay\nwithout: [5]\n") == ["4: the extended dialect has no field 5"])
        #expect(problems(heading + "extends: unionpay\nbitmap: 7\n") == ["4: `bitmap` cannot be \"7\""])
        #expect(
            problems(heading + "extends: missing.yaml\n", folder: Fixtures.folder).first
                == "3: \"missing.yaml\" cannot be extended")
        #expect(problems(heading + "extends: unionpay\nbitmaps: 1\n") == [])
        #expect(
            problems(heading + "type: ascii\nbitmap: hex\nfields: {3: n 6}\nwithout: [3]\n") == [
                "6: `without` in a dialect that extends no other"
            ])
    }

    @Test("files that extend each other in a circle are refused")
    func circle() throws {
        try withTemporaryFolder { folder in
            try "id: a\nname: A\nextends: b.yaml\n".write(toFile: folder + "/a.yaml", atomically: true, encoding: .utf8)
            try "id: b\nname: B\nextends: ./a.yaml\n".write(
                toFile: folder + "/b.yaml", atomically: true, encoding: .utf8)
            let error = #expect(throws: DialectFileError.self) { try DialectFile.load(path: folder + "/a.yaml") }
            #expect(error?.problems.count == 2)
            #expect(error?.problems.last?.why == "it extends this file")
            #expect(error?.problems.last?.file == folder + "/b.yaml")
        }
    }
}
