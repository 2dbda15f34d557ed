extension LuaProgram {
    /// How the bytes of one field are read: its length, the check of its characters, its content.
    ///
    /// Strings of Lua are indexed from 1; every offset here counts from 0, as the codec's do. No read goes beyond the
    /// string: each one is preceded by a comparison with its length.
    static let reading = #"""
        local byte, char, sub, floor = string.byte, string.char, string.sub, math.floor

        -- Where something is wrong, in the words of tillbench's own decoder.
        local function at_place(field, offset, what)
          local place = field and "field " .. field or "message"
          return string.format("%s at byte %d: %s", place, offset, what)
        end

        local function too_short(field, offset, needed, available)
          return at_place(field, offset, string.format("%d byte(s) needed, %d there", needed, available))
        end

        local function hex_value(code)
          if code >= 0x30 and code <= 0x39 then return code - 0x30 end
          if code >= 0x41 and code <= 0x46 then return code - 0x37 end
          if code >= 0x61 and code <= 0x66 then return code - 0x57 end
          return nil
        end

        local function to_hex(bytes)
          return (string.gsub(bytes, ".", function(c) return string.format("%02X", byte(c)) end))
        end

        local function is_pair_packed(format)
          return format.coding == "packed" and format.content ~= "signed"
        end

        -- Bytes on the wire for so many units of content.
        local function size_of(format, units)
          if is_pair_packed(format) then return floor((units + 1) / 2) end
          if format.coding == "packed" then return 1 + floor(units / 2) end
          if format.coding == "hex" then return units * 2 end
          return units
        end

        -- Units of content for a length that was read, or nil when half a byte is left over.
        local function units_of(format, announced)
          if format.unit == "characters" then return announced end
          if is_pair_packed(format) then
            return format.unit == "bytes" and announced * 2 or announced
          end
          if format.unit == "bytes" and format.coding ~= "hex" then return announced end
          if announced % 2 == 1 then return nil end
          return floor(announced / 2)
        end

        -- What the length says for so many units of content.
        local function announced_of(format, units)
          if format.unit == "characters" then return units end
          if format.unit == "bytes" then return size_of(format, units) end
          return is_pair_packed(format) and units or units * 2
        end

        -- The number before a variable field: the number, or nil and what is wrong.
        local function read_number(s, at, format, field)
          local count = format.prefix_bytes
          if count > #s - at then return nil, too_short(field, at, count, #s - at) end
          local value = 0
          for i = at, at + count - 1 do
            local code = byte(s, i + 1)
            if format.prefix == "packed" then
              local high, low = floor(code / 16), code % 16
              if high > 9 or low > 9 then return nil, at_place(field, i, "not a decimal digit") end
              value = value * 100 + high * 10 + low
            elseif format.prefix == "binary" then
              value = value * 256 + code
            elseif format.prefix == "hex" then
              local digit = hex_value(code)
              if not digit or code >= 0x60 then
                return nil, at_place(field, i, "not an (upper-case) hexadecimal digit")
              end
              value = value * 16 + digit
            else
              local digit = code - (format.prefix == "ascii" and 0x30 or 0xF0)
              if digit < 0 or digit > 9 then return nil, at_place(field, i, "not a decimal digit") end
              value = value * 10 + digit
            end
          end
          return value
        end

        -- The length of a variable field in units of content, or nil and what is wrong.
        local function read_length(s, at, format, field)
          local value, wrong = read_number(s, at, format, field)
          if not value then return nil, wrong end
          local units = units_of(format, value)
          if not units then
            return nil, at_place(field, at, string.format("length %d ends in the middle of a byte", value))
          end
          -- Digits counted in bytes: the spare nibble of the longest odd number counts as well.
          local one_more = format.unit == "bytes" and is_pair_packed(format) and format.most % 2 == 1
            and units == format.most + 1
          if units > format.most and not one_more then
            return nil, at_place(field, at, string.format(
              "length %d, at most %d allowed", value, announced_of(format, format.most)))
          end
          return units
        end

        """#

    /// How packed digits are checked and unpacked.
    static let packing = #"""
        local function is_bad_nibble(format, nibble)
          return nibble > 9 and not (format.content == "track" and nibble == 13)
        end

        local function check_nibbles(s, start, size, format, field)
          for i = start, start + size - 1 do
            local code = byte(s, i + 1)
            if is_bad_nibble(format, floor(code / 16)) or is_bad_nibble(format, code % 16) then
              return at_place(field, i, "not a decimal digit")
            end
          end
          return nil
        end

        -- Checks two digits in a byte. The spare nibble of an odd number is as the table says, or 0, or F. Where the
        -- length counts bytes, only a nibble that is no digit, or a digit too many, tells that it is spare.
        local function check_packed(s, start, units, format, field)
          local size = floor((units + 1) / 2)
          if units % 2 == 0 and format.unit ~= "bytes" or size == 0 then
            return units, check_nibbles(s, start, size, format, field)
          end
          local place = format.filled_left and start or start + size - 1
          local code = byte(s, place + 1)
          local high, low = floor(code / 16), code % 16
          local spare, other = low, high
          if format.filled_left then spare, other = high, low end
          if units % 2 == 0 then
            local is_spare = spare == 15 or spare == format.filler and is_bad_nibble(format, spare)
            if not is_spare and units <= format.most then
              return units, check_nibbles(s, start, size, format, field)
            end
            units = units - 1
          end
          if spare ~= format.filler and spare ~= 0 and spare ~= 15 then
            return units, at_place(field, place, "the spare nibble is not as the dialect says")
          end
          if is_bad_nibble(format, other) then return units, at_place(field, place, "not a decimal digit") end
          return units, check_nibbles(s, format.filled_left and start + 1 or start, size - 1, format, field)
        end

        local function nibble_at(s, start, index)
          local code = byte(s, start + floor(index / 2) + 1)
          return index % 2 == 0 and floor(code / 16) or code % 16
        end

        -- So many nibbles from one on, as characters.
        local function unpack_nibbles(s, start, first, count)
          local characters = {}
          for index = first, first + count - 1 do
            local nibble = nibble_at(s, start, index)
            characters[#characters + 1] = char(nibble < 10 and 0x30 + nibble or 0x37 + nibble)
          end
          return table.concat(characters)
        end

        -- The digits behind a sign, filled at the left when their number is odd.
        local function check_packed_amount(s, start, digits, field)
          for i = start, start + floor((digits + 1) / 2) - 1 do
            local code = byte(s, i + 1)
            if code >= 0xA0 or code % 16 > 9 then return at_place(field, i, "not a decimal digit") end
          end
          if digits % 2 == 1 and byte(s, start + 1) >= 0x10 then
            return at_place(field, start, "the spare nibble is not as the dialect says")
          end
          return nil
        end

        """#
}
