/// A point of a drawing; y grows downward.
struct Point: Equatable {
    var x: Double
    var y: Double
}

/// A rectangle of a drawing.
struct Rect: Equatable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var right: Double { x + width }
    var bottom: Double { y + height }
    var middle: Double { x + width / 2 }

    /// True when both share an area.
    func overlaps(_ other: Rect) -> Bool {
        x < other.right && other.x < right && y < other.bottom && other.y < bottom
    }

    /// True when the point lies inside, its edge not counted.
    func contains(_ point: Point) -> Bool { point.x > x && point.x < right && point.y > y && point.y < bottom }
}
