extension LuaProgram {
    /// How BER-TLV objects are read and put into the tree.
    static let objects = #"""
        local deepest = 16

        local function amounts(needed, available)
          return string.format("%d byte(s) needed, %d there", needed, available)
        end

        -- The tag at an offset, which lies before the end: its digits and the offset behind it, or nil, what is wrong,
        -- and where.
        local function read_tag(s, at, last)
          local start = at
          local code = byte(s, at + 1)
          if code == 0 then return nil, "no tag starts here", start end
          at = at + 1
          if code % 32 ~= 31 then return to_hex(sub(s, start + 1, at)), at end
          while true do
            if at - start >= 4 then return nil, "a tag of more than 4 bytes", start end
            if at >= last then
              return nil, "the tag is cut off, " .. amounts(at - start + 1, last - start), start
            end
            code = byte(s, at + 1)
            if code == 0x80 and at == start + 1 then return nil, "a tag number with leading zeros", start end
            at = at + 1
            if code < 0x80 then return to_hex(sub(s, start + 1, at)), at end
          end
        end

        -- The length at an offset and the offset behind it, or nil, what is wrong, where.
        local function read_object_length(s, at, last)
          local start = at
          if at >= last then return nil, "the length is cut off, " .. amounts(1, 0), start end
          local count = byte(s, at + 1)
          at = at + 1
          if count >= 0x80 then
            if count == 0x80 then return nil, "a length of indefinite form", start end
            local following = count - 0x80
            if following > 4 then
              return nil, string.format("a length of %d bytes, at most 4 are taken", following), start
            end
            if following > last - at then
              return nil, "the length is cut off, " .. amounts(following + 1, last - start), start
            end
            count = 0
            for i = at, at + following - 1 do count = count * 256 + byte(s, i + 1) end
            at = at + following
          end
          if count > last - at then return nil, "the value is cut off, " .. amounts(count, last - at), at end
          return count, at
        end

        -- The objects from an offset to an end: a list of them, what is wrong behind the last one, and where.
        local function read_objects(s, at, last)
          local list = {}
          while true do
            while at < last and byte(s, at + 1) == 0 do at = at + 1 end
            if at >= last then return list end
            local tag, behind_tag, place = read_tag(s, at, last)
            if not tag then return list, behind_tag, place end
            local count, start, place = read_object_length(s, behind_tag, last)
            if not count then return list, start, place end
            list[#list + 1] = { tag = tag, at = at, start = start, finish = start + count }
            at = start + count
          end
        end

        local function is_constructed(tag) return floor(tonumber(sub(tag, 1, 2), 16) / 32) % 2 == 1 end

        local function object_text(known, value)
          local is_text = known and known.text and not string.find(value, "[^ -~]") and #value > 0
          return is_text and " (" .. value .. ")" or ""
        end

        local function add_object(tvb, place, content, object, tree, depth)
          local known = dialect.tags[object.tag]
          local value = sub(content, object.start + 1, object.finish)
          local nested, wrong
          if is_constructed(object.tag) and depth < deepest then
            nested, wrong = read_objects(content, object.start, object.finish)
          end
          -- What an object of objects holds is shown object by object; a tag that nobody knows may hold anything.
          local hides = not preferences.clear and (not known or known.hidden or is_constructed(object.tag))
          local shown = hides and hidden_text(#value) or to_hex(value)
          local item
          local start, size = place(object.at, object.finish - object.at)
          if known then
            item = add_value(tree, known.item, tvb, start, size, shown, hides and shown)
            if not hides then item:append_text(object_text(known, value)) end
          else
            item = add_value(tree, items.other_tag, tvb, start, size, object.tag .. ": " .. shown,
              hides and object.tag .. ": " .. shown)
          end
          -- Some acquirers use tags that look constructed for plain text.
          if nested and not wrong then
            for _, inner in ipairs(nested) do add_object(tvb, place, content, inner, item, depth + 1) end
          end
        end

        -- Adds the objects in a field's content under its item.
        local function add_objects(tvb, base, found, format, number, tree)
          local function place(from, count)
            local start, size = wire_place(format, found, from, count)
            return base + start, size
          end
          local list, wrong, at = read_objects(found.content, 0, #found.content)
          for _, object in ipairs(list) do add_object(tvb, place, found.content, object, tree, 1) end
          if wrong then warn(tree, at_place(number, at, wrong)) end
        end

        """#
}
