extension LuaProgram {
    /// How type and bitmaps are read.
    static let head = #"""
        -- The type: four digits and the bytes they take, or nil and what is wrong.
        local function read_type(s)
          local size = dialect.type == "packed" and 2 or 4
          if #s < size then return nil, too_short(nil, 0, size, #s) end
          local digits = {}
          for i = 0, size - 1 do
            local code = byte(s, i + 1)
            if dialect.type == "packed" then
              local high, low = floor(code / 16), code % 16
              if high > 9 or low > 9 then
                return nil, at_place(nil, i, "not a decimal digit")
              end
              digits[#digits + 1] = high
              digits[#digits + 1] = low
            else
              local digit = code - (dialect.type == "ascii" and 0x30 or 0xF0)
              if digit < 0 or digit > 9 then return nil, at_place(nil, i, "not a decimal digit") end
              digits[#digits + 1] = digit
            end
          end
          return table.concat(digits), size
        end

        -- The eight bytes of a bitmap, or nil and what is wrong.
        local function read_bitmap(s, at, letters)
          local size = dialect.bitmap == "binary" and 8 or 16
          if #s - at < size then return nil, too_short(nil, at, size, #s - at) end
          if dialect.bitmap == "binary" then return sub(s, at + 1, at + 8) end
          local digits = sub(s, at + 1, at + 16)
          if dialect.bitmap == "ebcdicHex" then
            local page = dialect.pages.cp037
            digits = string.gsub(digits, ".", function(c) return char(page[byte(c) + 1]) end)
          end
          -- The digits alone are checked; a place within them is moved to its place in the message.
          local wrong = check_hex(string.rep("0", at) .. digits, at, 16, nil, letters)
          if wrong then return nil, wrong end
          return (string.gsub(digits, "..", function(pair) return char(tonumber(pair, 16)) end))
        end

        local function has_bit(bitmap, bit)
          return floor(byte(bitmap, floor(bit / 8) + 1) / 2 ^ (7 - bit % 8)) % 2 == 1
        end

        -- Every bitmap from an offset on: their bytes and the offset behind them, or nil and what is wrong.
        local function read_bitmaps(s, at)
          local bitmaps, letters = {}, {}
          repeat
            local bitmap, wrong = read_bitmap(s, at, letters)
            if not bitmap then return nil, wrong end
            bitmaps[#bitmaps + 1] = bitmap
            at = at + (dialect.bitmap == "binary" and 8 or 16)
          until #bitmaps == dialect.bitmap_limit or not has_bit(bitmap, 0)
          if dialect.bitmap_limit == 1 and has_bit(bitmaps[1], 0) then
            return nil, at_place(nil, at, "one bitmap more is announced than the dialect has")
          end
          return bitmaps, at
        end

        -- Numbers of the fields that bitmaps announce, ascending.
        local function announced_fields(bitmaps)
          local numbers = {}
          for index, bitmap in ipairs(bitmaps) do
            -- Bit 1 announces the second bitmap, bit 65 the third where the dialect has one.
            local announces = index == 1 or index < dialect.bitmap_limit
            for bit = announces and 1 or 0, 63 do
              if has_bit(bitmap, bit) then numbers[#numbers + 1] = (index - 1) * 64 + bit + 1 end
            end
          end
          return numbers
        end

        """#

    /// How a message is put into the tree.
    static let message = #"""
        local function response_words(code)
          local length = dialect.response_digits
          return dialect.responses[length and sub(code, 1, length) or code]
        end

        -- Bytes of a private field are often text.
        local function readable(format, content)
          if format.content ~= "binary" or content == "" or string.find(content, "[^ -~]") then return "" end
          return " (" .. content .. ")"
        end

        -- Adds every field of a message body to the tree. Returns what the summary says of them.
        local function add_fields(tvb, base, s, at, numbers, tree, mti)
          local seen = {}
          for _, number in ipairs(numbers) do
            local format = dialect.fields[number]
            if not format then
              report(tree, at_place(number, at, "the dialect has no such field"))
              return seen
            end
            local found, wrong = read_field(s, at, format, number)
            if not found then
              report(tree, wrong)
              return seen
            end
            local masked = mask(number, format, found.content, mti)
            local shown = text_of(format, found.content)
            local item = add_value(tree, format.item, tvb, base + at, found.finish - at, shown, masked)
            if number == 39 then
              local words = response_words(found.content)
              if words and not masked then item:append_text(" (" .. words .. ")") end
            end
            if not masked then
              item:append_text(readable(format, found.content))
              seen[number] = shown
            end
            if format.layout then add_parts(tvb, base, found, format, number, item, masked and not format.mixed) end
            at = found.finish
          end
          if at < #s then report(tree, at_place(nil, at, (#s - at) .. " byte(s) after the last field")) end
          return seen
        end

        -- Adds a message body, which lies in tvb from base on, to the tree. Returns its summary.
        local function add_message(tvb, base, s, tree)
          local mti, size = read_type(s)
          if not mti then
            report(tree, size)
            return "no message"
          end
          local item = tree:add(items.mti, tvb:range(base, size), mti)
          local words = dialect.types[mti]
          if words then item:append_text(" (" .. words .. ")") end
          local bitmaps, at = read_bitmaps(s, size)
          if not bitmaps then
            report(tree, at)
            return mti
          end
          tree:add(items.bitmap, tvb:range(base + size, at - size), to_hex(table.concat(bitmaps)))
          local seen = add_fields(tvb, base, s, at, announced_fields(bitmaps), tree, mti)
          local summary = mti
          if seen[11] then summary = summary .. " STAN " .. seen[11] end
          if seen[39] then
            summary = summary .. " F39=" .. seen[39]
            local meaning = response_words(seen[39])
            if meaning then summary = summary .. " " .. meaning end
          end
          return summary
        end

        """#
}
