/// Texts of many kilobytes in which one thing comes again and again; none of them describes a dialect.
enum LargeTexts {
    static let all: [String] = {
        func many(_ piece: String) -> String { String(repeating: piece, count: 90_000 / piece.utf8.count) }
        func numbered(_ piece: (Int) -> String) -> String { (0..<4_000).map(piece).joined() }
        return [
            many("a: 1\n"), numbered { "k\($0): 1\n" }, numbered { "k\($0 / 2): 1\n" }, "a: [" + many("1,") + "]",
            "a: " + many("word\n  "), "a: \"" + many("\\x41"), "{" + numbered { "\"\($0)\": {}," } + "}",
            "fields: {" + numbered { "\($0): n 6, " } + "}", "rules:\n" + many("- {types: 0200}\n"), many("? a\n"),
            many("'"),
            many("!a "), many("- "), many("%a\n"), many("&a "), many("|\n"),
            "<isopackager>" + many("<isofield id=\"3\"/>") + "</isopackager>",
            "<isopackager " + numbered { "a\($0)=\"&amp;\" " } + "/>", "<!--" + many("<!--"), many("</a"), many("<"),
        ]
    }()
}
