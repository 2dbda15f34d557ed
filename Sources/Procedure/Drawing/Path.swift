/// A line of a drawing.
struct Path: Equatable {
    enum Segment: Equatable {
        case line(Point)
        /// A cubic curve with its two control points.
        case curve(Point, Point, Point)

        var end: Point {
            switch self {
            case .line(let end), .curve(_, _, let end): end
            }
        }
    }

    let start: Point
    var segments: [Segment] = []

    var end: Point { segments.last?.end ?? start }

    /// Straight on; nothing for the place where the line is already.
    mutating func line(to point: Point) {
        if point != end { segments.append(.line(point)) }
    }

    /// Down or up to a point, with vertical ends.
    mutating func bend(to point: Point) {
        let from = end
        guard abs(from.x - point.x) > 0.5 else { return line(to: point) }
        let half = (from.y + point.y) / 2
        segments.append(.curve(Point(x: from.x, y: half), Point(x: point.x, y: half), point))
    }

    /// The same line from its end to its start.
    var turned: Path {
        var turned = Path(start: end)
        let starts = [start] + segments.dropLast().map(\.end)
        for (segment, from) in zip(segments, starts).reversed() {
            switch segment {
            case .line: turned.segments.append(.line(from))
            case .curve(let one, let two, _): turned.segments.append(.curve(two, one, from))
            }
        }
        return turned
    }

    /// Points along the line, close enough to see what it runs through.
    var samples: [Point] {
        var points = [start]
        var from = start
        for segment in segments {
            for step in 1...20 {
                let t = Double(step) / 20
                switch segment {
                case .line(let to):
                    points.append(Point(x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t))
                case .curve(let one, let two, let to):
                    let u = 1 - t
                    let (a, b, c, d) = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
                    points.append(
                        Point(
                            x: a * from.x + b * one.x + c * two.x + d * to.x,
                            y: a * from.y + b * one.y + c * two.y + d * to.y))
                }
            }
            from = segment.end
        }
        return points
    }
}
