public import ISO8583

/// A dissector for Wireshark, written in Lua, that reads messages of one dialect.
///
/// Wireshark's own dissector of ISO 8583 knows one table of fields, no TPDU and no header. This one is made from a
/// ``Dialect``, built in or from a file, so that Wireshark and tshark show what the codec reads: every field, the parts
/// of composite fields, chip data by tag, and where a message is wrong in the words of `ISO8583Error`.
///
/// ```swift
/// let lua = WiresharkDissector(.unionPay).lua
/// ```
///
/// What must not be shown is masked in the tree until the preference `clear` is set; see the article on Wireshark for
/// what that does not cover.
public struct WiresharkDissector: Sendable {
    /// The port on which hosts of the bench listen.
    public static let usualPort: UInt16 = 8583

    let dialect: Dialect
    let ports: [UInt16]
    let length: LengthHeader

    /// A dissector of a dialect.
    ///
    /// - Parameters:
    ///   - dialect: Its tables become those of the dissector.
    ///   - ports: TCP ports on which hosts listen; more can be said in Wireshark's preferences.
    ///   - length: The length before each message on TCP, as long as Wireshark's preferences say no other.
    public init(
        _ dialect: Dialect, ports: [UInt16] = [WiresharkDissector.usualPort], length: LengthHeader = .usual
    ) {
        self.dialect = dialect
        self.ports = ports
        self.length = length
    }

    /// What a length is called in Wireshark's preferences: its form, with `Inclusive` behind it where it counts itself.
    public static func name(of length: LengthHeader) -> String {
        "\(length.form)" + (length.countsItself ? "Inclusive" : "")
    }

    /// What the protocol is called in filters and preferences, for example `tillbench.unionpay`. Fields are
    /// `tillbench.unionpay.f2`, frames of a serial line `tillbench.unionpay.line`.
    public var protocolName: String { "tillbench." + LuaText.abbreviation(dialect.id) }

    /// The program, in UTF-8.
    public var lua: String {
        """
        -- \(LuaText.title(dialect.name, or: dialect.id)): a dissector for Wireshark, made by tillbench.
        -- Into ~/.local/lib/wireshark/plugins/ with it, or: tshark -X lua_script:FILE -r CAPTURE

        local dialect = {
        \(WiresharkTables(self).lines.joined(separator: "\n"))
        }

        \(LuaProgram.text)
        """
    }
}
