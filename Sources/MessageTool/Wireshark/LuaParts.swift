extension LuaProgram {
    /// How the parts of a composite field are put into the tree. They are read from the field's content; offsets in what
    /// is wrong count from its begin.
    static let parts = #"""
        -- Adds what is read from a field's content.
        local function part_adder(tvb, base, found, format, tree, masked)
          return function(item, from, count, shown, is_hidden)
            local start, size = wire_place(format, found, from, count)
            local hides = masked or is_hidden and not preferences.clear
            return add_value(tree, item, tvb, base + start, size, shown, hides and hidden_text(count))
          end
        end

        -- Reads a part at an offset of the content and adds it. Returns the offset behind it, or nil after an error.
        local function add_part(add, tree, content, at, part, number)
          local found, wrong = read_field(content, at, part, number)
          if not found then
            warn(tree, wrong)
            return nil
          end
          add(part.item, at, found.finish - at, text_of(part, found.content), part.hidden)
          return found.finish
        end

        local function add_rest(add, layout, content, at)
          if at < #content then add(layout.rest, at, #content - at, to_hex(sub(content, at + 1))) end
        end

        local layouts = {}

        -- Parts one behind another; the content may end before any of them.
        function layouts.positional(add, tree, content, layout, number)
          local at = 0
          for _, part in ipairs(layout.parts) do
            if at >= #content then return end
            at = add_part(add, tree, content, at, part, number)
            if not at then return end
          end
          add_rest(add, layout, content, at)
        end

        -- A bitmap, then the parts whose bits are set.
        function layouts.bitmap(add, tree, content, layout, number)
          if layout.bytes > #content then return warn(tree, too_short(number, 0, layout.bytes, #content)) end
          local at = layout.bytes
          for bit = 0, layout.bytes * 8 - 1 do
            if has_bit(content, bit) then
              local part = layout.by_key[tostring(bit + 1)]
              if not part then return warn(tree, at_place(number, floor(bit / 8), "the dialect has no such field")) end
              at = add_part(add, tree, content, at, part, number)
              if not at then return end
            end
          end
          add_rest(add, layout, content, at)
        end

        -- The tag at an offset, or nil and what is wrong.
        local function read_key(content, at, layout, number)
          local size, left = layout.tag_bytes, #content - at
          if size > left then return nil, too_short(number, at, size, left) end
          local tag = sub(content, at + 1, at + size)
          if layout.tag_is_binary then return to_hex(tag) end
          local bad = string.find(tag, "[^!-~]")
          if bad then return nil, at_place(number, at + bad - 1, "a character that this field must not hold") end
          return tag
        end

        -- Units of content in so many bytes, or nil when they do not come out even.
        local function units_in(part, count)
          if part.content == "signed" and part.coding == "packed" then
            return count > 0 and 1 + (count - 1) * 2 or nil
          end
          if part.coding == "packed" then return count * 2 end
          if part.coding == "hex" then return count % 2 == 0 and floor(count / 2) or nil end
          return count
        end

        -- The same format with a fixed length. An element's length counts bytes, so that packed digits may have a spare
        -- nibble.
        local function fixed(part, units)
          local format = {}
          for key, value in pairs(part) do format[key] = value end
          format.most, format.prefix_bytes, format.unit = units, 0, "bytes"
          return format
        end

        -- Elements that each begin with a tag and a length.
        function layouts.tagged(add, tree, content, layout, number)
          local at = 0
          local element = {
            content = "binary", coding = "bytes", unit = "characters", prefix = layout.prefix,
            prefix_bytes = layout.prefix_bytes, most = layout.most,
          }
          while at < #content do
            local key, wrong = read_key(content, at, layout, number)
            if not key then return warn(tree, wrong) end
            local begin = at + layout.tag_bytes
            local found, bad = read_field(content, begin, element, number)
            if not found then return warn(tree, bad) end
            local part = layout.by_key[key]
            if not part then
              add(layout.other, at, found.finish - at, key .. ": " .. to_hex(found.content))
            else
              local units = units_in(part, #found.content)
              if not units then
                if #found.content == 0 then return warn(tree, too_short(number, begin, 1, 0)) end
                return warn(tree, at_place(number, begin, string.format(
                  "length %d ends in the middle of a byte", #found.content)))
              end
              local is_signed = part.content == "signed" and part.coding == "packed"
              if units == part.most + 1 and part.most % 2 == (is_signed and 0 or 1)
                and (is_signed or is_pair_packed(part)) then
                units = part.most
              end
              if units > part.most then
                return warn(tree, at_place(number, begin, string.format(
                  "length %d, at most %d allowed", units, part.most)))
              end
              if not add_part(add, tree, content, found.start, fixed(part, units), number) then return end
            end
            at = found.finish
          end
        end

        -- Adds the parts of a composite field under its item.
        local function add_parts(tvb, base, found, format, number, tree, masked)
          local layout = format.layout
          if layout.kind == "objects" then
            return add_objects(tvb, base, found, format, number, tree)
          end
          layouts[layout.kind](part_adder(tvb, base, found, format, tree, masked), tree, found.content, layout, number)
        end

        """#
}
