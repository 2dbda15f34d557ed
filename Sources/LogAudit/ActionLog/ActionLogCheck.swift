import Settlement

/// Whether an action log is as it was written.
///
/// What is found: lines that were edited, written anew, dropped, repeated, moved, or cut off at the end, each with its place.
/// Two lines and more that were added behind the head are found, too, also after the bench wrote the next one. What cannot be
/// found: one line that was added right behind the head with right hashes, since a power cut between the line and the head
/// leaves the same (a note says so, until the bench writes the next line); and a log that somebody wrote anew from some line
/// to its end, with right hashes, and its head as well. Only a head that was noted elsewhere (`expected`) shows a log that was
/// written anew.
public struct ActionLogCheck: Equatable, Sendable {
    /// Something that is not as it was written.
    public struct Fault: Equatable, Sendable, Codable {
        /// What was done to it.
        public enum Kind: String, Sendable, Codable, CaseIterable {
            /// Its bytes are not those that its hash was made over.
            case edited
            /// It is no line of this log at all.
            case unreadable
            /// It is right in itself, but the line after it was written after another one.
            case rewritten
            /// Lines are gone before it.
            case dropped
            /// Its number is there already.
            case repeated
            /// It stands behind a line that was written after it.
            case moved
            /// Lines are gone at the end.
            case truncated
            /// Lines stand behind what the head knows.
            case appended
            /// The log does not hold the line that was noted elsewhere.
            case otherThanNoted = "other-than-noted"
        }

        /// What was done.
        public var kind: Kind
        /// Line of the file, from 1; one more than there are for what is missing at the end.
        public var line: Int
        /// Byte offset at which that line begins.
        public var offset: Int
        /// In words.
        public var en: String
        /// In words.
        public var zh: String
    }

    /// Lines that can be read.
    public private(set) var lines = 0
    /// What was found, by its place.
    public private(set) var faults: [Fault] = []
    /// What a power cut explains.
    public private(set) var notes: [Bilingual] = []
    /// The end of the log as it is; nil when no line can be read.
    public private(set) var end: ActionLogHead?

    /// True when all is as it was written, as far as can be told.
    public var isSound: Bool { faults.isEmpty }

    private struct Place {
        let line: Int
        let offset: Int
        let read: ActionLine?
        let count: Int
    }

    /// Looks at the bytes of a log.
    public init(_ bytes: [UInt8], head: ActionLogHead?, expected: ActionLogHead? = nil) {
        let places = ActionLogCheck.places(bytes)
        let isTorn = !bytes.isEmpty && bytes.last != 0x0A
        let read = places.compactMap { place in place.read.map { (place, $0) } }
        lines = read.count
        var hashes: [Int: String] = [:]
        for (_, line) in read where hashes[line.number] == nil { hashes[line.number] = line.hash }
        end = hashes.keys.max().flatMap { number in hashes[number].map { ActionLogHead(lines: number, hash: $0) } }
        unreadable(places, isTorn, head)
        chain(read.map { ($0.0, $0.1) }, places)
        tail(head, bytes.count, places.count)
        if let expected, hashes[expected.lines]?.hasPrefix(expected.hash) != true {
            add(
                .otherThanNoted, places.first { $0.read?.number == expected.lines }, bytes.count, places.count,
                "line \(expected.lines) is not the one that was noted elsewhere", "第 \(expected.lines) 行与另行记录的不符")
        }
        faults.sort { ($0.offset, $0.line, $0.kind.rawValue) < ($1.offset, $1.line, $1.kind.rawValue) }
    }

    private static func places(_ bytes: [UInt8]) -> [Place] {
        var places: [Place] = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            let line = bytes[start..<end]
            places.append(
                Place(line: places.count + 1, offset: start, read: ActionLine(line), count: line.count))
            start = end + 1
        }
        return places
    }

    private mutating func add(
        _ kind: Fault.Kind, _ place: Place?, _ size: Int, _ count: Int, _ english: String, _ chinese: String
    ) {
        faults.append(
            Fault(kind: kind, line: place?.line ?? count + 1, offset: place?.offset ?? size, en: english, zh: chinese))
    }

    private mutating func unreadable(_ places: [Place], _ isTorn: Bool, _ head: ActionLogHead?) {
        for (index, place) in places.enumerated() where place.read == nil {
            let next = index + 1 < places.count ? places[index + 1].read : nil
            if let next, next.tornBytes == place.count {
                notes.append(
                    Bilingual(
                        "line \(place.line): a power cut left \(place.count) bytes of a line",
                        "第 \(place.line) 行: 断电留下 \(place.count) 字节的残行"))
                continue
            }
            // The head is written after the line: one that knows this line saw it whole.
            let before = places[..<index].compactMap(\.read).map(\.number).max() ?? 0
            if isTorn, index == places.count - 1, (head?.lines ?? 0) <= before {
                notes.append(
                    Bilingual(
                        "line \(place.line) is unfinished: a power cut while it was written",
                        "第 \(place.line) 行未写完: 写入时断电"))
                continue
            }
            add(.unreadable, place, 0, 0, "no line of this log", "不是本日志的行")
        }
    }

    private mutating func chain(_ read: [(place: Place, line: ActionLine)], _ places: [Place]) {
        var hashes: [Int: String] = [:]
        var seen: Set<Int> = []
        for (_, line) in read where hashes[line.number] == nil { hashes[line.number] = line.hash }
        let edited = Set(read.filter { $0.line.hash != $0.line.rightHash }.map(\.line.number))
        var highest = 0
        var former = -1
        for (place, line) in read {
            let number = line.number
            if line.hash != line.rightHash {
                add(.edited, place, 0, 0, "line \(number) was edited", "第 \(number) 条被改动")
            }
            if !seen.insert(number).inserted {
                add(.repeated, place, 0, 0, "number \(number) is there already", "第 \(number) 条重复")
                continue
            }
            if number < highest {
                add(
                    .moved, place, 0, 0, "line \(number) stands behind line \(highest)",
                    "第 \(number) 条被移到第 \(highest) 条之后")
            }
            if number > highest + 1 {
                let known = hashes.keys.count { $0 > highest && $0 < number }
                let missing = number - highest - 1 - known
                // A line that cannot be read is not gone; one that a power cut left had no number.
                let damaged = places.count {
                    $0.read == nil && $0.offset > former && $0.offset < place.offset && $0.count != line.tornBytes
                }
                if damaged < missing {
                    let gone = missing - damaged
                    add(
                        .dropped, place, 0, 0, "\(gone) line(s) are gone before line \(number)",
                        "第 \(number) 条之前缺 \(gone) 条")
                }
            }
            former = place.offset
            highest = max(highest, number)
            let before = number == 1 ? ActionLine.firstPrevious : hashes[number - 1]
            if let before, before != line.previous, !edited.contains(number), !edited.contains(number - 1) {
                let former = read.first { $0.line.number == number - 1 }?.place ?? place
                add(
                    .rewritten, former, 0, 0, "line \(number) was written after another line than this one",
                    "第 \(number) 条写在另一行之后, 本行被替换")
            }
        }
    }

    private mutating func tail(_ head: ActionLogHead?, _ size: Int, _ count: Int) {
        guard let head else {
            if lines > 0 {
                notes.append(
                    Bilingual(
                        "there is no head beside the log: lines that were cut off at its end would not be missed",
                        "日志旁没有头文件: 末尾若被截去则无法发现"))
            }
            return
        }
        let last = end?.lines ?? 0
        if head.lines > last {
            add(
                .truncated, nil, size, count,
                "\(head.lines - last) line(s) are gone at the end; the head knows \(head.lines)",
                "末尾缺 \(head.lines - last) 条; 头文件记有 \(head.lines) 条")
        } else if head.lines == last, end?.hash != head.hash {
            add(.otherThanNoted, nil, size, count, "the head knows another last line", "末行与头文件不符")
        } else if last - head.lines == 1 {
            notes.append(
                Bilingual(
                    "the last line is not in the head yet: a power cut between the two, or somebody added it by other means",
                    "头文件尚无末行: 两次写入之间断电, 或末行系另行添加"))
        } else if last > head.lines {
            add(
                .appended, nil, size, count, "\(last - head.lines) lines stand behind what the head knows",
                "头文件之后另有 \(last - head.lines) 条")
        }
    }
}
