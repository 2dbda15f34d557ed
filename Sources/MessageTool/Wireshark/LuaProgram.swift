/// The program of a dissector: the same for every dialect, behind the dialect's tables.
///
/// It is written for Lua 5.2 (Wireshark 4.0) to 5.4 (Wireshark 4.4 and newer): no bit operators, no integer division.
/// Messages are taken out of Wireshark's buffers as strings and read by their length, so that no read can fail.
enum LuaProgram {
    /// All of it, in the order in which its parts need each other.
    static let text = [
        reading, packing, characters, head, registration, values, objects, parts, message, transport, line, tables,
    ].joined()

    /// Protocols, their fields, their preferences.
    static let registration = #"""
        local name = dialect.protocol
        local proto = Proto(name, dialect.title .. " (" .. name .. ")")
        local line = Proto(name .. ".line", dialect.title .. " on a serial line (" .. name .. ".line)")

        local function text_item(key, title) return ProtoField.string(name .. "." .. key, title) end

        local items = {
          length = ProtoField.uint32(name .. ".length", "Length"),
          tpdu = text_item("tpdu", "TPDU"),
          tpdu_id = text_item("tpdu.id", "Protocol"),
          tpdu_destination = text_item("tpdu.destination", "Destination (NII)"),
          tpdu_origin = text_item("tpdu.origin", "Origin"),
          header = text_item("header", "UnionPay header"),
          header_application = text_item("header.application", "Application class"),
          header_software = text_item("header.software", "Software version"),
          header_status = text_item("header.status", "Terminal status"),
          header_request = text_item("header.request", "Processing request"),
          header_reserved = text_item("header.reserved", "Reserved"),
          mti = text_item("mti", "MTI"),
          bitmap = text_item("bitmap", "Bitmap"),
          other_tag = text_item("tag.other", "Unknown tag"),
        }
        local line_items = {
          kind = text_item("line.kind", "Kind"),
          length = ProtoField.uint32(name .. ".line.length", "Length"),
          check = ProtoField.uint8(name .. ".line.lrc", "LRC", base.HEX),
        }

        local fields = {}
        for _, item in pairs(items) do fields[#fields + 1] = item end
        local function register(key, title)
          local item = text_item(key, title)
          fields[#fields + 1] = item
          return item
        end
        for number, format in pairs(dialect.fields) do
          local key = "f" .. number
          format.item = register(key, "F" .. number .. " " .. format.name)
          local layout = format.layout
          if layout then
            layout.rest = register(key .. ".rest", "Rest")
            layout.other = register(key .. ".other", "Unknown element")
            layout.by_key = {}
            for _, part in ipairs(layout.parts or {}) do
              part.item = register(key .. "." .. part.abbreviation, part.key .. " " .. part.name)
              layout.by_key[part.key] = part
            end
          end
        end
        for tag, known in pairs(dialect.tags) do
          known.item = register("tag." .. string.lower(tag), tag .. " " .. known.name)
        end
        proto.fields = fields
        line.fields = { line_items.kind, line_items.length, line_items.check }

        local malformed = ProtoExpert.new(
          name .. ".malformed", "Not a message of this dialect", expert.group.MALFORMED, expert.severity.ERROR)
        local bad_layout = ProtoExpert.new(
          name .. ".layout", "Not of the field's layout", expert.group.UNDECODED, expert.severity.WARN)
        proto.experts = { malformed, bad_layout }
        local bad_frame = ProtoExpert.new(
          name .. ".line.damaged", "Damaged frame", expert.group.MALFORMED, expert.severity.ERROR)
        local bad_check = ProtoExpert.new(
          name .. ".line.lrc.bad", "Wrong check byte", expert.group.CHECKSUM, expert.severity.ERROR)
        line.experts = { bad_frame, bad_check }

        local preferences = proto.prefs
        preferences.ports = Pref.range("TCP ports", dialect.ports, "TCP ports on which hosts listen", 65535)
        preferences.length = Pref.enum(
          "Length before a message", 1, "How the length before each message on TCP is written", dialect.lengths, false)
        preferences.header = Pref.enum(
          "Header before a message", dialect.header, "What stands between the length and the message",
          dialect.headers, false)
        preferences.clear = Pref.bool(
          "Show clear values", false,
          "Account numbers, tracks, PIN blocks, keys and card data are shown as they are. The bytes are in the capture"
            .. " in any case.")
        local lengths, header_names = dialect.length_forms, dialect.header_names

        """#

    /// Where Wireshark finds the protocols.
    static let tables = #"""
        local ports = dialect.ports
        DissectorTable.get("tcp.port"):add(ports, proto)
        DissectorTable.get("wtap_encap"):add((wtap or wtap_encaps).USER0, line)

        function proto.prefs_changed()
          if ports == preferences.ports then return end
          if ports ~= "" then DissectorTable.get("tcp.port"):remove(ports, proto) end
          ports = preferences.ports
          if ports ~= "" then DissectorTable.get("tcp.port"):add(ports, proto) end
        end
        """#
}
