extension LuaProgram {
    /// What may be shown, and how a value is put into the tree.
    static let values = #"""
        local function report(item, wrong) item:add_proto_expert_info(malformed, wrong) end

        local function warn(item, wrong) item:add_proto_expert_info(bad_layout, wrong) end

        local function hidden_text(count) return "<" .. count .. " hidden>" end

        -- The first six and the last four digits of an account number, or nil for what is none.
        local function masked_account(content)
          if #content < 12 or #content > 19 or string.find(content, "%D") then return nil end
          return sub(content, 1, 6) .. string.rep("*", #content - 10) .. sub(content, -4)
        end

        -- What is shown of a field instead of its content, or nil when it may be shown.
        local function mask(number, format, content, mti)
          if preferences.clear then return nil end
          if number == 2 then
            local masked = masked_account(content)
            if masked then return masked end
          end
          -- An upload carries account numbers in the field that carries totals elsewhere.
          local is_upload = number == 48 and sub(mti, 2, 2) == "3" and #content > 4
          if format.hidden or format.mixed or is_upload then return hidden_text(#content) end
          return nil
        end

        -- Adds a value to the tree. What is hidden has no bytes of its own, so that no output of them has it.
        local function add_value(tree, item, tvb, from, count, shown, masked)
          if masked then return tree:add(item, masked) end
          return tree:add(item, tvb:range(from, count), shown)
        end

        -- Where so many units of a field's content lie on the wire: offset and bytes.
        local function wire_place(format, found, from, count)
          if is_pair_packed(format) then
            local first = from + (found.units % 2 == 1 and format.filled_left and 1 or 0)
            local start = floor(first / 2)
            return found.start + start, floor((first + count + 1) / 2) - start
          end
          if format.coding == "hex" then return found.start + from * 2, count * 2 end
          if format.coding == "packed" then return found.start, found.finish - found.start end
          return found.start + from, count
        end

        """#
}
