/// Errors of the system group. Source: Zephyr, `os_mgmt.h`.
public enum SystemCode: UInt64, Sendable {
    /// Nobody knows why.
    case unknown = 1
    /// No such format.
    case format = 2
    /// No such query.
    case query = 3
    /// The clock was never set.
    case clockNotSet = 4
    /// The clock cannot be set.
    case clockFailed = 5
}

/// Errors of the image group. Source: Zephyr, `img_mgmt.h`.
public enum ImageCode: UInt64, Sendable {
    /// Nobody knows why.
    case unknown = 1
    /// No image in the slot.
    case noImage = 3
    /// The image has no entries behind it.
    case noEntries = 4
    /// An entry of the image is wrong.
    case invalidEntry = 5
    /// More than one hash.
    case twoHashes = 6
    /// No hash.
    case noHash = 8
    /// No slot is free.
    case noFreeSlot = 9
    /// The memory cannot be read.
    case readFailed = 11
    /// The memory cannot be written.
    case writeFailed = 12
    /// The memory cannot be erased.
    case eraseFailed = 13
    /// No such slot.
    case invalidSlot = 14
    /// No offset, or one that does not fit.
    case invalidOffset = 20
    /// No length, or one that does not fit.
    case invalidLength = 21
    /// Shorter than a header.
    case invalidHeader = 22
    /// Another magic number.
    case invalidMagic = 23
    /// No image has this hash, or this is none.
    case invalidHash = 24
    /// An older image, where only a newer one is wanted.
    case olderVersion = 27
    /// An image is pending already.
    case alreadyPending = 28
    /// Made for another board, or it cannot read the journal: the terminal could not be run by it.
    case doesNotFit = 29
    /// Larger than the slot.
    case tooLarge = 30
    /// More bytes than were said.
    case overrun = 31
    /// It may not be confirmed.
    case confirmationDenied = 32
    /// The image that runs cannot be tried.
    case testDenied = 33
}

/// Errors of the statistics group. Source: Zephyr, `stat_mgmt.h`.
public enum StatisticsCode: UInt64, Sendable {
    /// No such group of counters.
    case noGroup = 2
}

/// Errors of the settings group. Source: Zephyr, `settings_mgmt.h`.
public enum SettingsCode: UInt64, Sendable {
    /// Nobody knows why.
    case unknown = 1
    /// The name is too long.
    case nameTooLong = 2
    /// No such setting.
    case notFound = 3
    /// It cannot be read.
    case readNotSupported = 4
    /// No such family of settings.
    case rootNotFound = 5
    /// It cannot be written.
    case writeNotSupported = 6
    /// It cannot be deleted.
    case deleteNotSupported = 7
}

/// Errors of the files group. Source: Zephyr, `fs_mgmt.h`.
public enum FilesCode: UInt64, Sendable {
    /// Nobody knows why.
    case unknown = 1
    /// A name that no file can have.
    case invalidName = 2
    /// No such file.
    case notFound = 3
    /// It cannot be read.
    case readFailed = 7
    /// Beyond its end.
    case offsetBeyondEnd = 12
    /// No such kind of checksum.
    case noSuchChecksum = 13
    /// It can only be read.
    case readOnly = 15
}

/// Errors of our own group, of a terminal.
public enum TerminalCode: UInt64, Sendable, CaseIterable {
    /// Nobody knows why.
    case unknown = 1
    /// The terminal has no key of this name that could be loaded.
    case noSuchKey = 2
    /// This is no key block.
    case keyBlockMalformed = 3
    /// The block was changed, or it is wrapped under another protection key.
    case keyBlockNotAuthentic = 4
    /// The key in the block is for something else.
    case keyUsage = 5
    /// The key is none of the algorithm and length that the terminal needs.
    case keyLength = 6
    /// The key has another check value than was said.
    case keyCheckValue = 7
    /// The memory of the keys cannot be written.
    case keyNotKept = 8
}
