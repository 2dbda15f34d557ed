extension LuaProgram {
    /// How characters and hexadecimal digits are checked, and a whole field is read.
    static let characters = #"""
        local function is_sign(code) return code == 0x43 or code == 0x44 or code == 0x2B or code == 0x2D end

        local function is_track(code) return code >= 0x30 and code <= 0x39 or code == 0x44 or code == 0x3D end

        -- The Latin 1 character of a code: in EBCDIC by the page of the field.
        local function latin1(format, code)
          if format.coding ~= "ebcdic" then return code end
          return dialect.pages[format.page][code + 1]
        end

        local function check_digits(s, start, count, format, field)
          local zero = format.coding == "ebcdic" and 0xF0 or 0x30
          for i = start, start + count - 1 do
            local digit = byte(s, i + 1) - zero
            if digit < 0 or digit > 9 then return at_place(field, i, "not a decimal digit") end
          end
          return nil
        end

        local function check_text(s, start, count, format, field)
          for i = start, start + count - 1 do
            local code = byte(s, i + 1)
            local is_control = code < 0x20 or code == 0x7F
            if format.coding == "ebcdic" then is_control = code < 0x40 or code == 0xFF end
            if is_control then return at_place(field, i, "a character that this field must not hold") end
          end
          return nil
        end

        -- Hexadecimal digits, all of one case.
        local function check_hex(s, start, count, field, letters)
          for i = start, start + count - 1 do
            local code = byte(s, i + 1)
            local digit = hex_value(code)
            if not digit then return at_place(field, i, "not an (upper-case) hexadecimal digit") end
            if digit > 9 then
              local case = code >= 0x60 and "lower" or "upper"
              if letters.case and letters.case ~= case then
                return at_place(field, i, "hexadecimal digits of both cases in one field")
              end
              letters.case = case
            end
          end
          return nil
        end

        local function check_track(s, start, count, format, field)
          for i = start, start + count - 1 do
            if not is_track(latin1(format, byte(s, i + 1))) then return at_place(field, i, "not a decimal digit") end
          end
          return nil
        end

        local function check_signed(s, start, units, format, field)
          if units == 0 then return nil end
          if not is_sign(latin1(format, byte(s, start + 1))) then
            return at_place(field, start, "not a sign: C, D, + or - is needed")
          end
          if format.coding == "packed" then return check_packed_amount(s, start + 1, units - 1, field) end
          return check_digits(s, start + 1, units - 1, format, field)
        end

        -- What is wrong with content of one byte for each character, or nil.
        local function check_content(s, start, units, format, field)
          if format.content == "binary" then
            return format.coding == "hex" and check_hex(s, start, units * 2, field, {}) or nil
          end
          if format.content == "digits" then return check_digits(s, start, units, format, field) end
          if format.content == "track" then return check_track(s, start, units, format, field) end
          if format.content == "signed" then return check_signed(s, start, units, format, field) end
          return check_text(s, start, units, format, field)
        end

        -- Content as tillbench holds it: a character or a byte for each unit.
        local function content_of(s, start, units, format)
          if is_pair_packed(format) then
            return unpack_nibbles(s, start, units % 2 == 1 and format.filled_left and 1 or 0, units)
          end
          if format.coding == "packed" then
            if units == 0 then return "" end
            return sub(s, start + 1, start + 1) .. unpack_nibbles(s, start + 1, units % 2 == 0 and 1 or 0, units - 1)
          end
          local bytes = sub(s, start + 1, start + size_of(format, units))
          if format.coding == "hex" then
            return (string.gsub(bytes, "..", function(pair) return char(tonumber(pair, 16)) end))
          end
          if format.coding == "ebcdic" then
            return (string.gsub(bytes, ".", function(c) return char(latin1(format, byte(c))) end))
          end
          return bytes
        end

        -- Reads a field of s at an offset: its place and content, or nil and what is wrong.
        local function read_field(s, at, format, field)
          local start, units = at, format.most
          if format.prefix_bytes > 0 then
            local length, wrong = read_length(s, at, format, field)
            if not length then return nil, wrong end
            start, units = at + format.prefix_bytes, length
          end
          local size = size_of(format, units)
          if size > #s - start then return nil, too_short(field, start, size, #s - start) end
          local wrong
          if is_pair_packed(format) then
            units, wrong = check_packed(s, start, units, format, field)
          else
            wrong = check_content(s, start, units, format, field)
          end
          if wrong then return nil, wrong end
          return {
            at = at, start = start, units = units, finish = start + size,
            content = content_of(s, start, units, format),
          }
        end

        -- Content as people read it: text in another character set is shown as hexadecimal, since a log must not guess.
        local function text_of(format, content)
          if format.content == "binary" or string.find(content, "[^ -~]") then return to_hex(content) end
          return content
        end

        """#
}
