extension LuaProgram {
    /// How headers and the length before a message are read, and a TCP stream is cut into messages.
    static let transport = #"""
        local function add_digits(tree, item, tvb, from, count, digits, words)
          local added = tree:add(item, tvb:range(from, count), digits)
          if words then added:append_text(" (" .. words .. ")") end
        end

        local function add_tpdu(tvb, base, s, tree)
          local unit = tree:add(items.tpdu, tvb:range(base, 5), to_hex(sub(s, 1, 5)))
          add_digits(unit, items.tpdu_id, tvb, base, 1, to_hex(sub(s, 1, 1)))
          add_digits(unit, items.tpdu_destination, tvb, base + 1, 2, to_hex(sub(s, 2, 3)))
          add_digits(unit, items.tpdu_origin, tvb, base + 3, 2, to_hex(sub(s, 4, 5)))
        end

        local function add_unionpay_header(tvb, base, s, tree)
          local digits = to_hex(sub(s, 6, 11))
          local header = tree:add(items.header, tvb:range(base + 5, 6), digits)
          add_digits(header, items.header_application, tvb, base + 5, 1, sub(digits, 1, 2))
          add_digits(header, items.header_software, tvb, base + 6, 1, sub(digits, 3, 4))
          add_digits(header, items.header_status, tvb, base + 7, 1, sub(digits, 5, 5))
          local request = sub(digits, 6, 6)
          local words = { ["0"] = "nothing", ["3"] = "sign in again" }
          add_digits(header, items.header_request, tvb, base + 7, 1, request, words[request])
          add_digits(header, items.header_reserved, tvb, base + 8, 3, sub(digits, 7, 12))
        end

        local header_bytes = { none = 0, tpdu = 5, tpduAndUnionPay = 11 }

        -- Adds headers and message, which are count bytes of tvb from base on, to the tree. Returns the summary.
        local function add_envelope(tvb, base, count, tree)
          local s = tvb:raw(base, count)
          local header = header_names[preferences.header]
          local size = header_bytes[header]
          if size > 0 and #s <= size then
            report(tree, too_short(nil, 0, size + 1, #s))
            return "no message"
          end
          if size >= 5 then add_tpdu(tvb, base, s, tree) end
          if size == 11 then add_unionpay_header(tvb, base, s, tree) end
          return add_message(tvb, base + size, sub(s, size + 1), tree)
        end

        -- The bytes that a length announces, or nil when it is no length.
        local function announced_length(s, at, form)
          local value = 0
          for i = at, at + form.bytes - 1 do
            local code = byte(s, i + 1)
            if form.name == "packed" then
              local high, low = floor(code / 16), code % 16
              if high > 9 or low > 9 then return nil end
              value = value * 100 + high * 10 + low
            elseif form.name == "ascii" then
              if code < 0x30 or code > 0x39 then return nil end
              value = value * 10 + code - 0x30
            elseif form.name == "littleEndian" then
              value = value + code * 256 ^ (i - at)
            else
              value = value * 256 + code
            end
          end
          value = floor(form.counts_itself and value - form.bytes or value)
          return value >= 0 and value or nil
        end

        local function tell(pinfo, summary, is_first)
          pinfo.cols.protocol:set("ISO 8583")
          if is_first then
            pinfo.cols.info:set(summary)
          else
            pinfo.cols.info:append("; " .. summary)
          end
        end

        -- One message with the length before it, from an offset on. Returns the offset behind it, or nil when TCP must
        -- first give more bytes.
        local function add_pdu(tvb, pinfo, tree, at, is_first)
          local form = lengths[preferences.length]
          local left = tvb:captured_len() - at
          local s = tvb:raw(at, math.min(left, form.bytes))
          local length = left - form.bytes
          local more
          if #s < form.bytes then
            more = DESEGMENT_ONE_MORE_SEGMENT
          elseif form.bytes > 0 then
            length = announced_length(s, 0, form)
            if length and length > left - form.bytes then more = form.bytes + length - left end
          end
          -- Bytes that the capture cut off do not come later.
          if more and pinfo.can_desegment > 0 and tvb:captured_len() == tvb:reported_len() then
            pinfo.desegment_offset = at
            pinfo.desegment_len = more
            return nil
          end
          local whole = length and not more and form.bytes + length or left
          local root = tree:add(proto, tvb:range(at, whole))
          if not length then
            report(root, "the length before the message is none; another length may be chosen in the preferences")
            tell(pinfo, "no message", is_first)
            return at + whole
          end
          if #s == form.bytes and form.bytes > 0 then root:add(items.length, tvb:range(at, form.bytes), length) end
          local summary = "no message"
          if #s < form.bytes then
            report(root, too_short(nil, 0, form.bytes, #s))
          else
            if more then
              report(root, string.format(
                "the message is cut off: %d byte(s) announced, %d there", length, left - form.bytes))
            end
            if whole == form.bytes then
              report(root, "an empty message")
            else
              summary = add_envelope(tvb, at + form.bytes, whole - form.bytes, root)
            end
          end
          root:append_text(", " .. summary)
          tell(pinfo, summary, is_first)
          return at + whole
        end

        function proto.dissector(tvb, pinfo, tree)
          local at = 0
          while at < tvb:captured_len() do
            local behind = add_pdu(tvb, pinfo, tree, at, at == 0)
            if not behind then break end
            at = behind
          end
          return tvb:captured_len()
        end

        """#

    /// How a frame of the serial link is read: STX, length of four packed digits, payload, ETX, and the exclusive-or of
    /// all behind STX.
    static let line = #"""
        local function exclusive_or(a, b)
          local result, bit = 0, 1
          while a > 0 or b > 0 do
            if a % 2 ~= b % 2 then result = result + bit end
            a, b, bit = floor(a / 2), floor(b / 2), bit * 2
          end
          return result
        end

        -- What is wrong with a frame that begins at an offset, or nil and the length of its payload.
        local function frame_fault(s, at)
          if #s - at < 3 then return "the frame is cut off in its length" end
          local count = announced_length(s, at + 1, { name = "packed", bytes = 2 })
          if not count or count == 0 then return "the length of the frame is none" end
          if #s - at < count + 5 then
            return string.format("the frame is cut off: %d byte(s) needed, %d there", count + 5, #s - at)
          end
          if byte(s, at + 3 + count + 1) ~= 0x03 then return "no ETX where the length of the frame says" end
          return nil, count
        end

        local function add_frame(tvb, pinfo, tree, s, at)
          local fault, count = frame_fault(s, at)
          if fault then
            local root = tree:add(line, tvb:range(at))
            root:add(line_items.kind, tvb:range(at, 1), "damaged frame")
            root:add_proto_expert_info(bad_frame, fault)
            tell(pinfo, "damaged frame", at == 0)
            return #s
          end
          local last = at + 3 + count
          local root = tree:add(line, tvb:range(at, count + 5))
          root:add(line_items.kind, tvb:range(at, 1), "frame")
          root:add(line_items.length, tvb:range(at + 1, 2), count)
          local check = 0
          for i = at + 1, last do check = exclusive_or(check, byte(s, i + 1)) end
          local found = byte(s, last + 2)
          local item = root:add(line_items.check, tvb:range(last + 1, 1), found)
          item:append_text(check == found and " (right)" or string.format(" (wrong: must be 0x%02x)", check))
          if check ~= found then item:add_proto_expert_info(bad_check) end
          local message = tree:add(proto, tvb:range(at + 3, count))
          local summary = add_envelope(tvb, at + 3, count, message)
          message:append_text(", " .. summary)
          tell(pinfo, summary .. (check == found and "" or ", wrong check byte"), at == 0)
          return last + 2
        end

        local controls = { [0x06] = "ACK", [0x15] = "NAK" }

        -- Bytes of a serial line from an offset on: a frame, an acknowledgement, noise. Returns the offset behind.
        local function add_piece(tvb, pinfo, tree, s, at)
          local code = byte(s, at + 1)
          if code == 0x02 then return add_frame(tvb, pinfo, tree, s, at) end
          local kind, behind = controls[code], at + 1
          if not kind then
            kind = "noise"
            behind = (string.find(s, "[\2\6\21]", at + 1) or #s + 1) - 1
          end
          local root = tree:add(line, tvb:range(at, behind - at))
          root:add(line_items.kind, tvb:range(at, behind - at), kind)
          root:append_text(", " .. kind)
          tell(pinfo, kind, at == 0)
          return behind
        end

        function line.dissector(tvb, pinfo, tree)
          local s = tvb:raw()
          local at = 0
          while at < #s do at = add_piece(tvb, pinfo, tree, s, at) end
          return #s
        end

        """#
}
