/// Something for each end of a line.
struct BothSides<Value> {
    var a: Value
    var b: Value

    subscript(side: LineSide) -> Value {
        // Without a copy: a line with all that is under way would be copied for each question.
        _read {
            if side == .a { yield a } else { yield b }
        }
        _modify {
            if side == .a { yield &a } else { yield &b }
        }
    }
}

extension BothSides: Sendable where Value: Sendable {}
