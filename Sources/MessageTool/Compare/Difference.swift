import ISO8583

/// One thing in which two messages differ. What must stay secret is masked in it.
public struct Difference: Equatable, Sendable {
    /// How they differ.
    public enum Kind: String, Sendable {
        /// Only the right one has it.
        case added
        /// Only the left one has it.
        case removed
        /// Both have it, with another meaning.
        case changed
        /// Both have it, with the same meaning in another spelling.
        case spelling
    }

    /// Number of the field; nil for the message type.
    public let field: Int?
    /// Part of a composite field: its place or its tag.
    public let part: String?
    /// What the field is called.
    public let name: FieldName?
    /// How they differ.
    public let kind: Kind
    /// Content at the left, masked; nil when there is none.
    public let left: String?
    /// Content at the right, masked; nil when there is none.
    public let right: String?
    /// What the spellings are, or that both contents are hidden.
    public let note: FieldName?

    init(
        _ kind: Kind, field: Int?, part: String? = nil, name: FieldName?, left: String?, right: String?,
        note: FieldName? = nil
    ) {
        self.kind = kind
        self.field = field
        self.part = part
        self.name = name
        self.left = left
        self.right = right
        self.note = note
    }

    /// `F60.2`, `F55.9F02`, or `MTI`.
    public var place: String {
        guard let field else { return "MTI" }
        return "F\(field)" + (part.map { "." + $0 } ?? "")
    }

    /// One line.
    public func text(_ language: Language) -> String {
        let isEnglish = language == .english
        let word =
            switch kind {
            case .added: isEnglish ? "added" : "新增"
            case .removed: isEnglish ? "removed" : "缺少"
            case .changed: isEnglish ? "changed" : "不同"
            case .spelling: isEnglish ? "same, spelled otherwise" : "含义相同, 写法不同"
            }
        let contents =
            switch (left, right) {
            case (let left?, let right?): left + " -> " + right
            case (let one?, nil), (nil, let one?): one
            case (nil, nil): ""
            }
        let title = name.map { " " + $0.text(language) } ?? ""
        return place + title + ": " + word + (contents.isEmpty ? "" : ": " + contents)
            + (note.map { "  (" + $0.text(language) + ")" } ?? "")
    }
}
