import ISO8583

/// Choices about a field's format, each of which may be left open.
///
/// They come in layers: what the type of the dialect suggests, the file's `defaults`, the field itself. What a layer
/// leaves open, the layer before it decides.
struct FieldChoices: Equatable {
    var coding: FieldFormat.Coding?
    var prefix: FieldFormat.Prefix?
    var unit: FieldFormat.Unit?
    var filling: FieldFormat.Side?
    var filler: UInt8?
    var padding: FieldFormat.Padding??
    var truncation: FieldFormat.Side??
    var isSensitive: Bool?

    /// These choices, with those of another layer where it decides something.
    func with(_ other: FieldChoices) -> FieldChoices {
        FieldChoices(
            coding: other.coding ?? coding, prefix: other.prefix ?? prefix, unit: other.unit ?? unit,
            filling: other.filling ?? filling, filler: other.filler ?? filler, padding: other.padding ?? padding,
            truncation: other.truncation ?? truncation, isSensitive: other.isSensitive ?? isSensitive)
    }

    /// The format of these choices.
    func format(_ content: FieldFormat.Content, _ length: FieldFormat.Length) -> FieldFormat {
        var format = FieldFormat(
            content, coding ?? .bytes, length, prefix: prefix ?? .ascii, unit: unit ?? .characters,
            filling: filling ?? .left, filler: filler ?? 0, truncation: truncation ?? nil,
            isSensitive: isSensitive ?? false)
        if let padding { format.padding = padding }
        return format
    }

    /// The choices of a format, all of them decided.
    init(of format: FieldFormat) {
        coding = format.coding
        prefix = format.prefix
        unit = format.unit
        filling = format.filling
        filler = format.filler
        padding = .some(format.padding)
        truncation = .some(format.truncation)
        isSensitive = format.isSensitive
    }

    init(
        coding: FieldFormat.Coding? = nil, prefix: FieldFormat.Prefix? = nil, unit: FieldFormat.Unit? = nil,
        filling: FieldFormat.Side? = nil, filler: UInt8? = nil, padding: FieldFormat.Padding?? = nil,
        truncation: FieldFormat.Side?? = nil, isSensitive: Bool? = nil
    ) {
        self.coding = coding
        self.prefix = prefix
        self.unit = unit
        self.filling = filling
        self.filler = filler
        self.padding = padding
        self.truncation = truncation
        self.isSensitive = isSensitive
    }
}

/// What a file says once for many fields.
struct FieldDefaults: Equatable {
    /// For all fields.
    var all = FieldChoices()
    /// For fields of fixed length.
    var fixed = FieldChoices()
    /// For fields of variable length.
    var variable = FieldChoices()
    /// For fields of one content.
    var digits = FieldChoices()
    var signed = FieldChoices()
    var track = FieldChoices()
    var text = FieldChoices()
    var binary = FieldChoices()

    /// What a dialect of this type is written in where its file leaves it open.
    init(type: Dialect.TypeCoding) {
        switch type {
        case .packed: all = FieldChoices(coding: .packed, prefix: .packed)
        case .ascii: all = FieldChoices(coding: .bytes, prefix: .ascii)
        case .ebcdic: all = FieldChoices(coding: .ebcdic(.cp037), prefix: .ebcdic)
        }
    }

    /// Parts of a composite field: they lie in content that has been read, as bytes, whatever the wire was.
    static let parts = FieldDefaults(type: .ascii)

    /// The choices for one field. What is said for many fields holds for those that it can matter to: a coding for
    /// content that can be written in it, a filling for packed digits, a padding for fields of fixed length.
    ///
    /// - Parameter coding: The coding that the field itself says, or nil.
    func choices(
        _ content: FieldFormat.Content, _ length: FieldFormat.Length, isSensitive: Bool,
        coding own: FieldFormat.Coding? = nil
    ) -> FieldChoices {
        var general = all
        if let coding = all.coding, !coding.fits(content) { general.coding = .bytes }
        general.isSensitive = isSensitive
        var isFixed = true
        if case .variable = length { isFixed = false }
        var choices = general.with(isFixed ? fixed : variable).with(self.choices(of: content))
        if (own ?? choices.coding) != .packed {
            choices.filling = nil
            choices.filler = nil
        }
        if !isFixed { choices.padding = nil }
        return choices
    }

    func choices(of content: FieldFormat.Content) -> FieldChoices {
        switch content {
        case .digits: digits
        case .signed: signed
        case .track: track
        case .text: text
        case .binary: binary
        }
    }
}

extension FieldFormat.Coding {
    /// True when content of this kind can be written so.
    func fits(_ content: FieldFormat.Content) -> Bool {
        switch self {
        case .bytes: true
        case .packed: content == .digits || content == .signed || content == .track
        case .ebcdic: content != .binary
        case .hex: content == .binary
        }
    }
}
