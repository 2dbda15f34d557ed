import Foundation

/// Why a file could not be read or written, in the system's words. Foundation's own may hold no reason at all
/// ("The operation could not be completed. (NSCocoaErrorDomain error 256.)").
public enum FileReason {
    /// The reason of an error that Foundation threw.
    ///
    /// - Parameter path: The file that was read or written; nil for a folder, and for one of several files.
    public static func of(_ error: any Error, at path: String? = nil) -> String {
        var isFolder: ObjCBool = false
        if let path, FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            return "it is a folder"
        }
        if let error = error as? POSIXError { return String(cString: strerror(error.code.rawValue)) }
        let known = error as NSError
        if known.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(known.code))) }
        if let below = known.userInfo[NSUnderlyingErrorKey] as? any Error { return of(below, at: path) }
        return switch (error as? CocoaError)?.code {
        case .fileReadNoSuchFile, .fileNoSuchFile: String(cString: strerror(ENOENT))
        case .fileReadNoPermission, .fileWriteNoPermission: String(cString: strerror(EACCES))
        case .fileWriteOutOfSpace: String(cString: strerror(ENOSPC))
        case .fileWriteFileExists: String(cString: strerror(EEXIST))
        case .fileWriteVolumeReadOnly: String(cString: strerror(EROFS))
        case .fileReadInapplicableStringEncoding: "it is no text in UTF-8"
        case .fileReadTooLarge: String(cString: strerror(EFBIG))
        case nil: error.localizedDescription
        default: "it cannot be read or written as a file"
        }
    }
}
